"""What the pages of this room share: whose plan it is, and what to answer when the draft is gone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from plans.models import Plan


def led_plan(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.led_by(request.user).select_related("focal_unit", "oversight_unit"), pk=pk)


def answer_gone(request: HttpRequest, message: str) -> HttpResponse:
    """Somebody published or deleted the draft meanwhile: 409 and a sentence (HTMX: on the list of drafts)."""
    if request.htmx:
        messages.error(request, message)
        return HttpResponseClientRedirect(reverse("intake:uploads"))
    return render(request, "409.html", {"message": message}, status=409)

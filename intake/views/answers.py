"""What the pages of this room share: whose plan it is, parts of pages, and what to answer when a draft is gone."""

from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from intake.errors import IntakeError, RowIsGone
from plans.models import Plan
from tasks.views.asking import number


def led_plan(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.led_by(request.user).select_related("focal_unit", "oversight_unit"), pk=pk)


def answer_gone(request: HttpRequest, gone: IntakeError | str) -> HttpResponse:
    """Somebody published or deleted it meanwhile: 409 and a sentence (HTMX: on the page that still is)."""
    message = gone if isinstance(gone, str) else gone.message
    if not request.htmx:
        return render(request, "409.html", {"message": message}, status=409)
    messages.error(request, message)
    if isinstance(gone, RowIsGone) and gone.plan:
        return HttpResponseClientRedirect(reverse("intake:review", args=[gone.plan.pk]))
    return HttpResponseClientRedirect(reverse("intake:uploads"))


def fragment(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A part of a page: without the navigation bar, whose counts cost more than the part."""
    context |= {"csrf_token": get_token(request), "request": request, "messages": get_messages(request), "part": True}
    return HttpResponse(render_to_string(template, context), status=status)


def ticked(request: HttpRequest, name: str) -> list[int]:
    found = (number(text) for text in request.POST.getlist(name))
    return [pk for pk in found if pk is not None]

"""Bàn giao: what stands on somebody who leaves, and to whom it goes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agenda import operations
from agenda.perms import may_hand_over
from agenda.queries.people import leaving
from tasks.views.asking import number
from units.errors import UnitError
from units.models import Unit, User

PARTS = ("officer", "leader", "coordinator")


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """`nguoi` in the address is the person."""
    unit = get_object_or_404(Unit, pk=pk)
    user_id = number(request.GET.get("nguoi", ""))
    if not may_hand_over(request.user, pk):
        raise Http404
    found = leaving(user_id or 0, pk, timezone.localdate())
    if not found.places:
        raise Http404
    person, error = found.places[0].user, ""
    asked = {part: request.POST.get(part, "") for part in PARTS}
    if request.method == "POST":
        error = _leave(request, unit, person)
        if not error:
            return redirect("agenda:unit", pk)
    context = {"unit": unit, "person": person, "found": found, "error": error, "asked": asked}
    return render(request, "agenda/hand_over.html", context, status=400 if error else 200)


def _leave(request: HttpRequest, unit: Unit, person: User) -> str:
    """Empty, or why nothing was done."""
    to = {f"{part}_id": number(request.POST.get(part, "")) for part in PARTS}
    common = {"user_id": person.pk, "unit_id": unit.pk, "actor": request.user, "now": timezone.now()}
    try:
        done = operations.leave(mailbox_will_do=bool(request.POST.get("mailbox_will_do")), **to, **common)
    except UnitError as refused:
        return refused.message
    moved = f"đã chuyển {done.officer_of} việc đang làm, {done.leader_of} việc đang phụ trách"
    messages.success(request, f"{person} thôi làm việc ở {unit.short_name}; {moved}.")
    return ""

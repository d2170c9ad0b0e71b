"""Nhiệm vụ: one task over its units; and the list of assignments by filter."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from plans.models import Party, Plan
from tasks import perms
from tasks.figures import figures
from tasks.models import Assignment, Task
from tasks.queries.badges import badge, distance
from tasks.queries.documents import amendments
from tasks.queries.filters import SITUATIONS, in_situation
from tasks.queries.lists import names, self_confirmers, told
from tasks.queries.twins import known_twins
from tasks.views.asking import number
from units.models import Unit

SIZE = 50
LAST_PAGE = 99_999  # whoever asks for more asks nothing


@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Task.objects.visible_to(request.user).select_related("plan__focal_unit", "section", "confirming_unit")
    found = get_object_or_404(visible.prefetch_related("parties__unit", "parties__group", "milestones"), pk=pk)
    today = timezone.localdate()
    given = found.assignments.all()
    page = Paginator(told(given).order_by("unit__kind", "unit__name", "milestone__order"), SIZE).get_page(
        request.GET.get("trang")
    )
    parties = list(found.parties.all())
    context = {
        "task": found,
        "plan": found.plan,
        "leads": names(parties, "lead"),
        "partners": names(parties, "partner"),
        "milestones": list(found.milestones.all()),
        "figures": figures(given, today),
        "page": page,
        "rows": _rows(request, list(page)),
        "amendments": amendments(found),
        "twins": known_twins(found, request.user),
        "loads": perms.can_lead_plan(request.user, found.plan) and bool(page.object_list),
    }
    return render(request, "tasks/task.html", context)


@require_GET
def assignments(request: HttpRequest) -> HttpResponse:
    """Việc được giao by filter. No total is counted: one row more than a page tells whether there is a next one."""
    today = timezone.localdate()
    plan, found = _scope(request)
    situation, unit = request.GET.get("tinh_hinh", ""), request.GET.get("don_vi", "")
    found = in_situation(found, situation, today)
    if (unit_id := number(unit)) is not None:
        found = found.of_unit(unit_id)
    start = (min(number(request.GET.get("trang", "")) or 1, LAST_PAGE) - 1) * SIZE
    rows = list(told(found).order_by(F("counted_due_date").asc(nulls_last=True), "id")[start : start + SIZE + 1])
    query = request.GET.copy()
    query["trang"] = str(start // SIZE + 2)
    context = {
        "plan": plan,
        "rows": _rows(request, rows[:SIZE]),
        "shown": f"Hiện việc thứ {start + 1} đến {start + min(len(rows), SIZE)}" if rows else "",
        "next_url": f"?{query.urlencode()}" if len(rows) > SIZE else "",
        "situation": situation,
        "situations": SITUATIONS,
        "unit": unit,
        "units": _units(request, plan),
        "plans": [] if plan else Plan.objects.visible_to(request.user).exclude(state="draft").order_by("-id")[:50],
    }
    return render(request, "tasks/assignments.html", context)


def _scope(request: HttpRequest) -> tuple[Plan | None, Any]:
    wanted = number(request.GET.get("van_ban", ""))
    if wanted is not None:
        plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("focal_unit"), pk=wanted)
        return plan, plan.assignments.all()
    return None, Assignment.objects.visible_to(request.user)


def _units(request: HttpRequest, plan: Plan | None) -> Any:
    if plan:
        leads = Party.objects.filter(plan=plan, part=Party.Part.LEAD).values("unit")
        return Unit.objects.filter(pk__in=leads).order_by("kind", "name").values_list("pk", "short_name")
    return Unit.objects.filter(pk__in=request.user.unit_ids()).order_by("name").values_list("pk", "short_name")


def _rows(request: HttpRequest, assignments: list[Assignment]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    alone = [a.pk for a in assignments if a.self_confirmed]
    heads = self_confirmers(Assignment.objects.filter(pk__in=alone)) if alone else {}
    readable = [perms.can_read_work(request.user, a) for a in assignments]
    rows = [_row(a, may, today) for a, may in zip(assignments, readable, strict=True)]
    return [row | {"alone": heads.get(row["assignment"].pk, "")} for row in rows]


def _row(assignment: Assignment, readable: bool, today: Any) -> dict[str, Any]:
    running = assignment.state not in Assignment.State.finished()
    return {
        "assignment": assignment,
        "badge": badge(assignment, today, progress=readable),
        "distance": distance(assignment.counted_due_date, today) if running else "",
        "updated_at": assignment.updated_at if readable else None,
    }

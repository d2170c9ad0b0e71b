"""Tổng quan: a tab of a document; how its work stands today or stood at the end of a past day."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from journal.kept import until_next_act
from plans.models import Plan
from tasks import perms
from tasks.figures import figures_by_first_date
from tasks.queries import standing
from tasks.queries.lists import done_before

UNITS_SHOWN, WAITING_SHOWN = 20, 12


@require_GET
def plan_overview(request: HttpRequest, pk: int) -> HttpResponse:
    plans = Plan.objects.visible_to(request.user).select_related("focal_unit", "oversight_unit")
    plan = get_object_or_404(plans, pk=pk)
    today = timezone.localdate()
    day = day_asked(request, today)
    context = {
        "plan": plan,
        "day": day,
        "today": today,
        "is_past": day < today,
        "update_days": standing.UPDATE_DAYS,
        "rows_url": f"/viec/?van_ban={plan.pk}&",
        "leads": perms.can_lead_plan(request.user, plan),
        "journal": perms.can_read_journal(request.user, plan),
    }
    stands = until_next_act(
        f"plan:{plan.pk}:{day}:{today}", lambda: _stands(plan, day, today), reader_id=request.user.pk
    )
    return render(request, "tasks/overview.html", context | stands)


def _stands(plan: Plan, day: date, today: date) -> dict[str, Any]:
    """The same for everybody who may see the plan."""
    given = plan.assignments.all()
    counted = standing.Counted(given, day, today, "task__section")
    underway = standing.Underway(given, day, today)
    units = counted.by_unit()
    return {
        "figures": counted.whole,
        "groups": counted.by_group(),
        "bands": underway.bands(),
        "units": units[:UNITS_SHOWN],
        "more_units": max(0, len(units) - UNITS_SHOWN),
        "updates": underway.updates(),
        "waiting": underway.waiting()[:WAITING_SHOWN],
        "by_first_date": None if day < today else figures_by_first_date(given, counted.whole, today),
        "sections": counted.by_section(),
        "done_before": done_before(plan),
    }


def day_asked(request: HttpRequest, today: date) -> date:
    """`?ngay=2026-03-31`; today for anything else, and for days to come."""
    try:
        day = parse_date(request.GET.get("ngay", ""))
    except ValueError:
        day = None
    return min(day, today) if day and day.year > 2000 else today

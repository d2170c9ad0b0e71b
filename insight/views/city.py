"""Điều hành: one rate and its change, what is red, where, who answers, why; what comes; who keeps others waiting."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from insight.queries.ahead import ahead
from insight.queries.city import EDGES, queues, scope_of, titled, turn
from insight.queries.red import red_rows
from insight.queries.scope import plans_watched
from journal.kept import until_next_act
from plans.models import Plan
from tasks.models import Assignment
from tasks.queries import standing
from tasks.views.asking import number
from tasks.views.overview import day_asked
from units.models import Membership, User

RED_SHOWN, PLANS_SHOWN, UNITS_SHOWN = 5, 8, 5


@require_GET
def city(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    watched = list(plans_watched(user).order_by("-issued_date", "-pk"))
    if not watched and not user.sees_everything:
        raise Http404
    chosen = next((plan for plan in watched if plan.pk == number(request.GET.get("van_ban", ""))), None)
    day = day_asked(request, today)
    plans = [chosen] if chosen else watched
    scope = scope_of(user, plans)
    context = {
        "day": day,
        "today": today,
        "is_past": day < today,
        "plan": str(chosen.pk if chosen else ""),
        "watched": [(plan.pk, plan.reference) for plan in watched],
        "asks": asks_why(user),
    }
    stands = until_next_act(f"city:{scope}:{day}:{today}", lambda: _stands(user, plans, chosen, day, today, scope))
    return render(request, "insight/city.html", context | stands)


def _stands(user: User, plans: list[Plan], chosen: Plan | None, day: date, today: date, scope: str) -> dict[str, Any]:
    """The same for everybody of one `scope`."""
    given = Assignment.objects.filter(plan__in=plans)
    counted = standing.Counted(given, day, today, "plan")
    underway = standing.Underway(given, day, today, EDGES)
    units, lines = counted.by_unit(), counted.by_plan()
    query = f"van_ban={chosen.pk}&" if chosen else ""
    found = {
        "counted_at": timezone.now(),
        "figures": counted.whole,
        "turn": turn(given, counted.whole, day, today, scope),
        "red": red_rows(given, day, RED_SHOWN, today=today),
        "bands": underway.bands(),
        "states_url": f"/viec/?{query}tinh_hinh=",
        "rows_url": f"/viec/?{query}",
        "all_url": f"/viec/?{query}tinh_hinh=open_overdue",
        "silent_query": query,
        "groups": counted.by_group(),
        "units": units[:UNITS_SHOWN],
        "more_units": max(0, len(units) - UNITS_SHOWN),
        "plans": titled(lines[:PLANS_SHOWN]),
        "more_plans": max(0, len(lines) - PLANS_SHOWN),
    }
    if day < today:
        return found
    found |= {"queues": queues(underway.waiting(), [plan.pk for plan in plans], user, today)}
    found |= {"updates": underway.updates(), "update_days": standing.UPDATE_DAYS}
    return found | ahead(user, today, chosen)


def asks_why(user: User) -> bool:
    """Leaders ask; so do focal units of their plans' work, each row is looked at again when asked."""
    return bool(user.unit_ids(Membership.Role.LEADER)) or bool(user.unit_ids())

"""Điều hành: one rate and its change, what is red, where, who answers, why; what comes; who keeps others waiting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from insight.queries.ahead import ahead
from insight.queries.city import EDGES, queues, scope_of, titled, turn
from insight.queries.red import red_rows
from insight.queries.scope import plans_watched
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
    given = Assignment.objects.filter(plan__in=[chosen] if chosen else watched)
    day = day_asked(request, today)
    counted, is_past = standing.Counted(given, day, today, "plan"), day < today
    underway = standing.Underway(given, day, today, EDGES)
    units = counted.by_unit()
    latest = max((plan.pk for plan in watched), default=0)
    query = f"van_ban={chosen.pk}&" if chosen else ""
    context = {
        "day": day,
        "today": today,
        "is_past": is_past,
        "plan": str(chosen.pk if chosen else ""),
        "watched": [(plan.pk, plan.reference) for plan in watched],
        "figures": counted.whole,
        "turn": turn(given, counted.whole, day, today, scope_of(user, chosen and chosen.pk, latest)),
        "red": red_rows(given, day, RED_SHOWN, today=today),
        "bands": underway.bands(),
        "asks": asks_why(user),
        "states_url": f"/viec/?{query}tinh_hinh=",
        "rows_url": f"/viec/?{query}",
        "all_url": f"/viec/?{query}tinh_hinh=open_overdue",
        "silent_query": query,
        "groups": counted.by_group(),
        "units": units[:UNITS_SHOWN],
        "more_units": max(0, len(units) - UNITS_SHOWN),
    }
    plans = counted.by_plan()
    context |= {"plans": titled(plans[:PLANS_SHOWN]), "more_plans": max(0, len(plans) - PLANS_SHOWN)}
    if not is_past:
        waits = underway.waiting()
        context |= {"queues": queues(waits, [plan.pk for plan in ([chosen] if chosen else watched)], user, today)}
        context |= {"updates": underway.updates(), "update_days": standing.UPDATE_DAYS}
        context |= ahead(user, today, chosen)
    return render(request, "insight/city.html", context)


def asks_why(user: User) -> bool:
    """Leaders ask; so do focal units of their plans' work, each row is looked at again when asked."""
    return bool(user.unit_ids(Membership.Role.LEADER)) or bool(user.unit_ids())

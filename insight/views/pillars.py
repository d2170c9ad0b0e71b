"""Trụ cột: a tab of a document; its indicators and tasks under one heading, and one pillar with what is red in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from insight.forecasting import Verdict
from insight.queries.pillars import Pillar, pillars
from insight.queries.red import red_rows
from insight.views.badges import badge, verdict_badge
from kpi.periods import awaited
from plans.models import Plan
from tasks.models import Assignment
from tasks.perms import can_lead_plan, can_read_journal

RED_SHOWN, TASKS_SHOWN = 5, 100


@require_GET
def plan_pillars(request: HttpRequest, pk: int) -> HttpResponse:
    plan, today = _plan(request, pk), timezone.localdate()
    found, _ = pillars(plan, request.user, today)
    rows = [(one, _words(one)) for one in found]
    return render(request, "insight/pillars.html", _shell(request, plan) | {"rows": rows})


@require_GET
def plan_pillar(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    plan, today = _plan(request, pk), timezone.localdate()
    found, stands = pillars(plan, request.user, today)
    if not 1 <= number <= len(found):
        raise Http404
    pillar = found[number - 1]
    given = _given(plan, pillar)
    red = red_rows(given, today, RED_SHOWN)
    tasks = plan.tasks.filter(assignments__in=given).distinct().order_by("order")
    context = _shell(request, plan) | {
        "pillar": pillar,
        "words": _words(pillar),
        "indicators": [
            (one, stands.get(one.pk, []), badge(stands.get(one.pk, [])), awaited(one, today))
            for one in pillar.indicators
        ],
        "red": red,
        "bands": [],
        "asks": False,
        "all_url": f"{reverse('tasks:assignments')}?van_ban={plan.pk}&tinh_hinh=open_overdue",
        "silent_query": "",
        "today": today,
        "tasks": tasks[:TASKS_SHOWN],
        "more_tasks": max(tasks.count() - TASKS_SHOWN, 0),
    }
    return render(request, "insight/pillar.html", context)


def _given(plan: Plan, pillar: Pillar) -> Any:
    rows = Assignment.objects.filter(plan=plan)
    return (
        rows.filter(task__section=None) if pillar.sections == [0] else rows.filter(task__section__in=pillar.sections)
    )


def _words(pillar: Pillar) -> list[tuple]:
    return [(verdict_badge(word), pillar.words[word]) for word in Verdict if pillar.words[word]]


def _plan(request: HttpRequest, pk: int) -> Plan:
    rows = Plan.objects.visible_to(request.user).exclude(state=Plan.State.DRAFT)
    return get_object_or_404(rows.select_related("focal_unit"), pk=pk)


def _shell(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan,
        "leads": can_lead_plan(request.user, plan),
        "journal": can_read_journal(request.user, plan),
    }

"""Chiến dịch: a tab of a document; the board of the day, the quick count, who has not counted."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agenda import operations
from agenda.charts import campaign_chart
from agenda.errors import AgendaError
from agenda.forms.reminding import CampaignForm, CountForm
from agenda.notices.campaigning import CALL
from agenda.queries import campaigns
from agenda.queries.campaign_board import Board, board
from notifications.operations import note_opened
from plans.models import Plan
from tasks import perms
from tasks.errors import TaskError
from tasks.models import Assignment
from tasks.models.task import READY_SET

SHOWN, SILENT_SHOWN, OWN_SHOWN = 30, 8, 10


@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    note_opened(subject=("plan", pk), who=(request.user.pk, None), now=timezone.now(), kind=CALL)
    return _page(request, plan)


@require_POST
def set_days(request: HttpRequest, pk: int) -> HttpResponse:
    plan, form = _plan(request, pk), CampaignForm(request.POST)
    if not perms.can_lead_plan(request.user, plan):
        raise Http404
    if form.is_valid():
        try:
            operations.set_campaign(plan_id=pk, actor=request.user, **form.cleaned_data)
        except AgendaError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Đã lưu những ngày của chiến dịch.")
            return redirect("agenda:campaign", pk)
    return _page(request, plan, status=400, days_form=form)


@require_POST
def count(request: HttpRequest, pk: int, work_pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    work = get_object_or_404(campaigns.own_work(plan, request.user), pk=work_pk)
    form = CountForm(request.POST)
    if form.is_valid():
        told = {"assignment_id": work.pk, "actor": request.user, "now": timezone.now()}
        try:
            done = operations.count_today(**told, **form.cleaned_data)
        except TaskError as error:
            form.add_error(None, error.message.replace("ô “Đã làm được gì?”", "ô ghi chú"))
        else:
            messages.success(request, f"Đã báo {done.count_text}.")
            return redirect("agenda:campaign", pk)
    return _page(request, plan, status=400, wrong=(work.pk, form))


@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    if not perms.can_lead_plan(request.user, plan):
        raise Http404
    try:
        told = operations.urge_silent(plan_id=pk, actor=request.user, now=timezone.now())
    except AgendaError as error:
        messages.error(request, error.message)
    else:
        words = f"Đã đôn đốc {told} đơn vị chưa báo số." if told else "Các đơn vị này vừa được đôn đốc trong giờ này."
        messages.success(request, words)
    return redirect("agenda:campaign", pk)


def _plan(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("focal_unit"), pk=pk)


def _page(
    request: HttpRequest,
    plan: Plan,
    *,
    status: int = 200,
    days_form: CampaignForm | None = None,
    wrong: tuple[int, CountForm] | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    leads = perms.can_lead_plan(request.user, plan)
    days = {"from_date": plan.campaign_from, "to_date": plan.campaign_to}
    context: dict[str, Any] = {
        "plan": plan,
        "leads": leads,
        "journal": perms.can_read_journal(request.user, plan),
        "today": today,
        "days_form": days_form or CampaignForm(initial=days),
        "board": None,
        "counts": [_count_row(work, wrong) for work in campaigns.own_work(plan, request.user)[:OWN_SHOWN]],
        "plain": campaigns.own_plain_work(plan, request.user)[:OWN_SHOWN],
    }
    if plan.campaign_from:
        context |= _board(request, plan, leads)
    return render(request, "agenda/campaign.html", context, status=status)


def _board(request: HttpRequest, plan: Plan, leads: bool) -> dict[str, Any]:
    """All units for whoever answers for the whole; a unit sees the sums and itself."""
    found = board(plan, timezone.localdate(), request.GET.get("dem", "")[:60])
    mine = request.user.unit_ids()
    whole = leads or request.user.sees_everything or plan.oversight_unit_id in mine
    shown = found.units if whole else [unit for unit in found.units if unit.unit.pk in mine]
    return {
        "board": found,
        "chips": _chips(found),
        "running": plan.campaign_from <= timezone.localdate() <= plan.campaign_to,
        "chart": campaign_chart(found.days, found.target, found.noun),
        "units": shown if "tat_ca" in request.GET else shown[:SHOWN],
        "all_url": f"?{urlencode({'dem': found.noun, 'tat_ca': 1})}" if len(shown) > SHOWN else "",
        "silent": found.silent[:SILENT_SHOWN] if whole else [],
        "silent_more": max(len(found.silent) - SILENT_SHOWN, 0),
        "whole": whole,
        "sources": campaigns.figured_tasks(plan, found.noun) if leads else [],
        "criteria": READY_SET if any(unit.criteria for unit in shown) else (),
    }


def _chips(found: Board) -> list[dict[str, object]]:
    """What is counted, where there is a choice."""
    return [
        {
            "label": f"Đếm {noun}",
            "icon": "",
            "count": None,
            "active": noun == found.noun,
            "url": f"?{urlencode({'dem': noun})}",
        }
        for noun in (found.nouns if len(found.nouns) > 1 else [])
    ]


def _count_row(work: Assignment, wrong: tuple[int, CountForm] | None) -> tuple[Assignment, CountForm]:
    if wrong and wrong[0] == work.pk:
        return work, wrong[1]
    return work, CountForm(initial={"done": work.quantity_done}, auto_id=f"id_%s_{work.pk}")

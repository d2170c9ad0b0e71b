"""A campaign's days, the quick daily count, and urging those who have not counted."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agenda.errors import AgendaError
from agenda.notices import urge_to_count
from agenda.queries.campaigns import silent_units
from journal.operations import record
from notifications.operations import post
from plans.models import Plan
from tasks.models import Assignment
from tasks.operations import update_progress
from tasks.perms import can_lead_plan
from units.models import User

MOST_DAYS = 120


@transaction.atomic
def set_campaign(*, plan_id: int, actor: User, from_date: date | None, to_date: date | None) -> Plan:
    """Both empty: no campaign."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not can_lead_plan(actor, plan):
        raise PermissionDenied("plan")
    if (from_date is None) != (to_date is None):
        raise AgendaError("Ghi cả ngày bắt đầu và ngày kết thúc chiến dịch, hoặc để trống cả hai.")
    if from_date and not 0 <= (to_date - from_date).days < MOST_DAYS:
        raise AgendaError(f"Chiến dịch kết thúc sau ngày bắt đầu và dài nhất {MOST_DAYS} ngày. Nhập lại ngày.")
    plan.campaign_from, plan.campaign_to = from_date, to_date
    plan.save(update_fields=["campaign_from", "campaign_to"])
    days = {"from": from_date.isoformat(), "to": to_date.isoformat()} if from_date else {}
    record("agenda.campaign_set", ("plan", plan.pk), actor=actor, plan_id=plan.pk, **days)
    return plan


def count_today(*, assignment_id: int, actor: User, done: int, now: datetime, note: str = "") -> Assignment:
    """One number; the same number counts too, so that nobody is asked again today. Raises TaskError as any update."""
    before = Assignment.objects.get(pk=assignment_id).quantity_done
    words = note or (f"Báo số ngày {timezone.localdate(now):%d/%m/%Y}: không thay đổi." if done == before else "")
    return update_progress(assignment_id=assignment_id, actor=actor, quantity_done=done, note=words, now=now)


@transaction.atomic
def urge_silent(*, plan_id: int, actor: User, now: datetime) -> int:
    """How many units that have not counted today are told at once; each once an hour at most."""
    plan, today = Plan.objects.get(pk=plan_id), timezone.localdate(now)
    if not can_lead_plan(actor, plan):
        raise PermissionDenied("plan")
    if not (plan.campaign_from and plan.campaign_from <= today <= plan.campaign_to):
        raise AgendaError("Hôm nay không nằm trong những ngày của chiến dịch. Chưa gửi gì.")
    units = silent_units(plan, today)
    new = post(urge_to_count(plan, units, timezone.localtime(now)), today=today)
    if new:
        record("agenda.campaign_urged", ("plan", plan.pk), actor=actor, plan_id=plan.pk, units=len(units))
    return len(units) if new else 0

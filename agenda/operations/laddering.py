"""The focal unit sets the rungs of its plan, and the words of the letters that speak of it alone."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agenda.errors import AgendaError
from agenda.ladder import HELD_DAYS, RungSpec
from agenda.models import Ladder, PlanWords, Rung
from journal.operations import record
from notifications.models import Channel
from plans.models import Plan
from tasks.perms import can_lead_plan
from units.models import User

MOST_RUNGS, MOST_DAYS, MOST_HELD = 20, 365, 60


@transaction.atomic
def save_ladder(
    *, plan_id: int, actor: User, rungs: Sequence[RungSpec], now: datetime, held_days: int = HELD_DAYS
) -> Ladder:
    """All rungs anew. Raises AgendaError naming the rung and the remedy."""
    plan = _lock(plan_id, actor)
    check(rungs, held_days)
    facts = {"held_days": held_days, "saved_by": actor, "saved_at": now}
    ladder, _ = Ladder.objects.update_or_create(plan=plan, defaults=facts)
    ladder.rungs.all().delete()
    Rung.objects.bulk_create(spec.row(ladder.pk) for spec in rungs)
    record("agenda.ladder_saved", ("plan", plan.pk), actor=actor, plan_id=plan.pk, rungs=len(rungs), held=held_days)
    return ladder


@transaction.atomic
def reset_ladder(*, plan_id: int, actor: User) -> None:
    plan = _lock(plan_id, actor)
    Ladder.objects.filter(plan=plan).delete()
    record("agenda.ladder_reset", ("plan", plan.pk), actor=actor, plan_id=plan.pk)


@transaction.atomic
def save_words(*, plan_id: int, actor: User, subject: str, opening: str) -> PlanWords:
    plan = _lock(plan_id, actor)
    facts = {"subject": " ".join(subject.split()), "opening": opening.strip()}
    words, _ = PlanWords.objects.update_or_create(plan=plan, defaults=facts)
    record("agenda.words_saved", ("plan", plan.pk), actor=actor, plan_id=plan.pk)
    return words


def check(rungs: Sequence[RungSpec], held_days: int) -> None:
    if len(rungs) > MOST_RUNGS:
        raise AgendaError(f"Nhiều nhất {MOST_RUNGS} bậc nhắc. Bỏ bớt bậc rồi lưu lại.")
    if not 0 <= held_days <= MOST_HELD:
        raise AgendaError(f"“Đã nắm” có hiệu lực từ 0 đến {MOST_HELD} ngày. Nhập lại số ngày.")
    places = [(rung.about, rung.offset) for rung in rungs]
    for number, rung in enumerate(rungs, start=1):
        if words := _wrong(rung, places):
            raise AgendaError(f"Bậc {number}: {words}")


def _wrong(rung: RungSpec, places: list[tuple[str, int]]) -> str:
    if places.count((rung.about, rung.offset)) > 1:
        return "đã có bậc khác cùng ngày. Gộp hai bậc làm một hoặc đổi số ngày."
    if abs(rung.offset) > MOST_DAYS:
        return f"số ngày phải từ 0 đến {MOST_DAYS}. Nhập lại số nhỏ hơn."
    if not rung.to or not set(rung.to) <= set(Rung.To.values):
        return "chưa chọn gửi cho ai. Chọn ít nhất một người nhận."
    if not rung.channels or not set(rung.channels) <= set(Channel.values):
        return "chưa chọn kênh. Chọn ít nhất một kênh."
    if rung.every is not None and not (rung.offset > 0 and 1 <= rung.every <= MOST_DAYS):
        return "chỉ bậc sau hạn mới lặp lại, mỗi 1 đến 365 ngày. Bỏ số ngày lặp hoặc đổi thành sau hạn."
    if rung.quiet_days is not None and not 0 <= rung.quiet_days <= MOST_DAYS:
        return f"số ngày đã cập nhật phải từ 0 đến {MOST_DAYS}. Nhập lại số nhỏ hơn."
    return ""


def _lock(plan_id: int, actor: User) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not can_lead_plan(actor, plan):
        raise PermissionDenied("plan")
    return plan

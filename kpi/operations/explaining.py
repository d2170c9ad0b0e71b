"""Yêu cầu giải trình: why an indicator or a piece of work is red, asked of the unit that answers for it, by a day."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.operations import record
from kpi import notices, perms
from kpi.errors import KpiConflict, KpiError
from kpi.models import Explanation
from kpi.operations.locking import locked_indicator
from notifications.operations import post
from tasks.models import Assignment
from units.models import User
from units.perms import works_in

MOST = 500  # pieces of work asked about at once


@transaction.atomic
def ask_explanation(
    *, indicator_id: int, actor: User, question: str, due_date: date, now: datetime, unit_id: int | None = None
) -> Explanation:
    """Of the unit that follows the indicator, or of one that implements it."""
    indicator = locked_indicator(indicator_id, actor)
    if not perms.can_ask_why(actor, indicator):
        raise PermissionDenied("ask_explanation")
    unit_id = unit_id or indicator.monitor_id
    if unit_id is None:
        raise KpiError("Chỉ tiêu chưa có đơn vị theo dõi. Chọn đơn vị trả lời.")
    asked = Explanation(indicator=indicator, unit_id=unit_id, **_asked(actor, question, due_date, now))
    _save(asked)
    record("kpi.explanation_asked", ("indicator", indicator.pk), actor=actor, plan_id=indicator.plan_id, row=asked.pk)
    post([notices.explanation_asked(asked)])
    return asked


@transaction.atomic
def ask_of_work(
    *, assignment_ids: Iterable[int], actor: User, question: str, due_date: date, now: datetime
) -> list[Explanation]:
    """One question to the unit of each piece of work; those that are asked already keep their question."""
    rows = Assignment.objects.visible_to(actor).running().filter(pk__in=list(assignment_ids)[:MOST]).order_by("pk")
    works = list(rows.select_related("plan", "task", "unit").select_for_update(of=("self",)))
    if not works:
        raise KpiError("Không tìm thấy việc nào còn phải giải trình. Tải lại trang.")
    if not all(perms.can_ask_why_of(actor, work) for work in works):
        raise PermissionDenied("ask_of_work")
    told = _asked(actor, question, due_date, now)
    open_ = set(Explanation.objects.open().filter(assignment__in=works).values_list("assignment", flat=True))
    new = [Explanation(assignment=work, unit=work.unit, **told) for work in works if work.pk not in open_]
    if not new:
        raise KpiConflict("Đơn vị này đang có một yêu cầu giải trình chưa trả lời.")
    for asked in new:
        asked.save()
        work = asked.assignment
        record("kpi.explanation_asked", ("assignment", work.pk), actor=actor, plan_id=work.plan_id, row=asked.pk)
    post([notices.explanation_asked(asked, of_many=len(new) > 1) for asked in new])
    return new


@transaction.atomic
def explain(*, explanation_id: int, actor: User, answer: str, now: datetime) -> Explanation:
    rows = Explanation.objects.select_for_update(of=("self",))
    asked = rows.filter(pk=explanation_id, unit__in=actor.unit_ids()).first()
    if asked is None or not works_in(actor, asked.unit_id):
        raise KpiError("Không tìm thấy yêu cầu giải trình này.")
    if asked.answered_at:
        when = timezone.localtime(asked.answered_at)
        raise KpiConflict(f"{asked.answered_by} đã trả lời lúc {when:%H:%M %d/%m/%Y}.")
    if not answer.strip():
        raise KpiError("Ghi câu trả lời, ít nhất một câu.")
    asked.answer, asked.answered_by, asked.answered_at = answer.strip()[:10_000], actor, now
    asked.save()
    subject = ("indicator", asked.indicator_id) if asked.indicator_id else ("assignment", asked.assignment_id)
    record("kpi.explained", subject, actor=actor, plan_id=asked.plan.pk, row=asked.pk)
    post([notices.explained(asked, now)])
    return asked


def _asked(actor: User, question: str, due_date: date, now: datetime) -> dict[str, object]:
    if not question.strip():
        raise KpiError("Ghi rõ cần giải trình điều gì.")
    if due_date < timezone.localdate(now):
        raise KpiError("Ngày trả lời đã qua. Chọn ngày từ hôm nay trở đi.")
    return {"question": question.strip()[:5_000], "asked_by": actor, "asked_at": now, "due_date": due_date}


def _save(asked: Explanation) -> None:
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError:
        raise KpiConflict("Đơn vị này đang có một yêu cầu giải trình chưa trả lời.") from None

"""Yêu cầu giải trình: why an indicator is red, asked of the unit that answers for it, by a day."""

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
from units.models import User
from units.perms import works_in


@transaction.atomic
def ask_explanation(
    *, indicator_id: int, actor: User, question: str, due_date: date, now: datetime, unit_id: int | None = None
) -> Explanation:
    """Of the unit that follows the indicator, or of one that implements it."""
    indicator = locked_indicator(indicator_id, actor)
    if not perms.can_ask_why(actor, indicator):
        raise PermissionDenied("ask_explanation")
    unit_id, question = unit_id or indicator.monitor_id, question.strip()
    if unit_id is None:
        raise KpiError("Chỉ tiêu chưa có đơn vị theo dõi. Chọn đơn vị trả lời.")
    if not question:
        raise KpiError("Ghi rõ cần giải trình điều gì.")
    if due_date < timezone.localdate(now):
        raise KpiError("Ngày trả lời đã qua. Chọn ngày từ hôm nay trở đi.")
    try:
        with transaction.atomic():
            asked = Explanation.objects.create(
                indicator=indicator,
                unit_id=unit_id,
                question=question[:5_000],
                asked_by=actor,
                asked_at=now,
                due_date=due_date,
            )
    except IntegrityError:
        raise KpiConflict("Đơn vị này đang có một yêu cầu giải trình chưa trả lời.") from None
    record("kpi.explanation_asked", ("indicator", indicator.pk), actor=actor, plan_id=indicator.plan_id, row=asked.pk)
    post([notices.explanation_asked(asked, now)])
    return asked


@transaction.atomic
def explain(*, explanation_id: int, actor: User, answer: str, now: datetime) -> Explanation:
    rows = Explanation.objects.select_related("indicator__plan").select_for_update(of=("self",))
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
    indicator = asked.indicator
    record("kpi.explained", ("indicator", indicator.pk), actor=actor, plan_id=indicator.plan_id, row=asked.pk)
    post([notices.explained(asked, now)])
    return asked

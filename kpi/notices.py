"""What is said about figures, to whom."""

from datetime import datetime
from textwrap import shorten

from django.utils import timezone

from kpi.models import Explanation, Indicator, Measurement
from notifications.operations import Notice
from tasks.notices import ALONE_DAYS


def to_supplement(row: Measurement, now: datetime) -> Notice:
    indicator = row.target.indicator
    return Notice(
        kind="measurement_supplement",
        subject=("measurement", row.pk),
        text=f"Cần bổ sung số liệu: chỉ tiêu {_short(indicator)}",
        detail=indicator.plan.reference,
        path=f"/so-lieu/{row.pk}/",
        dedupe=str(row.supplements),
        to_user_id=row.sent_by_id,
        single=True,
    )


def explanation_asked(asked: Explanation, *, of_many: bool = False) -> Notice:
    """In the day's digest, like new work: a letter of its own only where the digest might come too late."""
    days = (asked.due_date - timezone.localdate(asked.asked_at)).days
    return Notice(
        kind="explanation_asked",
        subject=_subject(asked),
        text=f"Yêu cầu giải trình: {_what(asked)}, trả lời trước {asked.due_date:%d/%m}",
        detail=asked.plan.reference,
        path=asked.path,
        dedupe=str(asked.pk),
        to_unit_id=asked.unit_id,
        single=days < ALONE_DAYS and not of_many,
        plan_id=asked.plan.pk,
    )


def explained(asked: Explanation, now: datetime) -> Notice:
    return Notice(
        kind="explained",
        subject=_subject(asked),
        text=f"Đã giải trình: {_what(asked)}",
        detail=f"{asked.plan.reference} · {timezone.localdate(now):%d/%m/%Y}",
        path=asked.path,
        dedupe=str(asked.pk),
        to_user_id=asked.asked_by_id,
    )


def _subject(asked: Explanation) -> tuple[str, int]:
    return ("indicator", asked.indicator_id) if asked.indicator_id else ("assignment", asked.assignment_id)


def _what(asked: Explanation) -> str:
    if asked.indicator:
        return f"chỉ tiêu {_short(asked.indicator)}"
    task = asked.assignment.task
    return shorten(f"{task.code} {task.brief}".strip(), 120, placeholder="…").rstrip(".")


def _short(indicator: Indicator) -> str:
    return shorten(f"{indicator.number}. {indicator.text}", 120, placeholder="…")

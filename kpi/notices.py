"""What is said about figures, to whom."""

from datetime import datetime
from textwrap import shorten

from django.utils import timezone

from kpi.models import Explanation, Indicator, Measurement
from notifications.operations import Notice


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


def explanation_asked(asked: Explanation, now: datetime) -> Notice:
    return Notice(
        kind="explanation_asked",
        subject=("indicator", asked.indicator_id),
        text=f"Yêu cầu giải trình: chỉ tiêu {_short(asked.indicator)}, trả lời trước {asked.due_date:%d/%m}",
        detail=asked.indicator.plan.reference,
        path=f"/chi-tieu/{asked.indicator_id}/",
        dedupe=str(asked.pk),
        to_unit_id=asked.unit_id,
        single=True,
    )


def explained(asked: Explanation, now: datetime) -> Notice:
    return Notice(
        kind="explained",
        subject=("indicator", asked.indicator_id),
        text=f"Đã giải trình: chỉ tiêu {_short(asked.indicator)}",
        detail=f"{asked.indicator.plan.reference} · {timezone.localdate(now):%d/%m/%Y}",
        path=f"/chi-tieu/{asked.indicator_id}/",
        dedupe=str(asked.pk),
        to_user_id=asked.asked_by_id,
    )


def _short(indicator: Indicator) -> str:
    return shorten(f"{indicator.number}. {indicator.text}", 120, placeholder="…")

"""A figure that turns out wrong after it was accepted: a new version beside it, with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from journal.operations import record
from kpi.errors import KpiConflict, KpiError
from kpi.models import Measurement
from kpi.operations.entering import enter
from kpi.operations.locking import locked
from units.models import User

S = Measurement.State
KEPT = ("target_id", "unit_id", "period", "period_start", "period_end", "due_date", "value_kind", "source")


@transaction.atomic
def correct(*, measurement_id: int, actor: User, reason: str, now: datetime, **typed: Any) -> Measurement:
    """The new version, still to be sent; until it is accepted the old one counts."""
    old = locked(measurement_id, actor)
    reason = reason.strip()
    if not reason:
        raise KpiError("Ghi rõ lý do đính chính.")
    if not old.is_current or old.state not in S.counted():
        raise KpiConflict("Chỉ đính chính bản đang dùng và đã được xác nhận. Tải lại trang để xem.")
    if old.corrections.exclude(state__in=S.counted()).exists():
        raise KpiConflict("Số liệu này đang có một bản đính chính chờ xử lý.")
    new = Measurement(corrects=old, version=old.version + 1, reason=reason[:5_000], is_current=False, note=reason)
    for name in KEPT:
        setattr(new, name, getattr(old, name))
    new.save()
    indicator = old.target.indicator
    payload = {"corrects": old.pk, "measurement": new.pk}
    record("kpi.corrected", ("indicator", indicator.pk), actor=actor, plan_id=indicator.plan_id, **payload)
    return enter(measurement_id=new.pk, actor=actor, now=now, **{"note": reason} | typed)

"""Rows taken for a change, and the sentence for who comes too late."""

from collections.abc import Iterable

from kpi.errors import KpiError
from kpi.models import Indicator, Measurement
from units.models import User

LARGEST = 2**63  # no number of a row
BESIDE = ("unit", "target__indicator__plan", "entered_by")


def locked(measurement_id: int, actor: User) -> Measurement:
    rows = Measurement.objects.visible_to(actor).filter(pk=measurement_id)
    found = rows.select_related(*BESIDE).select_for_update(of=("self",)).first()
    if found is None:
        raise KpiError("Không tìm thấy số liệu này, hoặc bạn không được xem. Tải lại trang.")
    return found


def locked_many(ids: Iterable[int], actor: User) -> dict[int, Measurement]:
    """In order of their numbers, so that two who take the same rows do not wait for each other."""
    possible = {pk for pk in ids if 0 < pk < LARGEST}
    rows = Measurement.objects.visible_to(actor).filter(pk__in=possible).order_by("pk")
    return {row.pk: row for row in rows.select_related(*BESIDE).select_for_update(of=("self",))}


def locked_indicator(indicator_id: int, actor: User) -> Indicator:
    rows = Indicator.objects.visible_to(actor).filter(pk=indicator_id)
    found = rows.select_related("plan").select_for_update(of=("self",)).first()
    if found is None:
        raise KpiError("Không tìm thấy chỉ tiêu này, hoặc bạn không được xem. Tải lại trang.")
    return found

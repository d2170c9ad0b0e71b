"""The indicators in a unit's report: its own figures, and in a quarter's last month those it monitors."""

from decimal import Decimal
from typing import Any

from django.db.models import F

from kpi.models import Indicator, Measurement
from plans.models import Plan
from reports.models import Report


def indicator_lines(report: Report, plans: list[Plan]) -> list[dict[str, Any]]:
    """Latest figures at the close of the report; two queries."""
    rows = Measurement.objects.current().filter(
        unit=report.unit_id,
        target__indicator__plan__in=plans,
        period_end__lte=report.close_date,
        value__isnull=False,
    )
    rows = rows.select_related("target__indicator").order_by(
        "target__indicator__order", "target__order", "period_end"
    )
    latest = {row.target_id: row for row in rows}
    lines = [_own(row) for row in latest.values()]
    return [*lines, *_monitored(report, plans)] if report.period.ends_quarter else lines


def _own(row: Measurement) -> dict[str, Any]:
    parts = ""
    if row.numerator is not None and row.denominator:
        parts = f"{_said(row.numerator)}/{_said(row.denominator)} · "
    unit = row.target.unit
    value = f"{_said(row.value)}{unit if unit == '%' else f' {unit}'.rstrip()}"
    name = f"{row.target.indicator.number}. {row.target.label or row.target.indicator.text}"
    return {"id": row.target_id, "name": name, "value": parts + value, "target": row.target.words, "monitors": False}


def _monitored(report: Report, plans: list[Plan]) -> list[dict[str, Any]]:
    """Of each indicator the unit follows: how many units have their figure of the quarter accepted."""
    followed = Indicator.objects.filter(monitor=report.unit_id, plan__in=plans).in_order()
    figures = Measurement.objects.current().filter(
        target__indicator__in=followed,
        period_end__lte=report.close_date,
        period_end__gte=report.period.last_month,
    )
    counted: dict[int, list[int]] = {}
    for indicator, state in figures.values_list(F("target__indicator"), "state"):
        known = counted.setdefault(indicator, [0, 0])
        known[0] += state in Measurement.State.counted()
        known[1] += 1
    return [_of_monitor(row, *counted.get(row.pk, (0, 0))) for row in followed]


def _of_monitor(row: Indicator, accepted: int, asked: int) -> dict[str, Any]:
    value = f"{accepted}/{asked} số liệu đã xác nhận" if asked else "chưa có số liệu"
    return {"id": -row.pk, "name": f"{row.number}. {row.text}", "value": value, "target": "", "monitors": True}


def _said(value: Decimal) -> str:
    """1.962 and 94,3"""
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")

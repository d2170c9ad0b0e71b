"""The indicators in a unit's report: its own figures, and in a quarter's last month those it monitors."""

from decimal import Decimal
from typing import Any

from kpi.models import Measurement, Target
from kpi.models.indicators import number_words, unit_words
from kpi.queries import Course, courses
from plans.models import Plan
from reports.models import Report


def indicator_lines(report: Report, plans: list[Plan]) -> list[dict[str, Any]]:
    """Latest figures at the close of the report; a fixed number of queries."""
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
        parts = f"{number_words(row.numerator)}/{number_words(row.denominator)} · "
    value = parts + _with_unit(row.value, row.target.unit)
    return {
        "id": row.target_id,
        "name": _name(row.target),
        "value": value,
        "target": row.target.words,
        "monitors": False,
    }


def _monitored(report: Report, plans: list[Plan]) -> list[dict[str, Any]]:
    """The city's value of each target the unit follows, and of how many units."""
    followed = Target.objects.filter(
        indicator__monitor=report.unit_id, indicator__plan__in=plans, ended_date=None, indicator__ended_date=None
    )
    in_order = followed.select_related("indicator__plan").order_by("indicator__plan", "indicator__order", "order")
    return [_of_city(course) for course in courses(in_order, report.close_date)]


def _of_city(course: Course) -> dict[str, Any]:
    target, latest = course.target, course.latest
    if latest:
        city = latest.city
        figure = _with_unit(city.value, target.unit)
        value = f"{figure}, đến {latest.end:%d/%m/%Y}, {city.measured}/{city.expected} đơn vị có số liệu"
    else:
        value = f"chưa có số liệu, 0/{course.values[-1].city.expected} đơn vị" if course.values else "chưa có số liệu"
    return {"id": -target.pk, "name": _name(target), "value": value, "target": target.words, "monitors": True}


def _name(target: Target) -> str:
    return f"{target.indicator.number}. {target.label or target.indicator.text}"


def _with_unit(value: Decimal, unit: str) -> str:
    return number_words(value) + unit_words(unit)

"""Days on which reports are due: of drafts that are open, and of periods that have not opened yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from reports.models import Report
from reports.queries.expecting import duties_in_force, owed


@dataclass(frozen=True)
class Due:
    """`report_id`: None while it has not opened."""

    unit_id: int
    due: date
    report_id: int | None
    words: str
    path: str


def dues(start: date, end: date, units: Collection[int] | None = None) -> list[Due]:
    """Reports that are open and not sent, due from `start` to `end`; the earliest first. One query."""
    rows = Report.objects.unsent().filter(due_date__gte=start, due_date__lte=end)
    if units is not None:
        rows = rows.filter(unit__in=units)
    rows = rows.order_by("due_date", "pk").values_list("unit", "due_date", "pk", "label")
    return [_due(unit, due, pk, label) for unit, due, pk, label in rows]


def coming_dues(start: date, end: date, units: Collection[int], today: date) -> list[Due]:
    """Also those whose drafts open later."""
    opened = Report.objects.filter(unit__in=units, due_date__gte=start, due_date__lte=end, version=1)
    known = {(row.unit_id, row.receiver_id, row.rule, row.period_key) for row in opened.defer("snapshot", "texts")}
    later = [
        Due(one.unit_id, one.dates.due, None, f"Báo cáo {one.dates.period.label}", reverse("reports:filings"))
        for key, one in owed(duties_in_force(), max(start, today), end, today).items()
        if one.unit_id in units and key not in known
    ]
    return sorted([*dues(start, end, units), *later], key=lambda due: (due.due, due.unit_id))


def _due(unit_id: int, due: date, pk: int, label: str) -> Due:
    return Due(unit_id, due, pk, f"Báo cáo {label}", reverse("reports:filing", args=[pk]))

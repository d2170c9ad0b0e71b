"""What falls due on which day for a person's units: work and reports."""

from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from reports.queries.dues import coming_dues
from tasks.models import Assignment
from units.models import User

MOST = 2_000  # rows of a feed


@dataclass(frozen=True)
class Entry:
    """`key`: the same for the same thing for ever, so that a calendar program knows it again."""

    day: date
    key: str
    words: str
    path: str
    is_report: bool = False


def due_days(user: User, start: date, end: date, today: date) -> list[Entry]:
    """In order of days, reports first."""
    units = user.unit_ids()
    reports = [
        Entry(due.due, f"report-{due.report_id or f'{due.unit_id}-{due.due:%Y%m%d}'}", due.words, due.path, True)
        for due in coming_dues(start, end, units, today)
    ]
    return sorted([*reports, *_work(units, start, end)], key=lambda one: (one.day, not one.is_report, one.words))


def _work(units: set[int], start: date, end: date) -> list[Entry]:
    rows = Assignment.objects.running().filter(
        unit__in=units, counted_due_date__gte=start, counted_due_date__lte=end, plan__state=Plan.State.IN_FORCE
    )
    rows = rows.select_related("task").order_by("counted_due_date", "pk")[:MOST]
    return [
        Entry(row.counted_due_date, f"work-{row.pk}", f"{row.task.code} {row.task.name}", row.get_absolute_url())
        for row in rows
    ]

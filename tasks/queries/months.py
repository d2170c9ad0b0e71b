"""Dòng thời hạn: what of a plan falls due in which month, and how it stands. Counts are lượt giao."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from plans.models import Plan
from tasks.figures import Figures, figures_by
from tasks.models import Assignment, Task


@dataclass(frozen=True)
class Due:
    """One task on one day."""

    day: date
    task: Task
    figures: Figures


@dataclass(frozen=True)
class Month:
    first_day: date
    dues: list[Due]
    figures: Figures
    is_past: bool
    is_now: bool

    @property
    def is_near(self) -> bool:
        """Opened at once: this month, and what is still overdue from earlier ones."""
        return self.is_now or (self.is_past and self.figures.open_overdue > 0)


@dataclass(frozen=True)
class Line:
    """`undated`: lượt giao that count in the rate but have no date yet."""

    months: list[Month]
    ongoing: int
    undated: int


def due_by_month(plan: Plan, today: date) -> Line:
    """By the date that counts; two queries."""
    counts = figures_by(Assignment.objects.filter(plan=plan), today, "counted_due_date", "task")
    tasks = Task.objects.filter(plan=plan).in_bulk()
    ongoing = sum(found.ongoing for found in counts.values())
    undated = sum(found.counted for (day, _), found in counts.items() if day is None)
    dues = [
        Due(day, tasks[task], found)
        for (day, task), found in counts.items()
        if day is not None and found.total > found.ongoing
    ]
    dues.sort(key=lambda due: (due.day, due.task.order))
    months = [
        _month(first, list(found), today) for first, found in groupby(dues, key=lambda due: due.day.replace(day=1))
    ]
    return Line(months, ongoing, undated)


def _month(first_day: date, dues: list[Due], today: date) -> Month:
    now = today.replace(day=1)
    return Month(first_day, dues, sum((due.figures for due in dues), Figures()), first_day < now, first_day == now)

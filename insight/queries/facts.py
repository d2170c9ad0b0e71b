"""The facts of running and of finished work, in the form that the estimate reads; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from insight.forecasting import Facts, Unit, latest_speed
from tasks.figures import figures_by
from tasks.models import Assignment, Change, Obstacle, ProgressUpdate, Span

State = Assignment.State
NEW = Unit()


@dataclass(frozen=True)
class Course:
    """What happened to one assignment, day by day."""

    start: date
    due: date
    told: tuple[tuple[date, int], ...] = ()
    received_on: date | None = None
    has_officer: bool = False
    obstacles: tuple[tuple[date, date | None], ...] = ()
    supplements: tuple[date, ...] = ()
    postponed: tuple[date, ...] = ()
    unit: Unit = NEW

    def on(self, day: date) -> Facts:
        """As it stood at the end of `day`. Who was named is known only as it is now."""
        told = [(when, percent) for when, percent in self.told if when <= day]
        rises = [when for n, (when, value) in enumerate(told) if value > (told[n - 1][1] if n else 0)]
        return Facts(
            start=self.start,
            due=self.due,
            percent=min(told[-1][1], 100) if told else 0,
            updated_on=told[-1][0] if told else None,
            moved_on=rises[-1] if rises else None,
            speed=latest_speed(told),
            has_officer=self.has_officer,
            is_received=self.received_on is not None and self.received_on <= day,
            supplements=sum(when <= day for when in self.supplements),
            postponed=sum(when <= day for when in self.postponed),
            obstacles=sum(first <= day and (end is None or day < end) for first, end in self.obstacles),
            unit=self.unit,
        )


def courses(assignments: QuerySet, today: date) -> dict[int, Course]:
    """Of assignments with a date, by id. Five queries."""
    rows = list(assignments.exclude(counted_due_date=None).select_related("plan").order_by("pk"))
    ids = [row.pk for row in rows]
    records, told = unit_records({row.unit_id for row in rows}, today), _told(ids)
    spans, obstacles, moved = _spans(ids), _obstacles(ids), _postponed(ids)
    return {
        row.pk: Course(
            start=spans[row.pk][0] if row.pk in spans else row.plan.issued_date or today,
            due=row.counted_due_date,
            told=tuple(told[row.pk]),
            received_on=_day(row.received_at),
            has_officer=row.officer_id is not None,
            obstacles=tuple(obstacles[row.pk]),
            supplements=tuple(spans[row.pk][1]) if row.pk in spans else (),
            postponed=tuple(moved[row.pk]),
            unit=records.get(row.unit_id, NEW),
        )
        for row in rows
    }


def unit_records(unit_ids: Iterable[int], today: date) -> dict[int, Unit]:
    """What came due for each unit, in all plans; one query."""
    rows = Assignment.objects.filter(unit__in=set(unit_ids))
    counts = figures_by(rows, today, "unit")
    return {unit: Unit(one.due, one.done_late + one.open_overdue) for (unit,), one in counts.items()}


def _told(ids: list[int]) -> dict[int, list[tuple[date, int]]]:
    found = defaultdict(list)
    rows = ProgressUpdate.objects.filter(assignment__in=ids).order_by("created_at")
    for assignment, at, percent in rows.values_list("assignment", "created_at", "percent"):
        found[assignment].append((_day(at), percent))
    return found


def _spans(ids: list[int]) -> dict[int, tuple[date, list[date]]]:
    """(the day it was given, the days it came back to be supplemented) of each."""
    found: dict[int, tuple[date, list[date]]] = {}
    was: dict[int, str] = {}
    rows = Span.objects.filter(assignment__in=ids).order_by("from_at", "pk")
    for assignment, state, at in rows.values_list("assignment", "state", "from_at"):
        found.setdefault(assignment, (_day(at), []))
        if state == State.OPEN and was.get(assignment) in State.with_the_confirmer():
            found[assignment][1].append(_day(at))
        was[assignment] = state
    return found


def _obstacles(ids: list[int]) -> dict[int, list[tuple[date, date | None]]]:
    found = defaultdict(list)
    rows = Obstacle.objects.filter(assignment__in=ids).values_list("assignment", "created_at", "closed_at")
    for assignment, first, end in rows:
        found[assignment].append((_day(first), _day(end)))
    return found


def _postponed(ids: list[int]) -> dict[int, list[date]]:
    found = defaultdict(list)
    rows = Change.objects.filter(assignment__in=ids, kind=Change.Kind.DEADLINE).values_list(
        "assignment", "created_at"
    )
    for assignment, at in rows:
        found[assignment].append(_day(at))
    return found


def _day(moment: object) -> date | None:
    return timezone.localdate(moment) if moment else None

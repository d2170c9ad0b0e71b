"""What of a unit's work is counted for its score, and the rows behind every count.

Count and rows come from one queryset each, so that what a line opens is what it counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from reports.models import Report
from tasks.figures import Official, counted_as
from tasks.models import Assignment, ProgressUpdate, Span

State = Assignment.State
WITH_THE_UNIT = (State.OPEN, State.AT_HEAD)
UPDATE_DAYS = 30  # where no criteria say otherwise


@dataclass(frozen=True)
class Window:
    """What falls due from `start` to `end`, as known at the end of `day`; `today` tells the present from the past."""

    start: date
    end: date
    day: date
    today: date
    update_days: int = UPDATE_DAYS
    overdue_days: int = 30
    left_out: frozenset[int] = field(default=frozenset())
    """Assignments that an answered objection takes out of this period."""

    @property
    def last(self) -> date:
        """The last day of which something may be asked."""
        return min(self.end, self.day)

    @property
    def is_now(self) -> bool:
        return self.day >= self.today


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    return start_of(day + timedelta(days=1))


def days_before(day: date, count: int) -> date:
    return day - timedelta(days=count)


def local_day(moment: datetime) -> date:
    return timezone.localdate(moment)


@dataclass(frozen=True)
class Stock:
    """Rows that say how work stood, whichever table answers; names of their fields."""

    rows: QuerySet
    near: str
    due: str


def due_work(window: Window) -> Stock:
    """Due in the period, or overdue before it and still so; with `counted`, the row of the figures it stands in."""
    if window.is_now:
        stock = Stock(Assignment.objects.exclude(pk__in=window.left_out), "", "counted_due_date")
    else:
        spans = Span.objects.as_of(window.day).exclude(assignment__in=window.left_out)
        stock = Stock(spans, "assignment__", "due_date")
    due, overdue = stock.due, Official.OPEN_OVERDUE.value
    rule = counted_as(min(window.day, window.today), due, f"{stock.near}is_ongoing")
    rows = stock.rows.filter(**{f"{due}__lte": window.end}).exclude(state=State.CANCELLED).annotate(counted=rule)
    old = Q(**{f"{due}__lt": window.start}) & Q(state__in=State.values[:4], counted=overdue)
    rows = rows.filter(Q(**{f"{due}__gte": window.start}) | old)
    return Stock(rows, stock.near, due)


def due_by_unit(window: Window) -> dict[int, dict[str, int]]:
    """By unit: how many in each official state, `self_confirmed` apart, and `long_overdue`. One query."""
    stock = due_work(window)
    unit = f"{stock.near}unit"
    long = Q(**{f"{stock.due}__lt": days_before(window.day, window.overdue_days)})
    counts = stock.rows.order_by().values(unit, "counted").annotate(n=Count("pk"), old=Count("pk", filter=long))
    found: dict[int, dict[str, int]] = {}
    for unit_id, counted, n, old in counts.values_list(unit, "counted", "n", "old"):
        one = found.setdefault(unit_id, {})
        one[counted] = n
        if counted == Official.OPEN_OVERDUE:
            one["long_overdue"] = old
    return found


@dataclass(frozen=True)
class Sending:
    """Once that work left its unit; `returned`: a supplement was asked of it by the day."""

    assignment_id: int
    unit_id: int
    day: date
    returned: bool


def sendings(window: Window, unit_id: int | None = None) -> list[Sending]:
    """In the period. One query; their order in the spans is read here, where no database goes through them twice."""
    sent = Span.objects.filter(
        state=State.SENT, from_at__gte=start_of(window.start), from_at__lt=end_of(window.last)
    ).exclude(assignment__in=window.left_out)
    sent = sent.filter(assignment__unit=unit_id) if unit_id else sent
    rows = Span.objects.filter(assignment__in=sent.values("assignment"), from_at__lt=end_of(window.day))
    told = rows.order_by("assignment", "pk").values_list("assignment", "assignment__unit", "state", "from_at")
    return [
        one
        for (assignment, unit), steps in groupby(told, key=itemgetter(0, 1))
        for one in _sendings(assignment, unit, [step[2:] for step in steps], window)
    ]


def _sendings(assignment: int, unit: int, steps: list[tuple[str, datetime]], window: Window) -> Iterator[Sending]:
    came_from = None
    for n, (state, at) in enumerate(steps):
        # a confirmation taken back is no sending
        fresh = state == State.SENT and came_from in (None, *WITH_THE_UNIT)
        if fresh and window.start <= (day := local_day(at)) <= window.last:
            rest = (later for later, _ in steps[n + 1 :] if later not in State.with_the_confirmer())
            yield Sending(assignment, unit, day, next(rest, None) in WITH_THE_UNIT)
        came_from = state


def sent_by_unit(window: Window) -> dict[int, tuple[int, int]]:
    """By unit: (how often work was sent, how often a supplement was asked of it). One query."""
    found: dict[int, tuple[int, int]] = {}
    for one in sendings(window):
        sent, back = found.get(one.unit_id, (0, 0))
        found[one.unit_id] = (sent + 1, back + one.returned)
    return found


def to_update(window: Window) -> QuerySet[Span]:
    """Work that stood with its unit on the last day and had been given before; `fresh`: updated in the days asked."""
    since = start_of(window.last - timedelta(days=window.update_days - 1))
    told = ProgressUpdate.objects.filter(
        assignment=OuterRef("assignment"), created_at__gte=since, created_at__lt=end_of(window.last)
    )
    given = Span.objects.filter(assignment=OuterRef("assignment"), from_at__lt=since)
    rows = Span.objects.as_of(window.last).filter(state__in=WITH_THE_UNIT, assignment__is_ongoing=False)
    rows = rows.exclude(assignment__in=window.left_out)
    return rows.filter(Exists(given)).annotate(fresh=Exists(told))


def updates_by_unit(window: Window) -> dict[int, tuple[int, int]]:
    """By unit: (how much had to be updated, how much was). One query."""
    counts = {"n": Count("pk"), "new": Count("pk", filter=Q(fresh=True))}
    rows = to_update(window).order_by().values("assignment__unit").annotate(**counts)
    return {unit: (n, new) for unit, n, new in rows.values_list("assignment__unit", "n", "new")}


def reports_due(window: Window) -> QuerySet[Report]:
    """Due in the period, and either sent or past their day."""
    rows = Report.objects.current().exclude(state=Report.State.DROPPED)
    rows = rows.filter(due_date__range=(window.start, window.end))
    return rows.filter(Q(due_date__lt=window.day) | Q(first_sent_date__lte=window.day))


def reports_by_unit(window: Window) -> dict[int, tuple[int, int, int]]:
    """By unit: (reports that were due, sent, sent in time). One query."""
    sent = Q(first_sent_date__lte=window.day)
    counts = {
        "n": Count("pk"),
        "sent": Count("pk", filter=sent),
        "in_time": Count("pk", filter=sent & Q(first_sent_date__lte=F("due_date"))),
    }
    rows = reports_due(window).order_by().values("unit").annotate(**counts)
    return {unit: tuple(rest) for unit, *rest in rows.values_list("unit", *counts)}

"""What a day's rungs speak of: the ladder asked backwards, one indexed query for each distinct ladder."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Max, Min

from agenda.ladder import Due, Rung, Spoken, Steps, dates_spoken_of, last_rung
from agenda.models import Acknowledgement, ReminderDay
from agenda.models import Rung as RungRow
from agenda.queries import campaigns
from agenda.queries.dues import KINDS, Kind, as_due, told
from agenda.queries.ladders import Scope, ladders
from tasks.models import Assignment
from units.calendars import WorkCalendar


def spoken_of(calendar: WorkCalendar, today: date, after: date | None = None) -> Iterator[Spoken]:
    """Days that were missed since the last run are caught up, each duty with its latest rung.

    `after`: the day of the last run, where another one is supposed.
    """
    after, called = after or last_run(today), campaigns.running(today)
    held = set(Acknowledgement.objects.filter(held_until__gte=today).values_list("assignment", flat=True))
    oldest = {kind: _oldest(kind, today) for kind in KINDS}
    usual = {about: ladders(about) for about in RungRow.About.values}
    for kind in KINDS:
        for scope, steps in [(Scope(), kind.steps)] if kind.steps else usual[kind.about]:
            scope = scope.without(called) if kind.called else scope
            rungs = dates_spoken_of(calendar, steps, oldest=oldest[kind], after=after, until=today)
            for due in _unheld(kind.on(rungs, scope), held) if rungs else ():
                yield Spoken(due, rungs[due.date])
    for scope, steps in usual[RungRow.About.DUE]:
        yield from _lapsed(scope.without(called), steps, calendar, after, today, held)


def rungs_on(calendar: WorkCalendar, steps: Steps, kind: Kind, today: date) -> dict[date, Rung]:
    """By due date."""
    return dates_spoken_of(calendar, steps, oldest=_oldest(kind, today), after=last_run(today), until=today)


def last_run(today: date) -> date:
    last = ReminderDay.objects.filter(day__lt=today).aggregate(day=Max("day"))["day"]
    return last or today - timedelta(days=1)


def _oldest(kind: Kind, today: date) -> date:
    return kind.dated().aggregate(day=Min(kind.day))["day"] or today


def _unheld(dues: Iterable[Due], held: set[int]) -> Iterator[Due]:
    return (due for due in dues if due.assignment is None or due.assignment.pk not in held)


def _lapsed(
    scope: Scope, steps: Steps, calendar: WorkCalendar, after: date, today: date, held: set[int]
) -> Iterator[Spoken]:
    """ "Đã nắm" held a rung and has run out since the last run: it is spoken now."""
    ended = Acknowledgement.objects.filter(held_until__gte=after, held_until__lt=today).exclude(assignment__in=held)
    said = dict(ended.order_by("said_date").values_list("assignment", "said_date"))
    rows = Assignment.objects.with_the_unit().filter(scope.within("plan"), pk__in=said, plan__state="in_force")
    for work in told(rows) if said else ():
        due = work.counted_due_date
        rung = last_rung(due, steps, calendar, after=said[work.pk], until=today) if due else None
        if rung:
            yield Spoken(as_due(work), rung)

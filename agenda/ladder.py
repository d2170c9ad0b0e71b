"""The days on which a due date is spoken of: 7, 3, 1 days before, on the day, then every week until it is done.

Always on working days: a rung up to the due date moves earlier, one after it later (earlier could fall before the
due date). Rungs that meet on a day are one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from units.calendars import WorkCalendar

DAYS_BEFORE = (0, 1, 3, 7)
WEEK = 7
OFFICE_HOURS = (time(7, 30), time(17, 30))


@dataclass(frozen=True)
class Rung:
    due: date
    offset: int
    """Days after the due date by the rule (negative: before), wherever the calendar moved it."""
    day: date

    @property
    def name(self) -> str:
        return f"{self.due.isoformat()}{self.offset:+d}"


def in_office_hours(moment: datetime, calendar: WorkCalendar) -> bool:
    """`moment` in local time."""
    start, end = OFFICE_HOURS
    return calendar.is_working(moment.date()) and start <= moment.time() < end


def last_rung(due: date, calendar: WorkCalendar, *, after: date, until: date) -> Rung | None:
    """The latest rung on the days `after` (not included) to `until`; earlier ones in between are passed over."""
    reached = next((rung for rung in _backwards(due, calendar, until) if rung.day <= until), None)
    return reached if reached and reached.day > after else None


def dates_spoken_of(calendar: WorkCalendar, *, oldest: date, after: date, until: date) -> dict[date, Rung]:
    """The ladder inverted: every due date from `oldest` on that has a rung on these days."""
    # A date whose week-before day is a later working day than `until` is not reached yet.
    newest = calendar.on_or_after(until + timedelta(1)) + timedelta(max(DAYS_BEFORE) - 1)
    days = (oldest + timedelta(n) for n in range((newest - oldest).days + 1))
    rungs = (last_rung(day, calendar, after=after, until=until) for day in days)
    return {rung.due: rung for rung in rungs if rung}


def _backwards(due: date, calendar: WorkCalendar, until: date) -> Iterator[Rung]:
    for weeks in range((until - due).days // WEEK, 0, -1):
        yield Rung(due, weeks * WEEK, calendar.on_or_after(due + timedelta(weeks=weeks)))
    for days in DAYS_BEFORE:
        yield Rung(due, -days, calendar.on_or_before(due - timedelta(days)))

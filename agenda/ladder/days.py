"""The days on which a due date is spoken of.

Always on working days: a rung up to the due date moves earlier, one after it later (earlier could fall on or before
the due date). Rungs that meet on a day, or were missed since the last run, are one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from units.calendars import OFFICE_HOURS, WorkCalendar

OFFICER, LEADER, HEAD, FOCAL, CITY = "officer", "leader", "head", "focal", "city"
WEEK = timedelta(days=7)
FREE = frozenset({"email", "zalo", "apprise"})


@dataclass(frozen=True)
class Step:
    """`offset`: days after the due date, negative before. `every`: again after so many days; 0 once."""

    offset: int
    to: frozenset[str]
    every: int = 0
    channels: frozenset[str] = FREE
    quiet_days: int = 0
    """Passed over where the work was updated within these days."""


Steps = tuple[Step, ...]
BOTH = frozenset({OFFICER, LEADER})
USUAL: Steps = (
    Step(-7, frozenset({OFFICER})),
    Step(-3, frozenset({OFFICER})),
    Step(-1, BOTH),
    Step(0, BOTH),
    Step(1, BOTH),
    Step(7, BOTH | {HEAD, FOCAL}, every=7),
)
USUAL_FOR_REPORTS: Steps = (Step(-3, frozenset({OFFICER})), Step(-1, BOTH), Step(1, BOTH | {HEAD}, every=2))
FOR_EXPLANATIONS: Steps = (
    Step(-1, BOTH),
    Step(0, BOTH),
    Step(7, BOTH | {HEAD}, every=7),
)
"""Asked by whoever stands above: no ladder of a plan switches them off."""
HELD_DAYS = 5


@dataclass(frozen=True)
class Rung:
    """What is said on `day` of what is due on `due`: one step, or several that met."""

    due: date
    offset: int
    """By the rule, wherever the calendar moved it; of several the latest."""
    day: date
    to: frozenset[str]
    channels: frozenset[str] = FREE
    quiet_days: int = 0
    last: bool = False
    """The highest step of its ladder: it goes out even where money is short."""

    @property
    def name(self) -> str:
        return f"{self.due.isoformat()}{self.offset:+d}"

    @property
    def words(self) -> str:
        """Of the rule; what the calendar moved says so, since the letter counts the days that are really left."""
        early = ", nhắc sớm" if self.day < self.asked_for else ""
        if self.offset == 0:
            return f"đúng ngày hạn{early}"
        return f"{-self.offset} ngày trước hạn{early}" if self.offset < 0 else f"{self.offset} ngày sau hạn"

    @property
    def asked_for(self) -> date:
        """The day by the rule, before the calendar."""
        return self.due + timedelta(days=self.offset)


def in_office_hours(moment: datetime, calendar: WorkCalendar) -> bool:
    """`moment` in local time."""
    return calendar.is_working(moment.date()) and in_hours(moment)


def in_hours(moment: datetime) -> bool:
    start, end = OFFICE_HOURS
    return start <= moment.time() < end


def last_rung(due: date, steps: Steps, calendar: WorkCalendar, *, after: date, until: date) -> Rung | None:
    """What is said of `due` on the days `after` (not included) to `until`: of all rungs there, on the latest day."""
    landed = [one for step in steps for one in _landings(due, step, calendar, after, until)]
    return _merged(due, landed, steps) if landed else None


def rungs_of(due: date, steps: Steps, calendar: WorkCalendar, *, after: date, until: date) -> list[Rung]:
    """Forward, day by day, for one due date."""
    by_day: dict[date, list[tuple[date, int, Step]]] = {}
    for step in steps:
        for one in _landings(due, step, calendar, after, until):
            by_day.setdefault(one[0], []).append(one)
    return [_merged(due, by_day[day], steps) for day in sorted(by_day)]


def dates_spoken_of(
    calendar: WorkCalendar, steps: Steps, *, oldest: date, after: date, until: date
) -> dict[date, Rung]:
    """The ladder inverted: every due date from `oldest` on that has a rung on these days."""
    if not steps:
        return {}
    most = max(-step.offset for step in steps)
    # A date whose first rung falls on a later working day than `until` is not reached yet.
    newest = calendar.on_or_after(until + timedelta(1)) + timedelta(most - 1)
    days = (oldest + timedelta(n) for n in range((newest - oldest).days + 1))
    rungs = (last_rung(day, steps, calendar, after=after, until=until) for day in days)
    return {rung.due: rung for rung in rungs if rung}


def _landings(
    due: date, step: Step, calendar: WorkCalendar, after: date, until: date
) -> Iterator[tuple[date, int, Step]]:
    """(day, offset, step) for each time the step falls into the days after `after` up to `until`."""
    for offset in _offsets(due, step, until):
        asked = due + timedelta(days=offset)
        day = calendar.on_or_before(asked) if offset <= 0 else calendar.on_or_after(asked)
        if day <= after:
            return
        if day <= until:
            yield day, offset, step


def _offsets(due: date, step: Step, until: date) -> Iterable[int]:
    """Latest first."""
    if not step.every:
        return (step.offset,)
    times = ((until - due).days - step.offset) // step.every
    return (step.offset + n * step.every for n in range(times, -1, -1))


def _merged(due: date, landed: list[tuple[date, int, Step]], steps: Steps) -> Rung:
    day, offset = max((day, offset) for day, offset, _ in landed)
    met = [step for _, _, step in landed]
    quiet = 0 if any(not step.quiet_days for step in met) else min(step.quiet_days for step in met)
    to, channels = (frozenset().union(*(getattr(step, name) for step in met)) for name in ("to", "channels"))
    return Rung(due, offset, day, to, channels, quiet, max(steps, key=lambda step: step.offset) in met)


def likely_end(due: date | None, today: date, calendar: WorkCalendar) -> date:
    """What “sẽ xong ngày …” proposes: the due date where it is near, else a day of work a week on."""
    ends = today + WEEK
    return max(today, calendar.on_or_before(due if due and today <= due <= ends else ends))

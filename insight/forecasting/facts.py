"""What is known of one running piece of work on a day, and the figures that an estimate reads from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

MONTH, FORTNIGHT = 30, 14
FAR = 60
# A unit with little behind it is taken for a usual one: as if it had delivered these as well.
USUAL_LATE, USUAL_SEEN = 2.0, 10.0


@dataclass(frozen=True)
class Unit:
    """What a unit delivered before: how many pieces of work came due, how many of them late."""

    seen: int = 0
    late: int = 0


def latest_speed(told: Sequence[tuple[date, int]]) -> float | None:
    """Percentage points a day from the last update that is a fortnight older than the latest, else from the first;
    None with fewer than two. `told`: (day, percent) in the order of days."""
    if len(told) < 2:
        return None
    last, high = told[-1]
    old = [(day, percent) for day, percent in told if (last - day).days >= FORTNIGHT]
    day, low = old[-1] if old else told[0]
    return (high - low) / max((last - day).days, 1)


def track_record(unit: Unit) -> float:
    """Log-odds of being late by what the unit did before."""
    late = unit.late + USUAL_LATE
    return log(late / (unit.seen + USUAL_SEEN - late))


@dataclass(frozen=True)
class Facts:
    """`percent` 0 to 100; `start` the day the work was given; days of updates are None where there is none."""

    start: date
    due: date
    percent: int = 0
    updated_on: date | None = None
    moved_on: date | None = None
    """When the percentage last rose."""
    speed: float | None = None
    """Percentage points a day of late (`latest_speed`)."""
    has_officer: bool = True
    is_received: bool = True
    supplements: int = 0
    postponed: int = 0
    obstacles: int = 0
    unit: Unit = Unit()

    def elapsed(self, today: date) -> float:
        """Share of the time that has gone, 0 to 1."""
        whole = max((self.due - self.start).days, 1)
        return min(max((today - self.start).days / whole, 0.0), 1.0)

    def silent(self, today: date) -> int:
        return (today - (self.updated_on or self.start)).days

    @property
    def standing(self) -> int:
        """Days that were reported on without the percentage rising."""
        return max((self.updated_on - (self.moved_on or self.start)).days, 0) if self.updated_on else 0

    def still(self, today: date) -> int:
        """Days since the percentage last rose."""
        return (today - (self.moved_on or self.start)).days


FEATURES = (
    "bias",
    "behind",
    "overrun",
    "overrun_near_end",
    "left_near_end",
    "much_behind",
    "silent",
    "standing",
    "nobody",
    "unreceived",
    "supplements",
    "postponed",
    "obstacles",
    "record",
    "record_when_silent",
)


def features(facts: Facts, today: date) -> tuple[float, ...]:
    """In the order of FEATURES, each about 0 where nothing is odd and about 1 where something is."""
    done, gone = facts.percent / 100, facts.elapsed(today)
    # A percentage tells of the day it was reported; what was done since is not known.
    known = facts.elapsed(facts.updated_on) if facts.updated_on else gone
    overrun, near_end = _overrun(facts, known), max(known - 0.6, 0.0) / 0.4
    silent, record = min(facts.silent(today), FAR) / MONTH, track_record(facts.unit)
    return (
        1.0,
        known - done,
        overrun * gone,
        max(overrun, 0.0) * near_end,
        (1 - done) * near_end,
        max(known - done - 0.2, 0.0) * known,
        silent * gone,
        min(facts.standing, FAR) / MONTH,
        float(not facts.has_officer),
        float(not facts.is_received),
        float(min(facts.supplements, 3)),
        float(min(facts.postponed, 2)),
        float(min(facts.obstacles, 2)),
        record,
        record * min(silent, 1.0),
    )


def _overrun(facts: Facts, known: float) -> float:
    """At the latest speed, how far after the due date the work would end, as a share of the time given: -0.5 to 1.

    With one update the speed is that from the start; without any nothing is foreseen.
    """
    if facts.updated_on is None or facts.percent >= 100:
        return 0.0
    whole = max((facts.due - facts.start).days, 1)
    speed = facts.percent / max(known * whole, 1) if facts.speed is None else facts.speed
    if speed <= 0:
        return 1.0
    needed = (100 - facts.percent) / speed
    return min(max(known + needed / whole - 1, -0.5), 1.0)

"""Simulated histories of work: units with habits deliver in seven ways. Knows nothing of the model that is judged.

Every unit has a habit that it mostly keeps, so that its past says something of its future, as with people.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

START = date(2025, 1, 6)
BEHAVIOURS = ("steady", "last_minute", "silent_worker", "overloaded", "stuck", "forgotten", "blocked")
HABITS = {
    # how a unit of this habit behaves, in the order of BEHAVIOURS
    "diligent": (0.62, 0.14, 0.10, 0.04, 0.04, 0.02, 0.04),
    "hurried": (0.20, 0.48, 0.10, 0.10, 0.05, 0.03, 0.04),
    "quiet": (0.12, 0.16, 0.52, 0.05, 0.05, 0.06, 0.04),
    "swamped": (0.12, 0.10, 0.04, 0.42, 0.14, 0.10, 0.08),
}
SHARE = {"diligent": 0.42, "hurried": 0.24, "quiet": 0.16, "swamped": 0.18}


@dataclass
class Work:
    unit: int
    behaviour: str
    start: date
    due: date
    done: date
    """When the unit sent it."""
    received: date | None = None
    named: date | None = None
    updates: list[tuple[date, int]] = field(default_factory=list)
    """(day, percent)"""
    obstacle: tuple[date, date] | None = None
    supplements: list[date] = field(default_factory=list)
    postponed: list[date] = field(default_factory=list)

    @property
    def was_late(self) -> bool:
        return self.done > self.due


def histories(*, works: int, units: int = 150, seed: int = 7) -> Iterator[Work]:
    """In the order of their start; over two years."""
    dice = random.Random(seed)
    habits = dice.choices(list(SHARE), list(SHARE.values()), k=units)
    starts = sorted(dice.randrange(0, 700) for _ in range(works))
    for day in starts:
        unit = dice.randrange(units)
        behaviour = dice.choices(BEHAVIOURS, HABITS[habits[unit]])[0]
        start = START + timedelta(days=day)
        length = dice.choice((45, 60, 90, 120, 120, 180, 240, 270))
        yield _live(dice, Work(unit, behaviour, start, start + timedelta(days=length), start))


def _live(dice: random.Random, work: Work) -> Work:
    length = (work.due - work.start).days
    begin = int(length * dice.betavariate(1.2, 8 if work.behaviour != "forgotten" else 1.6))
    work.received = work.start + timedelta(days=min(begin, dice.randrange(0, 12)) + (begin if begin > 20 else 0))
    work.named = work.received + timedelta(days=dice.randrange(0, 6))
    globals()[f"_{work.behaviour}"](dice, work, length, begin)
    if dice.random() < 0.06:
        work.supplements.append(_on(work, dice.uniform(0.4, 0.9)))
    return work


def _steady(dice: random.Random, work: Work, length: int, begin: int) -> None:
    _finish(work, length * dice.gauss(0.86, 0.06))
    _report(dice, work, begin, every=(7, 21), bend=1.0, noise=5)


def _last_minute(dice: random.Random, work: Work, length: int, begin: int) -> None:
    _finish(work, length * dice.gauss(0.95, 0.025))
    _report(dice, work, begin, every=(10, 30), bend=2.4, noise=6)


def _silent_worker(dice: random.Random, work: Work, length: int, begin: int) -> None:
    """Does the work, tells little of it."""
    _finish(work, length * dice.gauss(0.88, 0.06))
    _report(dice, work, begin, every=(35, 90), bend=1.0, noise=10)


def _overloaded(dice: random.Random, work: Work, length: int, begin: int) -> None:
    _finish(work, length * dice.gauss(1.35, 0.2))
    _report(dice, work, begin, every=(7, 21), bend=1.1, noise=5)


def _stuck(dice: random.Random, work: Work, length: int, begin: int) -> None:
    """Comes far, then stands still, as where a signature is missing."""
    _finish(work, length * dice.gauss(1.30, 0.2))
    at, height = dice.uniform(0.35, 0.65), dice.randrange(60, 95)
    day = begin
    while day < (work.done - work.start).days:
        reached = min(height, int(height * day / max(length * at, 1)))
        work.updates.append((work.start + timedelta(days=day), max(reached, 0)))
        day += dice.randrange(7, 22)


def _forgotten(dice: random.Random, work: Work, length: int, begin: int) -> None:
    """Nobody is named until late."""
    late = int(length * dice.uniform(0.35, 0.85))
    work.received = work.start + timedelta(days=dice.choice((3, late)))
    work.named = work.start + timedelta(days=late)
    _finish(work, length * dice.gauss(1.22, 0.24))
    _report(dice, work, late, every=(7, 24), bend=1.0, noise=6)


def _blocked(dice: random.Random, work: Work, length: int, begin: int) -> None:
    first = dice.uniform(0.2, 0.5)
    work.obstacle = (_on(work, first), _on(work, first + dice.uniform(0.3, 0.8)))
    if dice.random() < 0.4:
        work.postponed.append(_on(work, dice.uniform(0.5, 0.8)))
    _finish(work, length * dice.gauss(1.18, 0.22))
    _report(dice, work, begin, every=(7, 28), bend=1.4, noise=6)


def _on(work: Work, share: float) -> date:
    return work.start + timedelta(days=int((work.due - work.start).days * share))


def _finish(work: Work, days: float) -> None:
    work.done = work.start + timedelta(days=max(int(days), 5))


def _report(dice: random.Random, work: Work, begin: int, *, every: tuple[int, int], bend: float, noise: int) -> None:
    """Updates on the way to the end; `bend` above 1: most of the work comes late."""
    last = (work.done - work.start).days
    day, told = begin + dice.randrange(1, 10), 0
    while day < last:
        real = 100 * max(0.0, (day - begin) / max(last - begin, 1)) ** bend
        told = max(told, min(98, int(dice.gauss(real, noise))))
        work.updates.append((work.start + timedelta(days=day), told))
        day += dice.randrange(*every)

"""Made-up courses of indicators, a dozen months towards a goal: some keep their pace, some slow down, stall, hurry at
the end. They know nothing of how the product foresees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

MONTHS = 12
GOAL = 90.0


@dataclass(frozen=True)
class Series:
    behaviour: str
    year: int
    points: tuple[tuple[date, Decimal], ...]
    """The last one on the day of the goal."""

    @property
    def was_missed(self) -> bool:
        return float(self.points[-1][1]) < GOAL


def _steady(n: int, random: Random) -> float:
    return n / MONTHS


def _slowing(n: int, random: Random) -> float:
    return (n / MONTHS) ** 0.6


def _stalling(n: int, random: Random) -> float:
    return min(n / MONTHS, 0.55) / 0.9


def _starting_late(n: int, random: Random) -> float:
    return max(n - 4, 0) / (MONTHS - 4)


def _hurrying(n: int, random: Random) -> float:
    return (n / MONTHS) ** 1.8


def _wavering(n: int, random: Random) -> float:
    return n / MONTHS + random.gauss(0, 0.04)


BEHAVIOURS = {
    "steady": _steady,
    "slowing": _slowing,
    "stalling": _stalling,
    "starting late": _starting_late,
    "hurrying": _hurrying,
    "wavering": _wavering,
}


def series(*, count: int, seed: int) -> Iterator[Series]:
    """`count` indicators, over as many years as are needed, some sixty a year."""
    random = Random(seed)
    names = list(BEHAVIOURS)
    for number in range(count):
        name, year = random.choice(names), 2010 + number // 60
        start, reach = random.uniform(10, 50), random.uniform(0.75, 1.2)
        shape, points = BEHAVIOURS[name], []
        for month in range(1, MONTHS + 1):
            value = start + (GOAL - start) * reach * shape(month, random) + random.gauss(0, 0.6)
            points.append((_last_day(year, month), Decimal(str(round(min(max(value, 0), 100), 2)))))
        yield Series(name, year, tuple(points))


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)

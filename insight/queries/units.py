"""The units behind a city's value: in bands by what they reached, who lacks most, who is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi.models import Measurement
from kpi.queries import Contribution

EDGES = (0, 30, 50, 70, 85, 100)
CODES = ("over", "over", "due", "run", "run", "ok")


@dataclass(frozen=True)
class Band:
    """Shares from `low` up to but without `high`; the last has no end."""

    low: int
    high: int | None
    code: str
    count: int

    @property
    def label(self) -> str:
        return f"{self.low}–{self.high - (self.high == 100)}%" if self.high else "100%"


def bands(units: Sequence[Contribution]) -> list[Band]:
    """Of those with a share; empty when nobody has one."""
    shares = [unit.share for unit in units if unit.share is not None]
    ends = (*EDGES[1:], None)
    found = [
        Band(low, high, code, sum(_within(share, low, high) for share in shares))
        for low, high, code in zip(EDGES, ends, CODES, strict=True)
    ]
    return found if shares else []


def in_band(units: Sequence[Contribution], number: int | None) -> list[Contribution]:
    """All of them without a number of a band."""
    if number is None or not 0 <= number < len(EDGES):
        return list(units)
    low, high = EDGES[number], (*EDGES[1:], None)[number]
    return [unit for unit in units if unit.share is not None and _within(unit.share, low, high)]


def late(units: Sequence[Contribution], today: date) -> list[Measurement]:
    """Whose figure is still with the unit after its day."""
    mine = Measurement.State.with_the_unit()
    return [
        unit.measurement for unit in units if unit.measurement.state in mine and unit.measurement.due_date < today
    ]


def _within(share: Decimal, low: int, high: int | None) -> bool:
    return share >= low and (high is None or share < high)

"""The city's value out of the units' figures, with how many of the units it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kpi.models import Target
from kpi.models.indicators import number_words

Aggregation = Target.Aggregation
HUNDRED = Decimal(100)
EXACT = Decimal("0.0001")


@dataclass(frozen=True)
class Measured:
    """One unit's accepted figure of a period. A ratio has a numerator and a denominator, the rest a value."""

    unit: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class CityValue:
    value: Decimal | None
    measured: int
    """Units whose figure is in."""
    expected: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def sums(self) -> str:
        """ "4.320/5.380" """
        return f"{number_words(self.numerator or 0)}/{number_words(self.denominator or 0)}"

    def against(self, whole: Decimal) -> Decimal | None:
        """What was reached, in percent of another whole than the units counted."""
        reached = self.value if self.numerator is None else self.numerator
        return None if reached is None else (reached / whole * HUNDRED).quantize(EXACT)

    @property
    def is_whole(self) -> bool:
        return self.measured >= self.expected


def city_value(rows: Iterable[Measured], *, aggregation: str, expected: int, in_percent: bool = True) -> CityValue:
    """Only what was measured: a missing unit is counted as missing, never filled in.

    A unit with nothing to count (denominator 0) is in, and changes nothing.
    """
    rows = list(rows)
    if aggregation == Aggregation.RATIO:
        top, bottom = (_sum(getattr(row, name) for row in rows) for name in ("numerator", "denominator"))
        value = (top / bottom * (HUNDRED if in_percent else 1)).quantize(EXACT) if bottom else None
        return CityValue(value, len(rows), expected, top, bottom)
    values = [row.value for row in rows if row.value is not None]
    return CityValue(_fold(values, aggregation), len(rows), expected)


def _fold(values: list[Decimal], aggregation: str) -> Decimal | None:
    if not values:
        return None
    if aggregation == Aggregation.SUM:
        return sum(values, Decimal(0))
    if aggregation == Aggregation.MEAN:
        return (sum(values, Decimal(0)) / len(values)).quantize(EXACT)
    return values[-1]  # the one figure of whoever follows it


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))

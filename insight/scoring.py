"""Points out of plain values: no database, no clock. What the page says in words is computed here and nowhere else.

Part = counted ÷ whole × weight. A part without data gives its weight to the others in proportion. Everything is in
tenths of a point, so that the lines of a unit add up to its total by hand.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from insight.models import Part

FEWEST = 5
"""Lượt giao that were due, under which a unit has no place: one of four late would be a quarter of the score."""
TENTH, ZERO, ONE, WHOLE = Decimal("0.1"), Decimal(0), Decimal(1), Decimal(100)
Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Share:
    """`got` of `whole`; a part of one may count, as of a report that came late."""

    got: Decimal = ZERO
    whole: int = 0

    @property
    def rate(self) -> Decimal | None:
        """Percent, one decimal; None without data."""
        return tenths(WHOLE * self.got / self.whole) if self.whole else None


NOTHING = Share()


@dataclass(frozen=True)
class Rule:
    """`weights` in percent, 100 together; `each` point is taken for every lượt giao long overdue, `most` in all."""

    weights: Mapping[Part, int]
    each: Decimal = ZERO
    most: Decimal = ZERO


@dataclass(frozen=True)
class Line:
    """`counted`: the weight after parts without data gave theirs away; None for such a part."""

    part: Part
    weight: int
    share: Share
    counted: Decimal | None
    points: Decimal | None


@dataclass(frozen=True)
class Scored:
    lines: tuple[Line, ...] = ()
    taken: Decimal = ZERO
    total: Decimal | None = field(default=None)


def score(shares: Mapping[Part, Share], long_overdue: int, rule: Rule) -> Scored:
    """`total` is None where no part has data. Parts without weight are not shown."""
    weights = {part: weight for part, weight in rule.weights.items() if weight}
    counted = spread({part: weight for part, weight in weights.items() if shares.get(part, NOTHING).whole})
    lines = tuple(_line(part, weight, shares.get(part, NOTHING), counted) for part, weight in weights.items())
    taken = tenths(min(rule.each * long_overdue, rule.most))
    if not counted:
        return Scored(lines, ZERO, None)
    reached = sum((line.points for line in lines if line.points is not None), ZERO)
    return Scored(lines, taken, max(ZERO, reached - taken))


def _line(part: Part, weight: int, share: Share, counted: Mapping[Part, Decimal]) -> Line:
    if part not in counted:
        return Line(part, weight, share, None, None)
    return Line(part, weight, share, counted[part], tenths(counted[part] * share.got / share.whole))


def spread(weights: Mapping[Part, int]) -> dict[Part, Decimal]:
    """The same proportions in tenths that make exactly 100; tenths that are left go to the largest remainders."""
    whole = sum(weights.values())
    exact = {part: Decimal(1000 * weight) / whole for part, weight in weights.items()}
    found = {part: int(value) for part, value in exact.items()}
    left = 1000 - sum(found.values()) if found else 0
    for part in sorted(found, key=lambda part: exact[part] - found[part], reverse=True)[:left]:
        found[part] += 1
    return {part: Decimal(value) / 10 for part, value in found.items()}


def places(totals: Mapping[Who, Decimal]) -> dict[Who, int]:
    """Equal points share a place and the places after it stay empty: 1, 2, 2, 4."""
    first: dict[Decimal, int] = {}
    for place, total in enumerate(sorted(totals.values(), reverse=True), 1):
        first.setdefault(total, place)
    return {who: first[total] for who, total in totals.items()}


def attained(value: Decimal, *, should: Decimal, met: bool, upward: bool | None) -> Decimal:
    """What a unit reached of what it should have, 0 to 1; all of it on or ahead of the path.

    `upward`: more is better, less is better (False), or a range and the like (None), which is met or not.
    """
    if met or (upward is not None and (value >= should if upward else value <= should)):
        return ONE
    part, whole = (value, should) if upward else (should, value)
    if upward is None or part <= 0 or whole <= 0:
        return ZERO
    return min(part / whole, ONE).quantize(Decimal("0.0001"))


def tenths(value: Decimal) -> Decimal:
    return Decimal(value).quantize(TENTH, ROUND_HALF_UP)

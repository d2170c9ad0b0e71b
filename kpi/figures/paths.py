"""The way a target is to be reached: straight by default, or through the points that the monitor has set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

EXACT = Decimal("0.0001")


@dataclass(frozen=True)
class Path:
    """Points in order of their days, at least one."""

    points: tuple[tuple[date, Decimal], ...]

    def at(self, day: date) -> Decimal:
        """Where one should stand on `day`; before the first point as on it, after the last one as there."""
        if day <= self.points[0][0]:
            return self.points[0][1]
        for (start, low), (end, high) in pairwise(self.points):
            if day <= end:
                return (low + (high - low) * (day - start).days / (end - start).days).quantize(EXACT)
        return self.points[-1][1]


def straight(
    start: tuple[date, Decimal] | None, end: tuple[date, Decimal] | None, through: Iterable[tuple[date, Decimal]] = ()
) -> Path | None:
    """None where the target has no day: then nothing can be late."""
    if end is None:
        return None
    inner = sorted((day, value) for day, value in through if day < end[0] and (start is None or day > start[0]))
    first = [start] if start and start[0] < end[0] else []
    return Path((*first, *inner, end))

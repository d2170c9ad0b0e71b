"""Where an indicator is going: a line through its latest figures with a band, and the verdict in four words.

Source of the words: the colours of an indicator system in use in a city (red, orange, green, none). The line is
the median of the slopes between the points (Theil–Sen), so one odd month does not turn it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from statistics import median

from django.db.models import TextChoices

FEWEST = 3
LATEST = 6  # older points tell of another pace
Z80 = 1.28  # half of the band that holds four of five
# Paces spread around their median; the spread of a median of n is smaller by about the root of n.
MAD_TO_SIGMA = 1.4826
LEAST = 0.002  # of the level: figures that stood on a line so far need not go on so
Point = tuple[date, Decimal]


class Verdict(TextChoices):
    AT_RISK = "at_risk", "Nguy cơ không đạt"
    MOVING = "progressing", "Đang tiến triển"
    EXPECTED = "on_track", "Dự kiến đạt"
    UNKNOWN = "unrated", "Chưa đánh giá được"


@dataclass(frozen=True)
class Forecast:
    day: date
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Outlook:
    """Where a day is expected to be, and how far off that may be (one standard deviation)."""

    middle: float
    spread: float


def outlook(points: Sequence[Point], day: date) -> Outlook | None:
    """From points in the order of their days; None under three, and for a day that is not ahead."""
    points = list(points)[-LATEST:]
    if len(points) < FEWEST or day <= points[-1][0]:
        return None
    start = points[-1][0]
    xs, ys = [(at - start).days for at, _ in points], [float(value) for _, value in points]
    slopes = [(yb - ya) / (xb - xa) for (xa, ya), (xb, yb) in combinations(zip(xs, ys, strict=True), 2)]
    slope = median(slopes)
    off = [y - ys[-1] - slope * x for x, y in zip(xs, ys, strict=True)]
    ahead = (day - start).days
    noise = MAD_TO_SIGMA * median(map(abs, off))
    drift = MAD_TO_SIGMA * median(abs(one - slope) for one in slopes) / len(points) ** 0.5 * ahead
    least = LEAST * max(map(abs, ys), default=0.0)
    return Outlook(ys[-1] + slope * ahead, max((noise**2 + drift**2) ** 0.5, least))


def forecast(
    points: Sequence[Point], day: date, *, within: tuple[Decimal, Decimal] | None = None, widen: float = 1.0
) -> Forecast | None:
    """`within`: bounds such as 0 to 100%. `widen`: what experience makes of the band (`trials`)."""
    seen = outlook(points, day)
    if seen is None:
        return None
    half = Z80 * seen.spread * widen
    values = (seen.middle, seen.middle - half, seen.middle + half)
    return Forecast(day, *(_within(value, within) for value in values))


def verdict(
    *, met_by: Forecast | None, is_met: bool | None, reaches: tuple[bool, bool, bool] | None, on_path: bool | None
) -> Verdict:
    """`is_met`: the latest figure meets the target; None without a figure. `reaches`: whether the forecast's middle,
    low and high end meet it. `on_path`: where it stands is where it should stand.

    With few points and nothing to foresee from, only what already meets the target or stands on its path is judged.
    """
    if is_met is None:
        return Verdict.UNKNOWN
    if met_by is None or reaches is None:
        return Verdict.EXPECTED if is_met else Verdict.UNKNOWN
    middle, *ends = reaches
    if middle:
        return Verdict.EXPECTED
    return Verdict.MOVING if any(ends) or on_path else Verdict.AT_RISK


def _within(value: float, bounds: tuple[Decimal, Decimal] | None) -> Decimal:
    exact = Decimal(str(round(value, 4)))
    return min(max(exact, bounds[0]), bounds[1]) if bounds else exact

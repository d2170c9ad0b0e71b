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


def forecast(points: Sequence[Point], day: date, *, within: tuple[Decimal, Decimal] | None = None) -> Forecast | None:
    """On `day`, from points in the order of their days; None under three. `within`: bounds such as 0 to 100%."""
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
    half = Z80 * (noise**2 + drift**2) ** 0.5
    middle = ys[-1] + slope * ahead
    return Forecast(day, *(_within(value, within) for value in (middle, middle - half, middle + half)))


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

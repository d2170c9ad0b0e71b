"""How well forecasts of indicators did, tried on what was measured since: the band, and warnings of a goal missed.

Each figure that came is held against what would have been said of it from every earlier one. A goal is the target
itself once its day has come, before that the point of the path that the figure should have reached.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import erf, sqrt
from statistics import quantiles

from insight.forecasting.judging import Course, Judged, judge, lowest_useful
from insight.forecasting.series import FEWEST, Z80, Point, outlook

PRECISION = 0.63
USUAL_THRESHOLD = 0.5
FEWEST_TRIALS = 30
NARROWEST, WIDEST = 0.5, 5.0
FARTHEST = 185  # days ahead


@dataclass(frozen=True)
class Past:
    """One target: its figures in the order of their days, and for each the goal of that day (None: no goal)."""

    points: Sequence[Point]
    goals: Sequence[float | None]
    upward: bool


NOTHING = Judged(0, 0, 0, None)


@dataclass(frozen=True)
class Experience:
    """`widen`: the band is made wider by so much that four of five figures fell into it."""

    widen: float = 1.0
    threshold: float = USUAL_THRESHOLD
    judged: Judged = NOTHING
    seen: int = 0
    """Figures that had a goal and could be foreseen."""
    covered: float | None = None
    """Share of what came that fell into the band."""


def chance_of_missing(
    points: Sequence[Point], day: date, goal: float, *, upward: bool, widen: float = 1.0
) -> float | None:
    """0 to 1; None with too few figures."""
    seen = outlook(points, day)
    if seen is None:
        return None
    off = (goal - seen.middle) * (1 if upward else -1)
    spread = seen.spread * widen
    if not spread:
        return float(off > 0)
    return 0.5 * (1 + erf(off / spread / sqrt(2)))


def experience(pasts: Iterable[Past]) -> Experience:
    """What is to be learnt from all that was measured; the usual values while that is little."""
    pasts = list(pasts)
    ratios = [ratio for past in pasts for ratio in _ratios(past)]
    if len(ratios) < FEWEST_TRIALS:
        return Experience()
    widen = min(max(quantiles(ratios, n=5)[-1], NARROWEST), WIDEST)
    courses = [course for past in pasts for course in _courses(past, widen)]
    threshold = lowest_useful(courses, PRECISION) or USUAL_THRESHOLD
    covered = sum(ratio <= widen for ratio in ratios) / len(ratios)
    return Experience(widen, threshold, judge(courses, threshold), len(courses), covered)


def _ratios(past: Past) -> Iterable[float]:
    """By how many half bands each figure missed its forecast."""
    for end, (day, came) in enumerate(past.points):
        for start in range(FEWEST, end + 1):
            seen = outlook(past.points[:start], day)
            if seen and seen.spread and (day - past.points[start - 1][0]).days <= FARTHEST:
                yield abs(float(came) - seen.middle) / (Z80 * seen.spread)


def _courses(past: Past, widen: float) -> Iterable[Course]:
    for end, ((day, came), goal) in enumerate(zip(past.points, past.goals, strict=True)):
        if goal is None:
            continue
        said = []
        for start in range(FEWEST, end + 1):
            known = past.points[:start]
            ahead = (day - known[-1][0]).days
            if 0 < ahead <= FARTHEST:
                chance = chance_of_missing(known, day, goal, upward=past.upward, widen=widen)
                said.append((ahead, chance or 0.0))
        if said:
            missed = float(came) < goal if past.upward else float(came) > goal
            yield said, missed

"""Where indicators stand and where they are going: measured, should be, foreseen, in four words and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from insight.forecasting import Experience, Forecast, Past, Verdict, chance_of_missing, forecast, verdict
from insight.models import ForecastModel
from kpi.figures import is_met, shortfall, upward
from kpi.models import Indicator, Target
from kpi.queries import Contribution, Course, PeriodValue, courses

WHOLE = (Decimal(0), Decimal(100))
MONTH = Decimal("30.4")
PACES = 3
WORST_FIRST = (Verdict.AT_RISK, Verdict.MOVING, Verdict.UNKNOWN, Verdict.EXPECTED)


@dataclass(frozen=True)
class Standing:
    """One target on a day."""

    course: Course
    should: Decimal | None
    seen: Forecast | None
    verdict: Verdict
    chance: float | None = None
    """Of missing the target, 0 to 1."""
    threshold: float = 1.0
    """From which chance on it is warned of."""

    @property
    def is_warned(self) -> bool:
        return self.verdict == Verdict.AT_RISK or (self.chance is not None and self.chance >= self.threshold)

    @property
    def percent(self) -> int | None:
        return None if self.chance is None else round(self.chance * 100)

    @property
    def target(self) -> Target:
        return self.course.target

    @property
    def latest(self) -> PeriodValue | None:
        return self.course.latest

    @property
    def missing(self) -> Decimal | None:
        """What the latest figure lacks of the target."""
        return None if self.latest is None else shortfall(self.latest.city.value, **goal(self.target))

    @property
    def points(self) -> str:
        """What differences are counted in."""
        return "điểm" if self.target.in_percent else ""

    @property
    def seen_missing(self) -> Decimal | None:
        """What the forecast lacks of the target; None where it meets it."""
        return shortfall(self.seen.value, **goal(self.target)) or None if self.seen else None

    @property
    def against(self) -> list[tuple[str, Decimal, str]]:
        """(of what, percent, by which source): the latest sum held against other wholes."""
        if self.latest is None or not self.course.bases:
            return []
        shares = ((base, self.latest.city.against(base.count)) for base in self.course.bases)
        return [(base.name, share, base.source) for base, share in shares if share is not None]

    @property
    def behind(self) -> Decimal | None:
        """Behind the path by so much; negative when ahead."""
        if self.latest is None or self.should is None or (up := _upward(self.target)) is None:
            return None
        return self.should - self.latest.city.value if up else self.latest.city.value - self.should

    @property
    def pace(self) -> Decimal | None:
        """Gained a month over the latest periods."""
        points = self.course.points[-PACES - 1 :]
        if len(points) < 2:
            return None
        (first, low), (last, high) = points[0], points[-1]
        return (high - low) / (last - first).days * MONTH

    @property
    def needed(self) -> Decimal | None:
        """To be gained a month from the latest figure to the day of the target."""
        day = self.target.as_of_date
        if self.latest is None or day is None or day <= self.latest.end or not self.missing:
            return None
        return (self.target.value - self.latest.city.value) / (day - self.latest.end).days * MONTH


def goal(target: Target) -> dict:
    return {"comparator": target.comparator, "value": target.value, "high": target.value_high}


def _upward(target: Target) -> bool | None:
    return upward(target.comparator, target.value, target.baseline)


def standings(targets: Iterable[Target], today: date) -> list[Standing]:
    """Of targets with `indicator.plan` at hand; a fixed number of queries."""
    known = latest_experience()
    return [standing(course, known) for course in courses(targets, today)]


def latest_experience() -> Experience:
    """What was learnt last; the usual values while nothing was."""
    made = ForecastModel.newest()
    return Experience(made.widen, made.threshold) if made else Experience()


def standing(course: Course, known: Experience) -> Standing:
    target, latest = course.target, course.latest
    if latest is None:
        return Standing(course, None, None, Verdict.UNKNOWN)
    should = course.path.at(latest.end) if course.path else None
    day, bounds = target.as_of_date, WHOLE if target.in_percent else None
    seen = forecast(course.points, day, within=bounds, widen=known.widen) if day else None
    met = is_met(latest.city.value, **goal(target))
    reaches = tuple(is_met(value, **goal(target)) for value in (seen.value, seen.low, seen.high)) if seen else None
    here = Standing(course, should, seen, Verdict.UNKNOWN)
    on_path = None if here.behind is None else here.behind <= 0
    word = verdict(met_by=seen, is_met=met, reaches=reaches, on_path=on_path)
    return Standing(course, should, seen, word, None if met else _chance(course, known), known.threshold)


def _chance(course: Course, known: Experience) -> float | None:
    target, up = course.target, _upward(course.target)
    if target.as_of_date is None or up is None:
        return None
    facts = {"upward": up, "widen": known.widen}
    return chance_of_missing(course.points, target.as_of_date, float(target.value), **facts)


def past_of(course: Course) -> Past | None:
    """What was measured, each figure with what it should have been; None where a goal has no direction."""
    up, end = _upward(course.target), course.target.as_of_date
    if up is None or course.path is None:
        return None
    first = course.path.points[0][0]
    goals = [
        float(course.target.value) if end and day >= end else float(course.path.at(day)) if day > first else None
        for day, _ in course.points
    ]
    return Past(course.points, goals, up)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Of an indicator with several targets."""
    found = set(verdicts)
    return next((word for word in WORST_FIRST if word in found), Verdict.UNKNOWN)


def of_indicators(indicators: Iterable[Indicator], today: date) -> dict[int, list[Standing]]:
    """By indicator. `indicators` with plan and targets fetched."""
    targets = []
    for indicator in indicators:
        for target in indicator.targets.all():
            target.indicator = indicator
            targets.append(target)
    found: dict[int, list[Standing]] = {}
    for one in standings(targets, today):
        found.setdefault(one.target.indicator_id, []).append(one)
    return found


def why(one: Standing, units: list[Contribution]) -> list[str]:
    """Why it stands as it does, in sentences; the figures behind each are on the page."""
    return [*_of_pace(one, one.points or "đơn vị tính"), *_of_units(units), *_of_coverage(one)]


def _of_pace(one: Standing, points: str) -> list[str]:
    steps = [high - low for (_, low), (_, high) in pairwise(one.course.points)][-PACES:]
    if len(steps) == PACES and steps[0] > steps[1] > steps[2]:
        return [f"Tốc độ giảm ba kỳ liền: {', '.join(_signed(step) for step in steps)} {points}."]
    if one.pace is not None and one.needed is not None and abs(one.pace) < abs(one.needed):
        return [f"Mỗi tháng {_signed(one.pace)} {points}, cần {_signed(one.needed)} {points}."]
    return []


def _of_units(units: list[Contribution]) -> list[str]:
    still = [unit for unit in units if unit.change is not None and unit.change <= 0 and unit.share != 100]
    missing = [unit for unit in units if unit.share is None]
    said = [f"{len(still)} đơn vị không tăng so với kỳ trước."] if still else []
    return said + ([f"{len(missing)} đơn vị chưa có số liệu được xác nhận."] if missing else [])


def _of_coverage(one: Standing) -> list[str]:
    city = one.latest.city if one.latest else None
    if city is None or city.is_whole:
        return []
    return [f"Số toàn Thành phố mới tính trên {city.measured}/{city.expected} đơn vị."]


def _signed(value: Decimal) -> str:
    return f"{value:+.1f}".replace(".", ",").replace("-", "−")

"""The city's values of targets, period by period, and the units behind them. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, Sum

from kpi.figures import CityValue, Measured, Path, city_value, straight
from kpi.models import Base, Measurement, PathPoint, Target
from units.models import User
from units.periods import Rule, parse

EXACT = Decimal("0.0001")


@dataclass(frozen=True)
class PeriodValue:
    period: str
    end: date
    city: CityValue

    @property
    def words(self) -> str:
        """ "tháng 10/2026" """
        return parse(self.period, Rule.CALENDAR).label


@dataclass(frozen=True)
class Course:
    """A target with all that was measured of it, the earliest first, and the way it should go."""

    target: Target
    values: tuple[PeriodValue, ...]
    path: Path | None
    bases: tuple[Base, ...] = ()

    @property
    def points(self) -> list[tuple[date, Decimal]]:
        return [(one.end, one.city.value) for one in self.values if one.city.value is not None]

    @property
    def latest(self) -> PeriodValue | None:
        return next((one for one in reversed(self.values) if one.city.value is not None), None)


def courses(targets: Iterable[Target], today: date) -> list[Course]:
    """Of targets with `indicator.plan` at hand; figures of periods ended by `today`. Four queries."""
    targets = list(targets)
    ids = [target.pk for target in targets]
    expected = _expected(ids, today)
    sums = _sums(ids, today)
    points = defaultdict(list)
    for target, day, value in PathPoint.objects.filter(target__in=ids).values_list("target", "day", "value"):
        points[target].append((day, value))
    bases = defaultdict(list)
    for base in Base.objects.filter(target__in=ids).order_by("pk"):
        bases[base.target_id].append(base)
    found = (_course(target, sums, expected[target.pk], points[target.pk]) for target in targets)
    return [replace(course, bases=tuple(bases[course.target.pk])) for course in found]


def _expected(ids: list[int], today: date) -> dict[int, dict[tuple[str, date], int]]:
    """By target: how many units measure in each period, the earliest first."""
    found: dict[int, dict[tuple[str, date], int]] = defaultdict(dict)
    opened = Measurement.objects.current().filter(target__in=ids, period_end__lte=today).order_by("period_end")
    for target, *period, count in opened.values_list("target", "period", "period_end").annotate(n=Count("pk")):
        found[target][tuple(period)] = count
    return found


def _sums(ids: list[int], today: date) -> dict[tuple[int, str], tuple]:
    """(how many, Σ value, mean value, Σ numerator, Σ denominator) by target and period."""
    rows = Measurement.objects.counted().filter(target__in=ids, period_end__lte=today).order_by()
    rows = rows.values_list("target", "period").annotate(
        Count("pk"), Sum("value"), Avg("value"), Sum("numerator"), Sum("denominator")
    )
    return {(target, period): tuple(sums) for target, period, *sums in rows}


def _course(target: Target, sums: dict, expected: dict[tuple[str, date], int], points: list) -> Course:
    values = tuple(
        PeriodValue(period, end, _city(target, sums.get((target.pk, period)), count))
        for (period, end), count in expected.items()
    )
    start = _start(target, values)
    end = (target.as_of_date, target.value) if target.as_of_date else None
    return Course(target, values, straight(start, end, points))


def _city(target: Target, sums: tuple | None, expected: int) -> CityValue:
    """The database adds up; what the sums amount to is said by `figures.city_value` alone."""
    how = {"aggregation": target.aggregation, "in_percent": target.in_percent, "expected": expected}
    if sums is None:
        return city_value([], **how)
    count, whole, mean, top, bottom = sums
    value = mean if target.aggregation == Target.Aggregation.MEAN else whole
    exact = None if value is None else Decimal(value).quantize(EXACT)
    return replace(city_value([Measured(0, exact, top, bottom)], **how), measured=count)


def _start(target: Target, values: tuple[PeriodValue, ...]) -> tuple[date, Decimal] | None:
    """The baseline on its day, or on the day counting begins; else the first figure that was measured."""
    day = target.baseline_date or target.starts_on(target.indicator.plan.issued_date)
    if target.baseline is not None and day:
        return day, target.baseline
    return next(((one.end, one.city.value) for one in values if one.city.value is not None), None)


@dataclass(frozen=True)
class Contribution:
    measurement: Measurement
    share: Decimal | None
    before: Decimal | None
    """The unit's share or value of the period before."""

    @property
    def change(self) -> Decimal | None:
        return None if self.share is None or self.before is None else self.share - self.before


def contributions(target: Target, period: str, end: date, user: User) -> list[Contribution]:
    """Of the units that the reader may see; furthest behind first, who is missing before all."""
    rows = Measurement.objects.visible_to(user).current().filter(target=target)
    now = list(rows.filter(period=period).select_related("unit"))
    earlier = rows.counted().filter(period_end__lt=end).order_by("period_end")
    before = {row.unit_id: share_of(row, target) for row in earlier}
    found = [Contribution(row, share_of(row, target), before.get(row.unit_id)) for row in now]
    lowest = Decimal("-Infinity")
    return sorted(found, key=lambda one: (one.share if one.share is not None else lowest, one.measurement.unit.name))


def share_of(row: Measurement, target: Target) -> Decimal | None:
    """What the unit itself reached, in the target's unit; None while it is not accepted."""
    if row.state not in Measurement.State.counted():
        return None
    if row.denominator is None:
        return row.value
    return row.numerator / row.denominator * (100 if target.in_percent else 1) if row.denominator else None

"""What units reached of their indicators, figure by figure: each against where the target's path stood that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from insight.queries.counting import Window, end_of
from insight.scoring import ONE, ZERO, attained
from kpi.figures import Path, is_met, upward
from kpi.models import Measurement, Target
from kpi.queries import courses

FIGURES = ("pk", "target", "unit", "period_end", "late", "value", "numerator", "denominator")


@dataclass(frozen=True)
class Yardstick:
    """What the figures of one target are held against."""

    target: Target
    path: Path | None
    upward: bool | None

    def should(self, day: date) -> Decimal:
        return self.path.at(day) if self.path else self.target.value

    def reached(self, value: Decimal, should: Decimal) -> Decimal:
        if self.upward and value >= should:  # most of a hundred thousand figures
            return ONE
        goal = {"comparator": self.target.comparator, "value": self.target.value, "high": self.target.value_high}
        return attained(value, should=should, met=is_met(value, **goal), upward=self.upward)


class Reached(NamedTuple):
    """`part`: 0 to 1 of what should have been reached; `value` is None for a figure that was not sent in time."""

    measurement_id: int
    unit_id: int
    target_id: int
    value: Decimal | None
    should: Decimal
    part: Decimal


def yardsticks(day: date) -> dict[int, Yardstick]:
    """Of targets that say what a single unit should reach: a share or a mean, not the city's sum or one figure."""
    own = {Target.Aggregation.RATIO, Target.Aggregation.MEAN}
    targets = Target.objects.filter(ended_date=None, aggregation__in=own, indicator__ended_date=None)
    targets = targets.filter(measurements__isnull=False).distinct().select_related("indicator__plan")
    return {
        course.target.pk: Yardstick(course.target, course.path, _way(course.target))
        for course in courses(targets, day)
    }


def _way(target: Target) -> bool | None:
    return upward(target.comparator, target.value, target.baseline)


def reached(window: Window, known: dict[int, Yardstick], unit_ids: Iterable[int] | None = None) -> list[Reached]:
    """Figures that were due in the period: those accepted by the day, and as nothing those not sent by their day.

    What waits to be accepted is not the unit's to answer for and is left out. One query.
    """
    rows = Measurement.objects.filter(target__in=known, due_date__range=(window.start, window.end))
    if unit_ids is not None:
        rows = rows.filter(unit__in=unit_ids)
    decided = Q(decided_at__isnull=True) | Q(decided_at__lt=end_of(window.day))
    accepted = Q(state__in=Measurement.State.counted()) & decided
    late = Q(is_current=True, state__in=Measurement.State.with_the_unit(), due_date__lt=window.day)
    rows = rows.filter(accepted | late).annotate(late=late).order_by("version")
    shoulds, found = Shoulds(known), {}
    for pk, target, unit, end, is_late, *figures in rows.values_list(*FIGURES):
        should, value = shoulds[target, end], None if is_late else _value(*figures, known[target].target)
        if is_late or value is not None:
            part = ZERO if value is None else known[target].reached(value, should)
            found[target, unit, end] = Reached(pk, unit, target, value, should, part)
    return list(found.values())


class Shoulds(dict):
    """Where the path of a target stood on a day, looked up once."""

    def __init__(self, known: dict[int, Yardstick]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, key: tuple[int, date]) -> Decimal:
        self[key] = self.known[key[0]].should(key[1])
        return self[key]


def _value(value: Decimal | None, numerator: Decimal | None, whole: Decimal | None, target: Target) -> Decimal | None:
    if whole is None:
        return value
    return numerator / whole * (100 if target.in_percent else 1) if whole else None

"""What units reached of their indicators, figure by figure: each against where the target's path stood that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from insight.queries.counting import Window, end_of
from insight.scoring import ZERO, attained
from kpi.figures import Path, is_met, upward
from kpi.models import Measurement, Target
from kpi.queries import courses

FIGURES = ("target", "unit", "period_end", "due_date", "state", "numerator", "denominator", "value", "decided_at")


@dataclass(frozen=True)
class Yardstick:
    """What the figures of one target are held against."""

    target: Target
    path: Path | None
    upward: bool | None

    def should(self, day: date) -> Decimal:
        return self.path.at(day) if self.path else self.target.value

    def reached(self, value: Decimal, day: date) -> Decimal:
        goal = {"comparator": self.target.comparator, "value": self.target.value, "high": self.target.value_high}
        return attained(value, should=self.should(day), met=is_met(value, **goal), upward=self.upward)


@dataclass(frozen=True)
class Reached:
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
    found: dict[tuple, Reached] = {}
    for pk, current, *facts in rows.order_by("version").values_list("pk", "is_current", *FIGURES).iterator():
        one = _reached(pk, current, dict(zip(FIGURES, facts, strict=True)), window, known)
        if one:
            found[facts[0], facts[1], facts[2]] = one
    return list(found.values())


def _reached(pk: int, current: bool, row: dict, window: Window, known: dict[int, Yardstick]) -> Reached | None:
    by = known[row["target"]]
    decided = row["decided_at"]
    if row["state"] in Measurement.State.counted() and (decided is None or decided < end_of(window.day)):
        value = _value(row, by.target)
        if value is not None:
            day = row["period_end"]
            return Reached(pk, row["unit"], row["target"], value, by.should(day), by.reached(value, day))
    late = current and row["state"] in Measurement.State.with_the_unit() and row["due_date"] < window.day
    if not late:
        return None
    return Reached(pk, row["unit"], row["target"], None, by.should(row["period_end"]), ZERO)


def _value(row: dict, target: Target) -> Decimal | None:
    if row["denominator"] is None:
        return row["value"]
    if not row["denominator"]:
        return None
    return row["numerator"] / row["denominator"] * (100 if target.in_percent else 1)

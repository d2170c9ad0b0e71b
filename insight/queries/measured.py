"""What units reached of their indicators, figure by figure: each against where the target's path stood that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from insight.queries.counting import Window, end_of
from insight.scoring import ONE, ZERO, attained
from kpi.figures import Path, is_met, upward
from kpi.models import Measurement, Target
from kpi.queries import courses

Aggregation = Target.Aggregation
APART = {
    Aggregation.SUM.value: "mục tiêu là tổng của nhiều đơn vị, không có mức riêng cho từng đơn vị",
    Aggregation.LATEST.value: "một số chung của Thành phố, không phải kết quả riêng của đơn vị gửi số",
    "": "chưa chọn cách tính toàn Thành phố",
}
RANKED, ENDED = "thứ hạng của cả Thành phố, không phải kết quả riêng của đơn vị", "đã thôi theo dõi"
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
    measured = Exists(Measurement.objects.filter(target=OuterRef("pk")))
    targets = counted_targets().filter(measured).select_related("indicator__plan")
    return {
        course.target.pk: Yardstick(course.target, course.path, _way(course.target))
        for course in courses(targets, day)
    }


def counted_targets() -> QuerySet[Target]:
    """Those that say what a single unit should reach: a share, a mean, or a sum that one unit alone makes up."""
    sums = Measurement.objects.filter(target__aggregation=Aggregation.SUM).order_by().values("target")
    alone = sums.annotate(units=Count("unit", distinct=True)).filter(units=1)
    own = Q(aggregation__in=[Aggregation.RATIO, Aggregation.MEAN]) | Q(pk__in=alone.values("target"))
    followed = Target.objects.filter(own, ended_date=None, indicator__ended_date=None)
    return followed.exclude(comparator=Target.Comparator.RANK)


def apart(window: Window, unit_id: int) -> list[tuple[Target, str]]:
    """(target, why) of those the unit had to measure in the period and that count for no single unit."""
    due = {"measurements__unit": unit_id, "measurements__due_date__range": (window.start, window.end)}
    targets = Target.objects.filter(**due).exclude(pk__in=counted_targets().values("pk")).distinct()
    return [(target, _why(target)) for target in targets.select_related("indicator").order_by("indicator", "order")]


def _why(target: Target) -> str:
    if target.ended_date or target.indicator.ended_date:
        return ENDED
    return RANKED if target.comparator == Target.Comparator.RANK else APART[target.aggregation]


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

"""Whoever follows an indicator corrects how it is measured: rhythm, source, way of counting, path, who measures."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from journal.operations import record
from kpi import perms
from kpi.errors import KpiError
from kpi.models import Base, Indicator, IndicatorParty, Measurement, PathPoint, Target
from kpi.operations.locking import locked_indicator
from tasks.models import Task
from units.models import User

DESCRIBED = ("frequency", "source_system", "publication_days", "entry_days", "monitor", "basis")
COUNTED = (
    "aggregation",
    "comparator",
    "value",
    "value_high",
    "unit",
    "base_text",
    "label",
    "from_date",
    "from_issue",
    "as_of_date",
)
COUNTED += ("baseline", "baseline_date")
Who = tuple[int | None, int | None]
"""(unit, group), one of them None."""


@transaction.atomic
def describe(
    *,
    indicator_id: int,
    actor: User,
    task_ids: Iterable[int] | None = None,
    parties: Mapping[str, Iterable[Who]] | None = None,
    **facts: Any,
) -> Indicator:
    """`facts`: fields of DESCRIBED. `task_ids`: the tasks that serve it, of the same document. `parties`: by part,
    all who take it. Figures of the old rhythm or of who no longer measures are taken away where nobody has begun."""
    indicator = _followed(indicator_id, actor)
    changed = {name for name, value in facts.items() if getattr(indicator, name) != value}
    for name, value in facts.items():
        if name not in DESCRIBED:
            raise TypeError(name)
        setattr(indicator, name, value)
    _check(indicator)
    indicator.save(update_fields=list(facts) or None)
    if task_ids is not None:
        indicator.tasks.set(Task.objects.filter(plan=indicator.plan_id, pk__in=task_ids))
    moved = [part for part, who in (parties or {}).items() if _set_part(indicator, part, list(dict.fromkeys(who)))]
    if IndicatorParty.Part.IMPLEMENTER in moved or changed & {"frequency", "monitor"}:
        _take_untouched(indicator)
    _record("kpi.described", indicator, actor, fields=[*sorted(facts), *moved])
    return indicator


@transaction.atomic
def draw_path(
    *,
    target_id: int,
    actor: User,
    points: Iterable[tuple[date, Decimal]],
    bases: Iterable[tuple[str, Decimal, str]] | None = None,
    **facts: Any,
) -> Target:
    """The target's figures (`facts`: fields of COUNTED) and the points on its way; without points it is straight.
    `bases`: (name, count, source) of other wholes to hold the city's sum against; None leaves those there are."""
    target = Target.objects.select_related("indicator").filter(pk=target_id).first()
    if target is None:
        raise KpiError("Không tìm thấy mục tiêu này. Tải lại trang.")
    indicator = _followed(target.indicator_id, actor)
    _keep_figures(target, facts)
    return _drawn(indicator, target, actor, points, bases, facts)


@transaction.atomic
def add_target(
    *,
    indicator_id: int,
    actor: User,
    points: Iterable[tuple[date, Decimal]],
    bases: Iterable[tuple[str, Decimal, str]] | None = None,
    **facts: Any,
) -> Target:
    """A figure that the document did not state in numbers."""
    indicator = _followed(indicator_id, actor)
    last = indicator.targets.aggregate(last=Max("order"))["last"] or 0
    return _drawn(indicator, Target(indicator=indicator, order=last + 1), actor, points, bases, facts)


@transaction.atomic
def measure_by(*, indicator_id: int, actor: User, unit_ids: Iterable[int], group_ids: Iterable[int]) -> Indicator:
    """Who implements the indicator from the next period on."""
    who = [(pk, None) for pk in unit_ids] + [(None, pk) for pk in group_ids]
    return describe(indicator_id=indicator_id, actor=actor, parties={IndicatorParty.Part.IMPLEMENTER: who})


def _set_part(indicator: Indicator, part: str, chosen: list[Who]) -> bool:
    """Whether that was a change."""
    rows = indicator.parties.filter(part=part)
    if set(rows.values_list("unit", "group")) == set(chosen):
        return False
    rows.delete()
    for number, (unit_id, group_id) in enumerate(chosen, 1):
        party = IndicatorParty(indicator=indicator, part=part, unit_id=unit_id, group_id=group_id)
        party.phrase = str(party.unit or party.group)[:490] or str(number)
        party.save()
    return True


def _take_untouched(indicator: Indicator) -> None:
    untouched = Measurement.objects.current().filter(
        target__indicator=indicator, state=Measurement.State.OPEN, entered_at=None
    )
    untouched.delete()


def _keep_figures(target: Target, facts: Mapping[str, Any]) -> None:
    """What was counted as shares cannot be read as sums, nor the other way round."""
    ratio = Target.Aggregation.RATIO
    asked = facts.get("aggregation", target.aggregation)
    if (asked == ratio) != (target.aggregation == ratio):
        count = target.measurements.exclude(entered_at=None).count()
        if count:
            raise KpiError(
                f"Đã có {count} số liệu nhập theo cách “{target.get_aggregation_display()}”. Thêm một mục tiêu mới "
                "cho cách tính khác, số liệu cũ giữ nguyên."
            )
        target.measurements.current().filter(state=Measurement.State.OPEN).delete()


def _drawn(
    indicator: Indicator,
    target: Target,
    actor: User,
    points: Iterable[tuple[date, Decimal]],
    bases: Iterable[tuple[str, Decimal, str]] | None,
    facts: Mapping[str, Any],
) -> Target:
    for name, value in facts.items():
        if name not in COUNTED:
            raise TypeError(name)
        setattr(target, name, value)
    _check(target)
    target.save()
    target.path.all().delete()
    PathPoint.objects.bulk_create(PathPoint(target=target, day=day, value=value) for day, value in _once(points))
    if bases is not None:
        _set_bases(target, list(bases))
    _record("kpi.path_drawn", indicator, actor, target=target.pk, fields=sorted(facts))
    return target


def _set_bases(target: Target, bases: list[tuple[str, Decimal, str]]) -> None:
    if len({name for name, _, _ in bases}) < len(bases):
        raise KpiError("Có hai tổng số cùng tên. Giữ lại một.")
    if any(count <= 0 for _, count, _ in bases):
        raise KpiError("Tổng số để so phải lớn hơn 0.")
    target.bases.all().delete()
    Base.objects.bulk_create(
        Base(target=target, name=name[:200], count=count, source=source[:200]) for name, count, source in bases
    )


def _followed(indicator_id: int, actor: User) -> Indicator:
    indicator = locked_indicator(indicator_id, actor)
    if not perms.can_follow(actor, indicator):
        raise PermissionDenied("follow")
    return indicator


def _once(points: Iterable[tuple[date, Decimal]]) -> Iterable[tuple[date, Decimal]]:
    points = list(points)
    if len({day for day, _ in points}) < len(points):
        raise KpiError("Lộ trình có hai mốc cùng một ngày. Giữ lại một.")
    return points


def _check(row: Indicator | Target) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise KpiError(" ".join(error.messages)) from None


def _record(verb: str, indicator: Indicator, actor: User, **payload: Any) -> None:
    record(verb, ("indicator", indicator.pk), actor=actor, plan_id=indicator.plan_id, **payload)

"""Whoever follows an indicator corrects how it is measured: rhythm, source, way of counting, path, who measures."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from journal.operations import record
from kpi import perms
from kpi.errors import KpiError
from kpi.models import Indicator, IndicatorParty, Measurement, PathPoint, Target
from kpi.operations.locking import locked_indicator
from tasks.models import Task
from units.models import User

DESCRIBED = ("frequency", "source_system", "publication_days", "entry_days")
COUNTED = (
    "aggregation",
    "comparator",
    "value",
    "value_high",
    "unit",
    "label",
    "from_date",
    "from_issue",
    "as_of_date",
)
COUNTED += ("baseline", "baseline_date")


@transaction.atomic
def describe(*, indicator_id: int, actor: User, task_ids: Iterable[int] | None = None, **facts: Any) -> Indicator:
    """`facts`: fields of DESCRIBED. `task_ids`: the tasks that serve it, of the same document."""
    indicator = _followed(indicator_id, actor)
    for name, value in facts.items():
        if name not in DESCRIBED:
            raise TypeError(name)
        setattr(indicator, name, value)
    _check(indicator)
    indicator.save(update_fields=list(facts) or None)
    if task_ids is not None:
        indicator.tasks.set(Task.objects.filter(plan=indicator.plan_id, pk__in=task_ids))
    _record("kpi.described", indicator, actor, fields=sorted(facts))
    return indicator


@transaction.atomic
def draw_path(*, target_id: int, actor: User, points: Iterable[tuple[date, Decimal]], **facts: Any) -> Target:
    """The target's figures (`facts`: fields of COUNTED) and the points on its way; without points it is straight."""
    target = Target.objects.filter(pk=target_id).first()
    if target is None:
        raise KpiError("Không tìm thấy mục tiêu này. Tải lại trang.")
    indicator = _followed(target.indicator_id, actor)
    for name, value in facts.items():
        if name not in COUNTED:
            raise TypeError(name)
        setattr(target, name, value)
    _check(target)
    target.save()
    target.path.all().delete()
    PathPoint.objects.bulk_create(PathPoint(target=target, day=day, value=value) for day, value in _once(points))
    _record("kpi.path_drawn", indicator, actor, target=target.pk, fields=sorted(facts))
    return target


@transaction.atomic
def measure_by(*, indicator_id: int, actor: User, unit_ids: Iterable[int], group_ids: Iterable[int]) -> Indicator:
    """Who implements the indicator from the next period on. Figures that nobody has begun are taken away."""
    indicator = _followed(indicator_id, actor)
    indicator.parties.filter(part=IndicatorParty.Part.IMPLEMENTER).delete()
    chosen = [{"unit_id": pk} for pk in dict.fromkeys(unit_ids)] + [
        {"group_id": pk} for pk in dict.fromkeys(group_ids)
    ]
    for number, who in enumerate(chosen, 1):
        party = IndicatorParty(indicator=indicator, part=IndicatorParty.Part.IMPLEMENTER, **who)
        party.phrase = str(party.unit or party.group)[:490] or str(number)
        party.save()
    untouched = Measurement.objects.current().filter(
        target__indicator=indicator, state=Measurement.State.OPEN, entered_at=None
    )
    untouched.delete()
    _record("kpi.described", indicator, actor, fields=["parties"])
    return indicator


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

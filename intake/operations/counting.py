"""The indicators of a draft: written, changed, taken away, each with all of its targets."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from intake.errors import IntakeError
from intake.operations.drafts import lock_draft
from intake.operations.staleness import refuse_stale
from journal.operations import record
from kpi.models import Indicator, Target
from units.models import User


@transaction.atomic
def revise_indicator(
    *,
    plan_id: int,
    indicator_id: int | None,
    actor: User,
    targets: Iterable[dict[str, Any]],
    seen: str | None = None,
    **facts: Any,
) -> Indicator:
    """`facts`: fields of Indicator; `targets`: fields of Target in order, in place of those there were. Without an
    id a new indicator at the end. `seen`: `stamp_row` of what the person opened; changed since, RowChanged."""
    plan = lock_draft(plan_id, actor)
    if indicator_id is None:
        last = plan.indicators.aggregate(last=Max("order"))["last"] or 0
        indicator = Indicator(plan=plan, order=last + 1)
    elif not (indicator := plan.indicators.filter(pk=indicator_id).first()):
        raise _gone()
    else:
        refuse_stale(indicator, seen, plan=plan, actor=actor, verb="intake.indicator_revised")
    for name, value in facts.items():
        setattr(indicator, name, value)
    if not indicator.number:
        indicator.number = str(indicator.order)
    indicator.save()
    indicator.targets.all().delete()
    Target.objects.bulk_create(
        Target(indicator=indicator, order=order, **fields) for order, fields in enumerate(targets, 1)
    )
    act = "added" if indicator_id is None else "revised"
    record("intake.indicator_revised", ("plan", plan.pk), actor=actor, plan_id=plan.pk, row=indicator.pk, act=act)
    return indicator


@transaction.atomic
def remove_indicator(*, plan_id: int, indicator_id: int, actor: User) -> None:
    plan = lock_draft(plan_id, actor)
    removed, _ = plan.indicators.filter(pk=indicator_id).delete()
    if not removed:
        raise _gone()
    record(
        "intake.indicator_revised", ("plan", plan.pk), actor=actor, plan_id=plan.pk, row=indicator_id, act="removed"
    )


def _gone() -> IntakeError:
    return IntakeError("Chỉ tiêu này đã được người khác xóa; tải lại trang để xem.")

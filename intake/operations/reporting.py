"""The reporting duties of a draft: written, changed, taken away."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from intake.errors import IntakeError
from intake.operations.drafts import lock_draft
from intake.operations.staleness import refuse_stale
from journal.operations import record
from reports.models import ReportingDuty
from units.models import User


@transaction.atomic
def revise_duty(
    *, plan_id: int, duty_id: int | None, actor: User, seen: str | None = None, **facts: Any
) -> ReportingDuty:
    """`facts`: fields of ReportingDuty. Without an id a new duty at the end. `seen`: as of `revise_indicator`."""
    plan = lock_draft(plan_id, actor)
    if duty_id is None:
        last = plan.reporting_duties.aggregate(last=Max("order"))["last"] or 0
        duty = ReportingDuty(plan=plan, order=last + 1)
    elif not (duty := plan.reporting_duties.filter(pk=duty_id).first()):
        raise _gone()
    else:
        refuse_stale(duty, seen, plan=plan, actor=actor, verb="intake.duty_revised")
    for name, value in facts.items():
        setattr(duty, name, value)
    duty.save()
    act = "added" if duty_id is None else "revised"
    record("intake.duty_revised", ("plan", plan.pk), actor=actor, plan_id=plan.pk, row=duty.pk, act=act)
    return duty


@transaction.atomic
def remove_duty(*, plan_id: int, duty_id: int, actor: User) -> None:
    plan = lock_draft(plan_id, actor)
    removed, _ = plan.reporting_duties.filter(pk=duty_id).delete()
    if not removed:
        raise _gone()
    record("intake.duty_revised", ("plan", plan.pk), actor=actor, plan_id=plan.pk, row=duty_id, act="removed")


def _gone() -> IntakeError:
    return IntakeError("Chế độ báo cáo này đã được người khác xóa; tải lại trang để xem.")

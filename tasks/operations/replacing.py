"""The open work of a replaced document: it ends by the new one, and goes on there where the same work is given."""

from collections import Counter
from datetime import datetime

from journal.operations import record
from plans.models import Plan
from tasks.models import Assignment, Continuation
from tasks.operations.carrying import carry_over
from tasks.operations.deciding import Decision, apply_drop, lock_all
from tasks.queries.replaced import Replaced, replaced_work
from units.models import User

PROGRESS = ("percent", "quantity_done", "updated_at")


def replace_work(old: Plan, new: Plan, decision: Decision, *, actor: User, now: datetime) -> Counter[str]:
    """{"ended": …, "continued": …}; a step of the operation that closes `old`, both plans locked."""
    work = replaced_work(old, new)
    fresh = {row.pk: row for row in lock_all(row for one in work for row in (one.before, one.after) if row)}
    going_on = [Replaced(fresh[one.before.pk], fresh[one.after.pk]) for one in work if one.after]
    for one in going_on:
        _go_on(one.before, one.after, actor, now)
    apply_drop(assignments=[one.before for one in work], decision=decision, actor=actor, now=now)
    return Counter(ended=len(work), continued=len(going_on))


def _go_on(before: Assignment, after: Assignment, actor: User, now: datetime) -> None:
    """What a unit has told of the new work by itself stands."""
    if after.updated_at is None and before.updated_at:
        for name in PROGRESS:
            setattr(after, name, getattr(before, name))
        after.save(update_fields=PROGRESS)
    Continuation.objects.create(before=before, after=after, cause=Continuation.Cause.REPLACED, created_at=now)
    told = {"before": before.pk, "percent": after.percent}
    event = record("tasks.continued", ("assignment", after.pk), actor=actor, plan_id=after.plan_id, **told)
    carry_over(before=before, afters=[after], event=event, now=now)

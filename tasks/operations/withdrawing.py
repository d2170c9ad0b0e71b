"""Thu hồi việc đưa vào theo dõi: back to a draft with all its rows, while nobody has worked on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from journal.operations import record
from notifications.models import Message
from notifications.operations import Notice, post
from notifications.operations.taking_back import take_back
from plans.models import Party, Plan
from tasks.errors import TaskConflict
from tasks.models import Assignment, Milestone
from tasks.operations.assigning import lock_plan
from tasks.queries.fanout import ANCHORS
from tasks.queries.publication import why_not_withdrawn
from units.models import User


@dataclass(frozen=True)
class Withdrawn:
    assignments: int
    told: int  # messages that had left and are followed by one of withdrawal


@transaction.atomic
def withdraw(*, plan_id: int, actor: User, now: datetime) -> Withdrawn:
    """Raises PermissionDenied, TaskConflict naming who has worked on it meanwhile.

    Every assignment is locked before anyone is asked: whoever receives one in the same second comes first and stops
    this, or second and finds it gone.
    """
    plan = lock_plan(plan_id, actor)
    ids = list(plan.assignments.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    if why := why_not_withdrawn(plan):
        raise TaskConflict(why)
    told = _take_back_notices(plan, ids, now)
    Assignment.objects.filter(plan=plan).delete()
    Party.objects.filter(plan=plan).delete()
    Milestone.objects.filter(task__plan=plan, kind=Milestone.Kind.RELATIVE, anchor__in=ANCHORS).update(due_date=None)
    plan.state, plan.published_at = Plan.State.DRAFT, None
    plan.save(update_fields=["state", "published_at"])
    record("plans.withdrawn", ("plan", plan.pk), actor=actor, plan_id=plan.pk, assignments=len(ids), told=told)
    return Withdrawn(assignments=len(ids), told=told)


def _take_back_notices(plan: Plan, ids: list[int], now: datetime) -> int:
    about = Q(subject_type="plan", subject_id=plan.pk) | Q(subject_type="assignment", subject_id__in=ids)
    said = take_back(Message.objects.filter(about).exclude(kind="withdrawn"), now=now)
    told = {message.recipient for message in said}
    post(_notice(plan, user_id, unit_id, now) for user_id, unit_id in told)
    return len(told)


def _notice(plan: Plan, user_id: int | None, unit_id: int | None, now: datetime) -> Notice:
    return Notice(
        kind="withdrawn",
        subject=("plan", plan.pk),
        text=f"{plan.reference} được thu hồi để rà soát lại, chưa phải thực hiện",
        path="/viec/",
        dedupe=now.isoformat(),
        to_user_id=user_id,
        to_unit_id=unit_id,
        single=True,
    )

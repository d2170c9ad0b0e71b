"""What this room tells people. Links lead to the work; the words carry no progress and no names."""

from collections.abc import Iterable
from datetime import datetime

from notifications.operations import Notice
from plans.models import Plan
from tasks.models import Assignment
from units.models import Membership


def supplement_requested(assignment: Assignment, now: datetime) -> list[Notice]:
    """To the officer and the leader in charge; before receipt to the unit."""
    due = assignment.counted_due
    until = f", đến {due:%d/%m}" if due else ""
    return _to_the_people(
        assignment,
        "supplement_requested",
        f"Cần bổ sung: {assignment.task.code}{until}",
        dedupe=now.isoformat(),
        single=True,
    )


def waits_for_the_head(assignment: Assignment, now: datetime) -> list[Notice]:
    heads = assignment.unit.memberships.filter(role=Membership.Role.HEAD).values_list("user_id", flat=True)
    text = f"Chờ duyệt: {assignment.task.code} {assignment.task.name[:80]}"
    return [
        _notice(assignment, "waits_for_the_head", text, dedupe=now.isoformat(), to_user_id=user_id)
        for user_id in heads
    ]


def assigned(plan: Plan, counts: dict[int, int], dedupe: str) -> list[Notice]:
    """`counts`: new assignments per unit; one notice a unit, however many assignments."""
    return [
        Notice(
            kind="assigned",
            subject=("plan", plan.pk),
            text=f"{count} việc mới từ {plan.reference}, ghi người thực hiện",
            path=f"/viec/?van_ban={plan.pk}",
            dedupe=dedupe,
            to_unit_id=unit_id,
        )
        for unit_id, count in counts.items()
    ]


def _to_the_people(assignment: Assignment, kind: str, text: str, *, dedupe: str, single: bool) -> list[Notice]:
    people: Iterable[int] = {pk for pk in (assignment.officer_id, assignment.leader_id) if pk}
    targets = [{"to_user_id": pk} for pk in sorted(people)] or [{"to_unit_id": assignment.unit_id}]
    return [_notice(assignment, kind, text, dedupe=dedupe, single=single, **target) for target in targets]


def _notice(assignment: Assignment, kind: str, text: str, **more: object) -> Notice:
    path = f"/viec/{assignment.pk}/"
    return Notice(kind=kind, subject=("assignment", assignment.pk), text=text, path=path, **more)

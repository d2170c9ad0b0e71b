"""Receipt, progress, obstacles: what a unit says while the work is with it."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from tasks import perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Obstacle, ProgressUpdate
from tasks.operations.locking import lock, lock_for_work, who_moved_it
from tasks.operations.twinning import lock_twins
from tasks.queries.clear import Staff
from units.models import User

AGAIN_AFTER = timedelta(minutes=10)


@transaction.atomic
def receive(
    *,
    assignment_id: int,
    actor: User,
    leader_id: int | None,
    officer_id: int | None,
    now: datetime,
    delegated_to: str = "",
) -> Assignment:
    """Name the leader in charge, the officer, the division. A fact, not a gate; may be done again until it ends."""
    assignment = lock(assignment_id)
    if not perms.can_work(actor, assignment):
        raise PermissionDenied("receive")
    if assignment.state in Assignment.State.finished():
        raise TaskConflict(who_moved_it(assignment))
    staff = Staff.of(assignment.unit_id, timezone.localdate(now))
    leader = _person(assignment, leader_id, staff.heads, "lãnh đạo phụ trách")
    officer = _person(assignment, officer_id, staff.everyone, "chuyên viên thực hiện")
    verb = "tasks.people_named" if assignment.received_at else "tasks.received"
    before = [assignment.leader_id, assignment.officer_id]
    assignment.leader, assignment.officer = leader, officer
    assignment.delegated_to = " ".join(delegated_to.replace("\0", "").split())[:200]
    assignment.received_at = assignment.received_at or now
    assignment.save(update_fields=["leader", "officer", "delegated_to", "received_at"])
    _record(verb, assignment, actor, leader=leader.pk, officer=officer.pk, before=before)
    return assignment


def _person(assignment: Assignment, user_id: int | None, among: list[User], what: str) -> User:
    person = next((one for one in among if one.pk == user_id), None)
    if person is None:
        raise TaskError(f"Chọn {what} trong danh sách người của {assignment.unit}.")
    return person


@transaction.atomic
def update_progress(
    *,
    assignment_id: int,
    actor: User,
    now: datetime,
    note: str = "",
    percent: int | None = None,
    quantity_done: int | None = None,
    obstacle: str = "",
    obstacle_kind: str = Obstacle.Kind.OTHER,
    proposal: str = "",
    led: bool = False,
) -> Assignment:
    """Percent where the task has no figure, else the number done; obstacle and proposal in the same act.

    A number may go down only with a note. `led`: what the focal unit takes from another system, for any unit.
    Raises TaskError naming the field and the remedy.
    """
    twins = lock_twins(assignment_id, actor)
    # the act done most often needs its own row alone
    assignment = lock_for_work(assignment_id, actor, related=None, led=led)
    note, obstacle, proposal = note.strip(), obstacle.strip(), proposal.strip()
    before = (assignment.percent, assignment.quantity_done)
    _set_progress(assignment, percent, quantity_done)
    after = (assignment.percent, assignment.quantity_done)
    if after < before and not note:
        raise TaskError("Số liệu thấp hơn lần trước. Ghi lý do vào ô “Đã làm được gì?” rồi lưu lại.")
    if after == before and not (note or obstacle or proposal):
        raise TaskError("Chưa có gì để lưu: nhập tiến độ mới, việc đã làm hoặc khó khăn, vướng mắc.")
    if after == before:
        _refuse_twice(assignment, actor, now, note, obstacle, proposal)
    told = _write(assignment, before, note, actor, now, obstacle=bool(obstacle or proposal))
    if obstacle or proposal:
        if obstacle_kind not in Obstacle.Kind.values:
            raise TaskError("Chọn loại khó khăn, vướng mắc trong danh sách.")
        Obstacle.objects.create(**told, kind=obstacle_kind, text=obstacle, proposal=proposal)
    for twin in twins:
        _follow(twin, assignment, note, actor, now)
    return assignment


def _refuse_twice(
    assignment: Assignment, actor: User, now: datetime, note: str, obstacle: str, proposal: str
) -> None:
    """A button pressed twice, or a form sent again after "back", tells nothing new."""
    last = assignment.progressupdates.filter(author=actor, created_at__gt=now - AGAIN_AFTER).order_by("-pk").first()
    known = (
        not (obstacle or proposal) or assignment.obstacles.open().filter(text=obstacle, proposal=proposal).exists()
    )
    if last and last.note == note and known:
        at = timezone.localtime(last.created_at)
        raise TaskError(f"Nội dung này bạn đã lưu lúc {at:%H:%M}, không ghi lần hai. Sửa nội dung nếu có gì mới.")


def _write(
    assignment: Assignment, before: tuple[int, int], note: str, actor: User, now: datetime, **payload: Any
) -> dict[str, Any]:
    """Keep the progress as it stands on the row now; what else is told in the same act refers to the event."""
    assignment.updated_at = now
    assignment.save(update_fields=["percent", "quantity_done", "updated_at"])
    payload |= {"percent": [before[0], assignment.percent]}
    counted = assignment.is_counted
    if counted:
        payload["done"] = [before[1], assignment.quantity_done, assignment.quantity_target]
    event = _record("tasks.updated", assignment, actor, **payload)
    told = {"assignment": assignment, "author": actor, "event": event, "created_at": now}
    ProgressUpdate.objects.create(
        **told,
        percent_before=before[0],
        percent=assignment.percent,
        quantity_before=before[1] if counted else None,
        quantity_done=assignment.quantity_done if counted else None,
        note=note,
    )
    return told


def _follow(twin: Assignment, assignment: Assignment, note: str, actor: User, now: datetime) -> None:
    """The same progress on a linked task; where the two count otherwise, the words alone."""
    before = (twin.percent, twin.quantity_done)
    if twin.quantity_target == assignment.quantity_target:
        twin.percent, twin.quantity_done = assignment.percent, assignment.quantity_done
    if note or before != (twin.percent, twin.quantity_done):
        _write(twin, before, note, actor, now, obstacle=False, twin_of=assignment.pk)


def _set_progress(assignment: Assignment, percent: int | None, done: int | None) -> None:
    if assignment.is_counted:
        if done is None:
            return
        if not 0 <= done <= assignment.quantity_target:
            raise TaskError(f"Số đã làm phải từ 0 đến {assignment.quantity_target}. Nhập lại số trong khoảng đó.")
        assignment.quantity_done = done
        assignment.percent = done * 100 // assignment.quantity_target
    elif percent is not None:
        if not 0 <= percent <= 100:
            raise TaskError("Tiến độ phải từ 0 đến 100. Nhập lại số nhỏ hơn hoặc bằng 100.")
        assignment.percent = percent


def _record(verb: str, assignment: Assignment, actor: User, **payload: Any) -> Any:
    payload |= perms.in_place_of(actor, assignment)
    return record(verb, ("assignment", assignment.pk), actor=actor, plan_id=assignment.plan_id, **payload)

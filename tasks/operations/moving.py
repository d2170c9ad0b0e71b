"""Moves of the lifecycle: lock, gate and move by the workflow, keep the words, tell those concerned."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from notifications.operations import post
from tasks import notices
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Note
from tasks.operations.locking import lock, who_moved_it
from tasks.operations.twinning import lock_twins, send_twins
from tasks.workflow import make_move
from units.models import User


@transaction.atomic
def propose(*, assignment_id: int, actor: User, now: datetime) -> Assignment:
    assignment = _move(assignment_id, "propose", actor, now)
    post(notices.waits_for_the_head(assignment, now))
    return assignment


@transaction.atomic
def send(*, assignment_id: int, actor: User, now: datetime) -> Assignment:
    """Out of the unit; evidence is sealed and the day counts for the official figures."""
    twins = lock_twins(assignment_id, actor)
    assignment = _move(assignment_id, "send", actor, now)
    send_twins(assignment, twins, actor, now)
    return assignment


def hand_back(*, assignment_id: int, actor: User, text: str, now: datetime) -> Assignment:
    return _move(assignment_id, "hand_back", actor, now, text=_said(text, "Ghi rõ cần sửa gì trước khi chuyển lại."))


@transaction.atomic
def await_approval(
    *, assignment_id: int, actor: User, number: str, date: date | None, to: str, now: datetime
) -> Assignment:
    """The product is signed above: number and date of the tờ trình, and to whom it went."""
    if not (number.strip() and date and to.strip()):
        raise TaskError("Chưa ghi được: cần số tờ trình, ngày tờ trình và cấp được trình.")
    assignment = _move(assignment_id, "await_approval", actor, now)
    assignment.submission_number, assignment.submission_date, assignment.submission_to = number, date, to
    assignment.save(update_fields=["submission_number", "submission_date", "submission_to"])
    return assignment


def confirm(*, assignment_id: int, actor: User, now: datetime) -> Assignment:
    return _move(assignment_id, "confirm", actor, now)


def take_back_confirmation(*, assignment_id: int, actor: User, now: datetime) -> Assignment:
    """Within a minute, by the same person, while nothing has followed; later `reopen` asks for a reason."""
    return _move(assignment_id, "take_back", actor, now)


@transaction.atomic
def request_supplement(*, assignment_id: int, actor: User, reason: str, text: str, now: datetime) -> Assignment:
    """Back to the unit with a reason and a sentence; the clock gives it the days it had left when it sent."""
    if reason not in Note.Reason.values:
        raise TaskError("Chọn một lý do đề nghị bổ sung.")
    text = _said(text, "Ghi rõ cần bổ sung gì, ít nhất một câu.")
    assignment = _move(assignment_id, "request_supplement", actor, now, reason=reason, text=text)
    post(notices.supplement_requested(assignment, f"{Note.Reason(reason).label}: “{text}”", now))
    return assignment


def reopen(*, assignment_id: int, actor: User, text: str, now: datetime) -> Assignment:
    return _move(assignment_id, "reopen", actor, now, text=_said(text, "Ghi rõ lý do mở lại việc đã xác nhận."))


def cancel(*, assignment_id: int, actor: User, text: str, now: datetime) -> Assignment:
    """`text` names the decision: number, date, authority."""
    return _move(
        assignment_id, "cancel", actor, now, text=_said(text, "Ghi số, ngày và cơ quan quyết định dừng việc.")
    )


@transaction.atomic
def _move(
    assignment_id: int, name: str, actor: User, now: datetime, *, reason: str = "", text: str = ""
) -> Assignment:
    assignment = lock(assignment_id)
    details: dict[str, Any] = {"reason": reason} if reason else {}
    try:
        event = make_move(assignment, name, actor=actor, now=now, **details)
    except TaskConflict:
        raise TaskConflict(who_moved_it(assignment)) from None
    if text or reason:
        Note.objects.create(
            assignment=assignment, author=actor, event=event, created_at=now, move=name, reason=reason, text=text
        )
    assignment.refresh_from_db(fields=["counted_due_date"])
    return assignment


def _said(text: str, remedy: str) -> str:
    if not text.strip():
        raise TaskError(remedy)
    return text.strip()

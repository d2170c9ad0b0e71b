"""Đề nghị điều chỉnh of a unit: asked, let out by the head, taken back. The old date counts meanwhile."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.operations import post
from tasks import notices, perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, ChangeRequest
from tasks.operations.filing import attached
from tasks.operations.locking import lock, who_moved_it
from tasks.operations.speaking import came_second, coming, said
from tasks.workflow import ChangeRequestFlow, gate
from units.models import Unit, User

Kind, State, Reason = ChangeRequest.Kind, ChangeRequest.State, ChangeRequest.Reason


def ask_change(
    *,
    assignment_id: int,
    actor: User,
    kind: str,
    reason: str,
    text: str,
    now: datetime,
    due_date: date | None = None,
    unit_id: int | None = None,
    proof_number: str = "",
    file: UploadedFile | None = None,
) -> ChangeRequest:
    """From an officer it waits for the head where the unit wants that; from the head it goes out at once."""
    request = ChangeRequest(kind=kind, reason=reason, created_at=now, author=actor)
    request.text = said(text, "Ghi lý do và việc sẽ làm, ít nhất một câu.")
    request.proof_number = proof_number.strip()[:200]
    _check(request, file)
    with attached(request, file), transaction.atomic():
        assignment = request.assignment = lock(assignment_id)
        _may_ask(assignment, kind, actor)
        _wish(request, due_date, unit_id, timezone.localdate(now))
        out = perms.can_send(actor, assignment)
        request.state, request.asked_at = (State.ASKED, now) if out else (State.AT_HEAD, None)
        request.due_before = assignment.due_date
        request.event = record(
            "tasks.change_asked" if out else "tasks.change_drafted",
            ("assignment", assignment.pk),
            actor=actor,
            plan_id=assignment.plan_id,
            kind=kind,
        )
        request.save()
        post(notices.change_asked(request) if out else notices.change_at_head(request, now))
    return request


def _check(request: ChangeRequest, file: UploadedFile | None) -> None:
    if request.kind not in Kind.values:
        raise TaskError("Chọn điều chỉnh thời hạn, phân công hay dừng thực hiện.")
    if request.reason not in Reason.values:
        raise TaskError("Chọn nguyên nhân khách quan hay chủ quan.")
    if request.reason == Reason.OBJECTIVE and not (request.proof_number or file):
        raise TaskError("Nguyên nhân khách quan cần văn bản chứng minh: ghi số, ngày văn bản hoặc chọn tệp.")


def _may_ask(assignment: Assignment, kind: str, actor: User) -> None:
    if not perms.can_work(actor, assignment):
        raise PermissionDenied("ask")
    if assignment.state in Assignment.State.finished():
        raise TaskConflict(who_moved_it(assignment))
    pending = assignment.changerequests.pending().filter(kind=kind).select_related("author").first()
    if pending:
        raise TaskConflict(
            f"Việc này đang có đề nghị điều chỉnh {pending.get_kind_display()} của {pending.author} "
            f"gửi {timezone.localtime(pending.created_at):%H:%M ngày %d/%m/%Y}. Rút đề nghị đó trước khi gửi mới."
        )


def _wish(request: ChangeRequest, due_date: date | None, unit_id: int | None, today: date) -> None:
    assignment = request.assignment
    if request.kind == Kind.DEADLINE:
        if assignment.due_date is None:
            raise TaskError("Việc này không có ngày để điều chỉnh. Đăng ký mốc thay cho đề nghị điều chỉnh thời hạn.")
        request.wanted_due_date = coming(due_date, today, "hạn mới đề nghị")
        if due_date <= assignment.due_date:
            raise TaskError(f"Hạn mới phải sau hạn đang tính {assignment.due_date:%d/%m/%Y}. Chọn ngày muộn hơn.")
    elif request.kind == Kind.LEAD:
        request.wanted_unit = Unit.objects.active(today).filter(pk=unit_id).exclude(pk=assignment.unit_id).first()
        if request.wanted_unit is None:
            raise TaskError("Chọn đơn vị khác để đề nghị giao việc này.")


@transaction.atomic
def approve_change(*, request_id: int, actor: User, now: datetime) -> ChangeRequest:
    """The head lets the officer's request out of the unit."""
    request = move_request(lock_request(request_id), "approve", actor, now)
    post(notices.change_asked(request))
    return request


@transaction.atomic
def withdraw_change(*, request_id: int, actor: User, now: datetime) -> ChangeRequest:
    return move_request(lock_request(request_id), "withdraw", actor, now)


def lock_request(request_id: int) -> ChangeRequest:
    """The request under the lock of its assignment, which every step takes first."""
    assignment = lock(ChangeRequest.objects.values_list("assignment", flat=True).get(pk=request_id))
    request = ChangeRequest.objects.select_related("author", "wanted_unit", "event").get(pk=request_id)
    request.assignment = assignment
    return request


def move_request(request: ChangeRequest, name: str, actor: User, now: datetime, **words: object) -> ChangeRequest:
    def gone() -> str:
        return came_second(request, request.assignment_id, "request", "đề nghị")

    gate(ChangeRequestFlow(request, actor, now), name, actor=actor, gone=gone, **words)
    return request

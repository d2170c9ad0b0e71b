"""Yêu cầu phối hợp: a lead asks a partner, or records what an outsider answered; partners owe only when asked."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.operations import post
from plans.models import Party
from tasks import notices, perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, ContributionRequest
from tasks.operations.filing import attached
from tasks.operations.locking import lock, who_moved_it
from tasks.operations.speaking import came_second, coming, gone_by, said
from tasks.workflow import ContributionFlow, gate
from units.models import Unit, User


@transaction.atomic
def ask_contribution(
    *,
    assignment_id: int,
    actor: User,
    what: str,
    now: datetime,
    due_date: date | None,
    partner_id: int | None = None,
    outsider: str = "",
) -> ContributionRequest:
    """Of one unit, or of an outsider by name: then the lead writes a letter and records the answer."""
    today = timezone.localdate(now)
    request = ContributionRequest(created_at=now, author=actor, outsider=outsider.strip()[:300])
    request.what = said(what, "Ghi rõ cần phối hợp gì.")
    request.due_date = coming(due_date, today, "ngày cần có kết quả phối hợp")
    assignment = request.assignment = lock(assignment_id)
    _may_ask(assignment, actor)
    request.partner = _partner(assignment, partner_id, request.outsider, today)
    _refuse_twice(request)
    request.event = record("tasks.contribution_asked", ("assignment", assignment.pk), **_by(request, actor))
    request.save()
    if request.partner:
        Party.objects.get_or_create(plan=assignment.plan, unit=request.partner, part=Party.Part.PARTNER)
    post(notices.contribution(request, "contribution_asked", now))
    return request


def deliver_contribution(
    *,
    request_id: int,
    actor: User,
    text: str,
    now: datetime,
    number: str = "",
    date: date | None = None,
    file: UploadedFile | None = None,
) -> ContributionRequest:
    """By the partner; of an outsider the lead records the letter, with its number and date."""
    text = said(text, "Ghi kết quả phối hợp, ít nhất một câu.")
    number = number.strip()[:60]
    if date is not None:
        gone_by(date, timezone.localdate(now), "ngày văn bản")
    incoming = ContributionRequest()
    with attached(incoming, file), transaction.atomic():
        request = _locked(request_id)
        if request.outsider and not (number and date):
            raise TaskError("Ghi số và ngày văn bản trả lời của cơ quan ngoài hệ thống.")
        if file is not None:
            for name in ("file", "file_name", "content_type", "size", "sha256"):
                setattr(request, name, getattr(incoming, name))
        _move(request, "deliver", actor, now, text=text, number=number, day=date)
        post(notices.contribution(request, "contribution_delivered", now))
    return request


@transaction.atomic
def accept_contribution(*, request_id: int, actor: User, now: datetime) -> ContributionRequest:
    request = _move(_locked(request_id), "accept", actor, now)
    post(notices.contribution(request, "contribution_accepted", now))
    return request


@transaction.atomic
def ask_contribution_again(
    *, request_id: int, actor: User, text: str, now: datetime, due_date: date | None = None
) -> ContributionRequest:
    """With what is missing; a new day only where the lead names one."""
    text = said(text, "Ghi rõ cần làm thêm gì.")
    request = _locked(request_id)
    if due_date is not None:
        request.due_date = coming(due_date, timezone.localdate(now), "ngày cần có kết quả phối hợp")
    _move(request, "ask_again", actor, now, text=text)
    post(notices.contribution(request, "contribution_asked_again", now))
    return request


@transaction.atomic
def withdraw_contribution(*, request_id: int, actor: User, now: datetime) -> ContributionRequest:
    request = _move(_locked(request_id), "withdraw", actor, now)
    post(notices.contribution(request, "contribution_withdrawn", now))
    return request


def _may_ask(assignment: Assignment, actor: User) -> None:
    if not perms.can_work(actor, assignment):
        raise PermissionDenied("ask")
    if assignment.state in Assignment.State.finished():
        raise TaskConflict(who_moved_it(assignment))


def _partner(assignment: Assignment, partner_id: int | None, outsider: str, today: date) -> Unit | None:
    if bool(partner_id) == bool(outsider):
        raise TaskError("Chọn một đơn vị phối hợp, hoặc ghi tên cơ quan ngoài hệ thống.")
    if outsider:
        return None
    partner = Unit.objects.active(today).filter(pk=partner_id).exclude(pk=assignment.unit_id).first()
    if partner is None:
        raise TaskError("Chọn một đơn vị khác đang hoạt động làm đơn vị phối hợp.")
    return partner


def _refuse_twice(request: ContributionRequest) -> None:
    """A button pressed twice asks once."""
    whom = {"partner": request.partner, "outsider": request.outsider, "what": request.what}
    if request.assignment.contributionrequests.open().filter(**whom).exists():
        raise TaskConflict(f"Yêu cầu này đã gửi {request.asked_of} và đang chờ. Không gửi lần thứ hai.")


def _locked(request_id: int) -> ContributionRequest:
    assignment = lock(ContributionRequest.objects.values_list("assignment", flat=True).get(pk=request_id))
    request = ContributionRequest.objects.select_related("partner", "author", "event").get(pk=request_id)
    request.assignment = assignment
    return request


def _move(
    request: ContributionRequest, name: str, actor: User, now: datetime, **words: object
) -> ContributionRequest:
    def gone() -> str:
        return came_second(request, request.assignment_id, "request", "yêu cầu phối hợp")

    gate(ContributionFlow(request, actor, now), name, actor=actor, gone=gone, **words)
    return request


def _by(request: ContributionRequest, actor: User) -> dict[str, object]:
    return {"actor": actor, "plan_id": request.assignment.plan_id, "unit": request.partner_id}

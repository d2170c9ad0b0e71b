"""The focal unit's opinion on change requests, and the decision of the authority that the plan names.

Both take several requests at once, all or none: one decision is one document.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.operations import post
from tasks import notices, perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, ChangeRequest, DecisionPaper
from tasks.operations import deciding
from tasks.operations.deciding import Decision
from tasks.operations.filing import attached
from tasks.operations.requesting import move_request
from tasks.operations.speaking import coming, gone_by, said
from tasks.queries.clear import decider
from units.models import Unit, User

Kind = ChangeRequest.Kind
MOST = 200


@transaction.atomic
def opine(
    *, request_ids: Iterable[int], actor: User, agrees: bool | None, text: str, now: datetime
) -> list[ChangeRequest]:
    """One opinion for one request or many; the units are told."""
    text = said(text, "Ghi ý kiến của cơ quan đầu mối, ít nhất một câu.")
    if agrees is None:
        raise TaskError("Chọn đồng ý hay không đồng ý với đề nghị.")
    requests = _locked(request_ids)
    for request in requests:
        move_request(request, "opine", actor, now, agrees=agrees, text=text)
    post(notices.change_opined(requests))
    return requests


def decide(
    *,
    request_ids: Iterable[int],
    actor: User,
    approved: bool | None,
    number: str,
    date: date | None,
    file: UploadedFile | None,
    now: datetime,
    due_dates: Mapping[int, date] | None = None,
    unit_id: int | None = None,
) -> list[ChangeRequest]:
    """Record what the plan's authority decided.

    Each request gets what it asked for, unless the document says other: `due_dates` by request, or another unit.
    """
    if approved is None:
        raise TaskError("Chọn điều chỉnh hay không điều chỉnh.")
    number = said(number, "Ghi số, ký hiệu văn bản quyết định.", longest=60)
    gone_by(date, timezone.localdate(now), "ngày văn bản quyết định")
    if file is None:
        raise TaskError("Chọn tệp văn bản quyết định.")
    paper = DecisionPaper(number=number, date=date, author=actor, created_at=now)
    with attached(paper, file), transaction.atomic():
        requests = _locked(request_ids)
        paper = _one_paper(paper, requests, actor)
        for request in requests:
            request.decision = paper
            if approved:
                _grant(request, (due_dates or {}).get(request.pk), unit_id, actor, now)
            else:
                move_request(request, "decline", actor, now)
        if not approved:
            post(notices.change_declined(requests))
    return requests


def _grant(request: ChangeRequest, due_date: date | None, unit_id: int | None, actor: User, now: datetime) -> None:
    paper = request.decision
    if request.kind == Kind.DEADLINE:
        due_date = due_date or request.wanted_due_date
        request.decided_due_date = coming(due_date, paper.date, "hạn được quyết định")
    elif request.kind == Kind.LEAD:
        chosen = unit_id or request.wanted_unit_id
        active = Unit.objects.active(timezone.localdate(now)).exclude(pk=request.assignment.unit_id)
        request.decided_unit = active.filter(pk=chosen).first()
        if request.decided_unit is None:
            raise TaskError("Đơn vị được giao không còn hoạt động, hoặc chính là đơn vị đang làm. Chọn đơn vị khác.")
    move_request(request, "grant", actor, now)
    _apply(request, actor, now)


def _apply(request: ChangeRequest, actor: User, now: datetime) -> None:
    paper = request.decision
    decision = Decision(paper.authority, paper.number, paper.date)
    common = {
        "assignments": [request.assignment],
        "decision": decision,
        "actor": actor,
        "now": now,
        "request": request,
    }
    if request.kind == Kind.DEADLINE:
        deciding.apply_deadline(due_date=request.decided_due_date, **common)
    elif request.kind == Kind.LEAD:
        deciding.apply_lead(units=[request.decided_unit], **common)
    else:
        deciding.apply_drop(**common)


def _one_paper(paper: DecisionPaper, requests: list[ChangeRequest], actor: User) -> DecisionPaper:
    """Of one plan and so of one authority; a document that is known already keeps the file it has."""
    plans = {request.assignment.plan for request in requests}
    if len(plans) > 1:
        raise TaskError("Các đề nghị đã chọn thuộc nhiều văn bản giao việc. Ghi quyết định theo từng văn bản.")
    if not all(perms.can_record_decision(actor, request.assignment) for request in requests):
        raise PermissionDenied("decide")
    paper.plan = plans.pop()
    paper.authority = decider(paper.plan)
    same = {"plan": paper.plan, "authority": paper.authority, "number": paper.number, "date": paper.date}
    known = DecisionPaper.objects.filter(**same).select_related("author")
    if not known.exists():
        try:
            with transaction.atomic():
                return _saved(paper)
        except IntegrityError:  # somebody has just recorded the same document for other requests
            paper.pk = None
    return _joined(known.get(), paper)


def _joined(known: DecisionPaper, paper: DecisionPaper) -> DecisionPaper:
    if known.sha256 and known.sha256 != paper.sha256:
        raise TaskConflict(
            f"Văn bản {known.number} đã được {known.author} ghi với một tệp khác. Kiểm tra lại số, ngày và tệp."
        )
    if known.sha256:
        paper.file.delete(save=False)
        return known
    for name in ("file", "file_name", "content_type", "size", "sha256"):
        setattr(known, name, getattr(paper, name))
    return _saved(known)


def _saved(paper: DecisionPaper) -> DecisionPaper:
    paper.save()
    return paper


def _locked(request_ids: Iterable[int]) -> list[ChangeRequest]:
    """Assignments first, in the order of their numbers, as every writer takes them."""
    ids = set(request_ids)
    if not ids:
        raise TaskError("Chưa chọn đề nghị nào. Đánh dấu các đề nghị rồi làm lại.")
    if len(ids) > MOST:
        raise TaskError(f"Mỗi lần ghi nhiều nhất {MOST} đề nghị. Chọn ít hơn rồi làm tiếp.")
    of = Assignment.objects.filter(changerequests__in=ids)
    rows = {row.pk: row for row in deciding.lock_all(of)}
    requests = list(
        ChangeRequest.objects.filter(pk__in=ids).select_related("wanted_unit").order_by("assignment_id", "pk")
    )
    if len(requests) < len(ids):
        raise TaskConflict("Một số đề nghị đã chọn không còn. Tải lại danh sách rồi chọn lại; chưa có gì được ghi.")
    for request in requests:
        request.assignment = rows[request.assignment_id]
    return requests

"""Việc được giao: one assignment, what its unit does with it, and its timeline."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from notifications.operations import note_opened
from tasks import operations, perms
from tasks.forms.proving import CriteriaForm, EvidenceForm, MilestoneForm
from tasks.forms.work import NoteForm, ReceiveForm, SubmissionForm, UpdateForm
from tasks.models import Assignment, Evidence
from tasks.queries import changes, helping, promised
from tasks.queries.badges import badge, distance
from tasks.queries.beside import beside
from tasks.queries.changes import Step
from tasks.queries.clear import Staff, six_things
from tasks.queries.proofs import current, proofs, told
from tasks.queries.timeline import Words, timeline
from tasks.views.answering import act, form_of_work
from tasks.workflow import moves_for, unmet
from units.calendars import WorkCalendar

RELATED = ("plan", "task", "milestone", "unit", "confirming_unit")
ICONS = {
    "tasks.received": "inbox",
    "tasks.updated": "progress",
    "tasks.evidence_added": "paperclip",
    "tasks.sent": "send",
    "tasks.confirmed": "circle-check",
    "tasks.supplement_requested": "file-plus",
    "plans.published": "file-text",
}
WORDED = {"cancel": NoteForm, "hand_back": NoteForm, "reopen": NoteForm, "await_approval": SubmissionForm}
DONE = {
    "propose": "Đã trình lãnh đạo.",
    "send": "Đã gửi báo cáo hoàn thành.",
    "hand_back": "Đã chuyển lại chuyên viên.",
    "await_approval": "Đã ghi số tờ trình, việc chuyển sang chờ phê duyệt.",
    "confirm": "Đã xác nhận hoàn thành.",
    "reopen": "Đã mở lại việc.",
    "cancel": "Đã ghi dừng thực hiện.",
}


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request, pk)
    note_opened(subject=("assignment", pk), who=(request.user.pk, None), now=timezone.now())
    return page_of(request, found)


@form_of_work
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible(request, pk)
    form = _receive_form(assignment, Staff.of(assignment.unit_id, timezone.localdate()), request.POST)
    if not form.is_valid():
        return page_of(request, assignment, status=400, receive_form=form)
    people = {"leader_id": int(form.cleaned_data["leader"]), "officer_id": int(form.cleaned_data["officer"])}
    people["delegated_to"] = form.cleaned_data["delegated_to"]
    return acted(
        request,
        assignment,
        "Đã tiếp nhận, ghi người thực hiện.",
        operations.receive,
        form_name="receive_form",
        form=form,
        **people,
    )


@form_of_work
def update(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible(request, pk, related=())
    form = UpdateForm(request.POST, assignment=assignment)
    if not form.is_valid():
        return page_of(request, assignment, status=400, update_form=form)
    done = "Đã lưu cập nhật."
    return acted(
        request, assignment, done, operations.update_progress, form_name="update_form", form=form, **form.cleaned_data
    )


@form_of_work
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """A step of the lifecycle, each with the words it needs; asking for a supplement stands on the queue's page."""
    assignment = visible(request, pk, related=())
    if move not in DONE:
        raise Http404
    form = SubmissionForm(request.POST) if move == "await_approval" else NoteForm(request.POST)
    if not form.is_valid():
        return page_of(request, assignment, status=400, **{f"{move}_form": form})
    words = {} if move in ("propose", "send", "confirm") else form.cleaned_data
    return acted(
        request, assignment, DONE[move], getattr(operations, move), form_name=f"{move}_form", form=form, **words
    )


def visible(request: HttpRequest, pk: int, *, related: tuple[str, ...] = RELATED) -> Assignment:
    """With all that its page shows; an act that goes well needs none of it."""
    rows = Assignment.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related(*related) if related else rows, pk=pk)


def acted(
    request: HttpRequest,
    assignment: Assignment,
    done: str,
    operation: Any,
    *,
    form_name: str,
    form: Any,
    **details: Any,
) -> HttpResponse:
    def again(error: str) -> HttpResponse:
        form.add_error(None, error)
        return page_of(request, assignment, status=400, **{form_name: form})

    def do() -> object:
        return operation(assignment_id=assignment.pk, actor=request.user, now=timezone.now(), **details)

    return act(request, do, done=done, then=assignment.get_absolute_url(), again=again)


def _receive_form(assignment: Assignment, staff: Staff, data: Any = None) -> ReceiveForm:
    return ReceiveForm(
        data,
        leaders=staff.heads,
        officers=staff.everyone,
        initial={name: getattr(assignment, f"{name}_id") for name in ("leader", "officer")}
        | {"delegated_to": assignment.delegated_to},
    )


def page_of(request: HttpRequest, assignment: Assignment, *, status: int = 200, **more: Any) -> HttpResponse:
    today = timezone.localdate()
    readable = perms.can_read_work(request.user, assignment)
    staff = Staff.of(assignment.unit_id, today)
    staff.fill_in(assignment)
    moves = {move.slug: move for move in moves_for(request.user, assignment)}
    context = {
        "assignment": assignment,
        "badge": badge(assignment, today, progress=readable),
        "six": six_things(assignment, staff, today),
        "distance": distance(assignment.counted_due_date, today),
        "sooner": _sooner(assignment, today),
        "readable": readable,
        "moves": moves,
        "confirm_url": reverse("tasks:confirm_queue") + f"?viec={assignment.pk}",
        "error": "",
    } | {f"{slug}_form": form() for slug, form in WORDED.items() if slug in moves}
    if readable:
        context |= _work(request, assignment, staff)
    return render(request, "tasks/assignment.html", context | more, status=status)


def _sooner(assignment: Assignment, today: date) -> date | None:
    """The working day to be done by, where the due date is a day off."""
    due = assignment.counted_due_date
    if due is None or due < today or assignment.state != assignment.State.OPEN:
        return None
    day = WorkCalendar.load().on_or_before(due)
    return day if day != due else None


def _work(request: HttpRequest, assignment: Assignment, staff: Staff) -> dict[str, Any]:
    """What only readers of the work see: forms for its people, evidence, words, timeline."""
    works = perms.can_work(request.user, assignment)
    editable = works and assignment.state == Assignment.State.OPEN
    kinds, evidence = beside(assignment), told(assignment)
    words, pieces = Words.about(assignment, kinds, evidence), proofs(assignment, request.user, evidence)
    products = assignment.task.products
    shown = {one for piece in pieces for one in piece.products}
    return {
        "works": works,
        "update_form": UpdateForm(assignment=assignment) if editable else None,
        "evidence_form": evidence_form(assignment, evidence) if editable else None,
        "criteria_form": CriteriaForm(assignment=assignment) if editable and assignment.task.criteria else None,
        "answers": [(one, assignment.acceptance_answers.get(one, {})) for one in assignment.task.criteria],
        "receive_form": _receive_form(assignment, staff)
        if works and assignment.state not in assignment.State.finished()
        else None,
        "proofs": pieces,
        "unproved": [one for one in products if one not in shown] if len(products) > 1 else [],
        "obstacles": [one for one in words.obstacle if one.closed_at is None],
        "unmet": unmet(assignment, current(evidence)) if works else "",
        "supplement": next((note for note in words.note if note.move == "request_supplement"), None),
        "entries": [(entry, ICONS.get(entry.event.verb, "circle-dashed")) for entry in timeline(assignment, words)],
        "path": _path(assignment),
    } | _asked(request, assignment, works, kinds)


def evidence_form(assignment: Assignment, evidence: list[Evidence], *args: Any) -> EvidenceForm:
    return EvidenceForm(*args, assignment=assignment, pieces=current(evidence))


def _asked(request: HttpRequest, assignment: Assignment, works: bool, kinds: set[str]) -> dict[str, Any]:
    """What the unit asked to change, what was decided, and where the work came from and went."""
    rows = changes.requests_of(assignment, request.user) if "changerequests" in kinds else []
    paths = [{"change": row, "wish": changes.wish(row), "path": changes.path(row, assignment)} for row in rows]
    running = assignment.state not in assignment.State.finished()
    return {
        "milestones": promised.of_work(assignment) if "registeredmilestones" in kinds else [],
        "milestone_form": MilestoneForm() if works and running else None,
        "is_head": perms.is_head(request.user, assignment),
        "notes": perms.can_opine(request.user, assignment),
        "requests": paths,
        "pending": any(row.is_pending for row in rows),
        "changes": changes.changes_of(assignment) if "changes" in kinds else [],
        "contributions": helping.of_work(assignment) if "contributionrequests" in kinds else [],
        "continued_by": assignment.continued_by.all() if "continued_by" in kinds else [],
        "continues": assignment.continues.all() if "continues" in kinds else [],
        "may_ask": works and running,
    }


def _path(assignment: Assignment) -> list[Step]:
    """trình lãnh đạo → duyệt và gửi → xác nhận kết quả, with who acts at each."""
    state, S = assignment.state, Assignment.State
    steps = [
        ("Trình lãnh đạo", f"chuyên viên: {assignment.officer or 'chưa ghi'}", [S.OPEN]),
        ("Duyệt và gửi", f"lãnh đạo: {assignment.leader or 'chưa ghi'}", [S.AT_HEAD]),
        ("Xác nhận kết quả", str(assignment.confirming_unit or "thủ trưởng đơn vị"), S.with_the_confirmer()),
    ]
    if not assignment.unit.needs_head_approval:
        steps = [("Gửi báo cáo hoàn thành", f"chuyên viên: {assignment.officer or 'chưa ghi'}", [S.OPEN]), steps[2]]
    now = next((n for n, (_, _, states) in enumerate(steps) if state in states), len(steps))
    words = ["done" if n < now else "now" if n == now else "todo" for n in range(len(steps))]
    return [Step(label, note, word) for (label, note, _), word in zip(steps, words, strict=True)]

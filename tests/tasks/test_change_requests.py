"""Đề nghị điều chỉnh: every role × state × move, what is refused, and what a decision does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from journal.models import Event
from notifications.models import Message
from plans.models import Plan
from tasks import operations
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, ChangeRequest, DecisionPaper
from tasks.workflow.requests import VERBS, request_moves
from tests.cast import NOW
from tests.factories import AssignmentFactory

LATER = date(2026, 3, 31)
ASKED_AGAIN = NOW + timedelta(hours=2)
ROLES = [
    "focal_officer", "unit_officer", "unit_head", "office_officer", "partner_officer",
    "stranger", "inspector", "city_leader", "admin",
]  # fmt: skip
OFFICER, HEAD, FOCAL, OFFICE = "unit_officer", "unit_head", "focal_officer", "office_officer"
ALLOWED = {
    ("at_head", "approve"): {HEAD},
    ("at_head", "withdraw"): {OFFICER, HEAD},
    ("asked", "opine"): {FOCAL},
    ("asked", "grant"): {FOCAL, OFFICE},
    ("asked", "decline"): {FOCAL, OFFICE},
    ("asked", "withdraw"): {HEAD},
    ("opined", "grant"): {FOCAL, OFFICE},
    ("opined", "decline"): {FOCAL, OFFICE},
    ("opined", "withdraw"): {HEAD},
}


def letter(content: bytes = b"%PDF-1.7 quyet dinh") -> SimpleUploadedFile:
    return SimpleUploadedFile("3105-UBND-KGVX.pdf", content)


def ask(cast, actor=None, **more):
    wanted = {"kind": "deadline", "reason": "subjective", "text": "Cần thêm hai tháng", "due_date": LATER} | more
    given = {"assignment_id": cast.assignment.pk, "actor": actor or cast.unit_head, "now": NOW}
    return operations.ask_change(**given | wanted)


def opine(cast, *requests, actor=None, agrees=True):
    ids = [request.pk for request in requests]
    return operations.opine(
        request_ids=ids, actor=actor or cast.focal_officer, agrees=agrees, text="Đồng ý, trình Thành phố", now=NOW
    )


def decide(cast, *requests, actor=None, **more):
    details = {
        "approved": True, "number": "3105/UBND-KGVX", "date": date(2026, 1, 14), "file": letter(), "now": ASKED_AGAIN,
    } | more  # fmt: skip
    ids = [request.pk for request in requests]
    return operations.decide(request_ids=ids, actor=actor or cast.office_officer, **details)


def in_state(cast, state):
    """A request that went there by its own steps."""
    request = ask(cast, cast.unit_officer if state == "at_head" else cast.unit_head)
    if state in ("opined", "approved", "not_approved"):
        opine(cast, request)
    if state in ("approved", "not_approved"):
        decide(cast, request, approved=state == "approved")
    if state == "withdrawn":
        operations.withdraw_change(request_id=request.pk, actor=cast.unit_head, now=NOW)
    request = ChangeRequest.objects.select_related("assignment__plan", "assignment__unit").get(pk=request.pk)
    assert request.state == state
    return request


def try_move(cast, request, move, actor):
    one = {"request_id": request.pk, "actor": actor, "now": NOW}
    moves = {
        "approve": lambda: operations.approve_change(**one),
        "opine": lambda: opine(cast, request, actor=actor),
        "grant": lambda: decide(cast, request, actor=actor),
        "decline": lambda: decide(cast, request, actor=actor, approved=False),
        "withdraw": lambda: operations.withdraw_change(**one),
    }
    return moves[move]()


@pytest.mark.parametrize("state", ChangeRequest.State.values)
def test_only_the_table_is_offered_and_the_rest_refused(cast, state):
    request = in_state(cast, state)
    sources = {move for s, move in ALLOWED if s == state}
    for role in ROLES:
        user = getattr(cast, role)
        allowed = {move for move in VERBS if role in ALLOWED.get((state, move), set())}
        assert request_moves(user, request) == allowed, role
        for move in set(VERBS) - allowed:
            refusals = PermissionDenied if move in sources else (TaskConflict, PermissionDenied)
            with pytest.raises(refusals):
                try_move(cast, request, move, user)
    assert ChangeRequest.objects.get().state == state


def test_an_officers_request_waits_for_the_head_and_then_goes_out(cast):
    request = ask(cast, cast.unit_officer)
    assert request.state == "at_head"
    assert not ChangeRequest.objects.visible_to(cast.focal_officer).exists()
    assert Message.objects.get(kind="change_at_head").user == cast.unit_head
    operations.approve_change(request_id=request.pk, actor=cast.unit_head, now=ASKED_AGAIN)
    request.refresh_from_db()
    assert (request.state, request.asked_at) == ("asked", ASKED_AGAIN)
    assert Message.objects.get(kind="change_asked").user == cast.focal_officer
    assert [event.verb for event in Event.objects.order_by("id")] == ["tasks.change_drafted", "tasks.change_asked"]


def test_until_it_is_decided_the_old_date_counts(cast):
    request = ask(cast)
    opine(cast, request)
    cast.assignment.refresh_from_db()
    assert (cast.assignment.due_date, request.due_before) == (date(2026, 1, 31), date(2026, 1, 31))
    decide(cast, request)
    cast.assignment.refresh_from_db()
    assert (cast.assignment.due_date, cast.assignment.original_due_date) == (LATER, date(2026, 1, 31))
    request.refresh_from_db()
    assert str(request.decision) == "UBND thành phố Hà Nội, 3105/UBND-KGVX ngày 14/01/2026"
    assert (request.decided_due_date, request.change.due_before) == (LATER, date(2026, 1, 31))
    assert request.decision.file_name == "3105-UBND-KGVX.pdf"
    assert set(Message.objects.filter(unit=None).values_list("kind", flat=True)) >= {"change_opined", "changed"}


def test_the_document_may_give_another_date_or_unit_than_was_asked(cast):
    other = date(2026, 2, 28)
    deadline = in_state(cast, "opined")
    lead = ask(cast, kind="lead", unit_id=cast.partner.pk, due_date=None)
    opine(cast, lead)
    decide(cast, deadline, due_dates={deadline.pk: other})
    decide(cast, lead, number="9/UBND", unit_id=cast.elsewhere.pk)
    lead.refresh_from_db()
    assert lead.decided_unit == cast.elsewhere
    after = Assignment.objects.get(unit=cast.elsewhere)
    assert (after.state, after.due_date, after.original_due_date) == ("open", other, date(2026, 1, 31))


def test_a_request_to_stop_ends_the_work_by_its_document(cast):
    request = ask(cast, kind="drop", due_date=None)
    opine(cast, request)
    decide(cast, request)
    assert Assignment.objects.get().state == "cancelled"
    with pytest.raises(TaskConflict):
        ask(cast)


def test_what_is_not_approved_changes_nothing_and_the_unit_is_told(cast):
    request = in_state(cast, "not_approved")
    cast.assignment.refresh_from_db()
    assert cast.assignment.due_date == date(2026, 1, 31)
    assert request.decision.number == "3105/UBND-KGVX"
    assert Message.objects.filter(kind="change_declined").exists()
    assert ask(cast).state == "asked"


def test_the_focal_unit_decides_alone_only_what_the_plan_leaves_to_it(cast):
    request = ask(cast)
    with pytest.raises(TaskError, match="cần ý kiến của cơ quan đầu mối"):
        decide(cast, request, actor=cast.focal_officer)
    Plan.objects.update(who_decides=Plan.Decider.FOCAL)
    with pytest.raises(PermissionDenied):
        decide(cast, request, actor=cast.office_officer)
    (decided,) = decide(cast, request, actor=cast.focal_officer)
    assert decided.decision.authority == "Sở Tài chính"


def test_the_focal_units_own_request_is_looked_at_by_the_oversight_unit(cast):
    Assignment.objects.update(unit=cast.focal, confirming_unit=cast.office)
    cast.focal.needs_head_approval = False
    cast.focal.save()
    request = ask(cast, cast.focal_officer)
    with pytest.raises(PermissionDenied):
        opine(cast, request, actor=cast.focal_officer)
    opine(cast, request, actor=cast.office_officer)
    with pytest.raises(PermissionDenied):
        decide(cast, request, actor=cast.focal_officer)
    assert decide(cast, request, actor=cast.office_officer)[0].state == "approved"


def test_many_requests_are_decided_by_one_document_all_or_none(cast):
    others = [AssignmentFactory(task__plan=cast.plan, unit=cast.ward) for _ in range(3)]
    requests = [ask(cast), *(ask(cast, assignment_id=a.pk) for a in others)]
    opine(cast, *requests[:3])
    with pytest.raises(TaskError, match="cần ý kiến"):
        decide(cast, *requests)
    assert not DecisionPaper.objects.exists()
    assert set(Assignment.objects.values_list("due_date", flat=True)) == {date(2026, 1, 31)}
    opine(cast, requests[3])
    decide(cast, *requests)
    assert DecisionPaper.objects.get().changes.count() == 4
    assert set(Assignment.objects.values_list("due_date", flat=True)) == {LATER}


def test_requests_of_two_plans_need_two_documents(cast):
    other = AssignmentFactory(unit=cast.ward, task__plan__focal_unit=cast.focal)
    requests = [ask(cast), ask(cast, assignment_id=other.pk)]
    opine(cast, *requests)
    with pytest.raises(TaskError, match="nhiều văn bản giao việc"):
        decide(cast, *requests, actor=cast.focal_officer)


def test_one_document_recorded_again_joins_and_another_file_under_its_number_is_refused(cast):
    first, second = ask(cast), ask(cast, kind="drop", due_date=None)
    opine(cast, first, second)
    decide(cast, first)
    with pytest.raises(TaskConflict, match="ghi với một tệp khác"):
        decide(cast, second, file=letter(b"%PDF-1.7 khac"))
    decide(cast, second)
    assert DecisionPaper.objects.get().requests.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_date": date(2026, 1, 14)}, "đã qua"),
        ({"due_date": date(2026, 1, 31)}, "phải sau hạn đang tính 31/01/2026"),
        ({"due_date": date(9999, 12, 31)}, "quá xa"),
        ({"due_date": None}, "Chọn hạn mới"),
        ({"text": "   "}, "Ghi lý do"),
        ({"text": "x" * 10_000}, "10000 ký tự"),
        ({"kind": "khac"}, "Chọn điều chỉnh"),
        ({"reason": ""}, "Chọn nguyên nhân"),
        ({"reason": "objective"}, "cần văn bản chứng minh"),
        ({"kind": "lead", "due_date": None, "unit_id": None}, "Chọn đơn vị khác"),
        ({"kind": "lead", "due_date": None, "unit_id": 10**9}, "Chọn đơn vị khác"),
        ({"file": SimpleUploadedFile("a.pdf", b"MZ\x90 chay duoc")}, "không phải PDF"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "trống"),
        ({"file": SimpleUploadedFile("a.svg", b"<svg><script/></svg>")}, "không phải PDF"),
    ],
)
def test_a_wrong_request_is_refused_in_one_sentence_and_nothing_is_written(cast, wrong, sentence):
    with pytest.raises(TaskError, match=sentence):
        ask(cast, **wrong)
    assert not ChangeRequest.objects.exists()
    assert not Event.objects.exists()


def test_a_file_above_the_limit_is_refused(cast, settings):
    settings.UPLOAD_LIMIT_MB = 1
    with pytest.raises(TaskError, match="lớn hơn 1 MB"):
        ask(cast, file=letter(b"%PDF-" + b"0" * 1024 * 1024))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": " "}, "Ghi số, ký hiệu"),
        ({"date": None}, "Ghi ngày văn bản"),
        ({"date": date(2026, 1, 16)}, "chưa đến"),
        ({"file": None}, "Chọn tệp văn bản"),
        ({"approved": None}, "Chọn điều chỉnh hay không"),
        ({"due": date(2026, 1, 1)}, "đã qua"),
    ],
)
def test_a_decision_needs_its_number_day_and_file(cast, wrong, sentence):
    request = in_state(cast, "opined")
    if due := wrong.pop("due", None):
        wrong["due_dates"] = {request.pk: due}
    with pytest.raises(TaskError, match=sentence):
        decide(cast, request, **wrong)
    request.refresh_from_db()
    assert (request.state, request.decision) == ("opined", None)
    assert not DecisionPaper.objects.exists()


def test_a_second_request_of_a_kind_is_told_who_asked_first(cast):
    ask(cast)
    with pytest.raises(TaskConflict, match=f"của {cast.unit_head} gửi 09:00 ngày 15/01/2026"):
        ask(cast)
    assert ask(cast, kind="drop", due_date=None).state == "asked"


def test_the_database_itself_keeps_one_pending_and_the_proof(cast):
    request = ask(cast)
    row = {f: getattr(request, f) for f in ("assignment", "author", "event", "created_at", "kind", "text")}
    for wrong in ({"reason": "subjective"}, {"reason": "objective", "state": "withdrawn"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChangeRequest.objects.create(**row, **wrong, wanted_due_date=LATER)


def test_who_comes_second_is_told_who_decided_and_when(cast):
    request = in_state(cast, "approved")
    with pytest.raises(TaskConflict, match=str(cast.office_officer)) as refused:
        operations.withdraw_change(request_id=request.pk, actor=cast.unit_head, now=NOW)
    assert "sang “Đã điều chỉnh” lúc" in refused.value.message

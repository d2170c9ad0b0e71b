"""An amended version of a plan in force: known, compared row by row, applied without losing what was done."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from intake.models import Doubt
from intake.operations import DraftIsGone, IntakeError
from intake.operations.amending import apply_version, fingerprint, set_amended
from intake.operations.recognising import overlaps
from intake.queries.parts import compare_parts
from journal.models import Event
from notifications.models import Message
from plans.models import Plan, PlanLink
from tasks.errors import TaskConflict
from tasks.models import Assignment, Change, TaskAmendment
from tasks.operations import publish, receive, update_progress
from tasks.queries.differences import compare
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, task_row
from units.models import Membership

TODAY = NOW.date()
MOVED = {"kind": "date", "due": "2027-01-31", "before": True}
ROWS = [
    task_row("A.1"),
    task_row("A.2", content="Xây dựng kho dữ liệu dùng chung của Thành phố", leads=["UBND cấp xã"]),
    task_row("A.3", content="Ban hành quy chế khai thác dữ liệu", leads=["Sở Khoa học và Công nghệ"]),
    task_row("A.4", content="Báo cáo kết quả chuẩn hóa hằng quý", leads=["Phường Cầu Giấy"]),
]
AMENDED = [
    task_row("A.1", deadline=MOVED, deadline_text="Trước 31/01/2027"),
    task_row("A.2", content=ROWS[1]["content"], leads=["UBND cấp xã"], product="Kho dữ liệu vận hành"),
    task_row("A.3", content="Tập huấn khai thác kho dữ liệu cho cán bộ xã", leads=["Phường Cầu Giấy"]),
    task_row("A.4", content=ROWS[3]["content"], leads=["Xã Đan Phượng"]),
]


@pytest.fixture
def plan(draft, officer):
    """In force: four rows, five assignments (A.2 goes to two communes)."""
    made = draft(*ROWS)
    publish(plan_id=made.pk, actor=officer, now=NOW)
    made.refresh_from_db()
    return made


@pytest.fixture
def head(city):
    return MembershipFactory(unit=city["00167"], role=Membership.Role.HEAD, user__username="lanh-dao").user


@pytest.fixture
def version(plan, draft):
    return draft(*AMENDED, number="20/KH-UBND", issued_on="2026-11-18", title="Sửa đổi Kế hoạch số 12/KH-UBND")


def work(plan, code, unit="00167"):
    return plan.assignments.get(task__code=code, unit__code=unit)


def begin(plan, head, code="A.1", percent=40):
    pk = work(plan, code).pk
    receive(assignment_id=pk, actor=head, leader_id=head.pk, officer_id=head.pk, now=NOW)
    update_progress(assignment_id=pk, actor=head, now=NOW, percent=percent, note="Đã rà soát")
    return pk


def apply(plan, version, actor, *changes, **more):
    comparison, parts = compare(plan, version, TODAY), compare_parts(plan, version)
    keys = {d.key for d in [*comparison.differences, *parts] if not changes or d.change in changes}
    seen = fingerprint(comparison, parts)
    facts = {"number": version.number, "issued_date": version.issued_date, "seen": seen} | more
    return apply_version(plan_id=version.pk, actor=actor, now=NOW, chosen=keys, **facts)


def told(comparison):
    return sorted((d.change, d.task.code) for d in comparison.differences)


def test_the_differences_are_told_row_by_row_and_cell_by_cell(plan, version):
    comparison = compare(plan, version, TODAY)
    assert told(comparison) == [
        ("added", "A.3"),
        ("dropped", "A.3"),
        ("moved", "A.1"),
        ("reassigned", "A.4"),
        ("reworded", "A.2"),
    ]
    cells = {d.change: [(c.label, c.before, c.after) for c in d.cells] for d in comparison.differences}
    assert cells["moved"] == [("Thời hạn", "31/12/2026", "31/01/2027")]
    assert cells["reworded"] == [("Sản phẩm/kết quả", "Dữ liệu đã rà soát", "Kho dữ liệu vận hành")]
    assert cells["reassigned"] == [("Chủ trì", "Phường Cầu Giấy", "Xã Đan Phượng")]


def test_all_of_it_is_applied_and_what_was_done_stays(plan, version, officer, head):
    begun = begin(plan, head)
    made = apply(plan, version, officer)
    assert made.counts == {"added": 1, "dropped": 1, "moved": 1, "reassigned": 1, "reworded": 1}
    moved = Assignment.objects.get(pk=begun)
    assert (moved.due_date, moved.original_due_date, moved.percent) == (date(2027, 1, 31), date(2026, 12, 31), 40)
    change = Change.objects.get(assignment=moved)
    assert (change.decision.number, change.decision.date) == ("20/KH-UBND", date(2026, 11, 18))
    reworded = plan.tasks.get(code="A.2")
    assert reworded.product == "Kho dữ liệu vận hành"
    assert reworded.amendments.get().before["product"] == "Dữ liệu đã rà soát"
    states = {(a.task.content[:8], a.unit.code): a.state for a in plan.assignments.select_related("task", "unit")}
    assert states["Ban hành", "SKHCN"] == states["Báo cáo ", "00167"] == Assignment.State.CANCELLED
    assert states["Tập huấn", "00167"] == states["Báo cáo ", "09817"] == Assignment.State.OPEN
    assert list(plan.tasks.order_by("order").values_list("code", flat=True)) == [
        "A.1",
        "A.2",
        "A.3",
        "A.4",
        "A.3 (2)",
    ]
    assert Event.objects.filter(verb="plans.amended", plan_id=plan.pk).count() == 1


def test_each_unit_is_told_once(plan, version, officer):
    apply(plan, version, officer)
    ward = Message.objects.get(kind="amended", unit__code="00167")
    assert ward.text == "KH 12/KH-UBND được sửa đổi: 1 việc đổi thời hạn, 1 việc sửa nội dung, 1 việc đổi phân công"
    assert ward.detail == "Theo 20/KH-UBND ngày 18/11/2026"
    assert not Message.objects.filter(kind="changed").exists()


def test_the_amending_document_stays_as_a_closed_record_with_its_link(plan, version, officer):
    made = apply(plan, version, officer)
    assert (made.record.state, made.record.tasks.count(), made.record.doubts.count()) == (Plan.State.CLOSED, 0, 0)
    link = PlanLink.objects.get(from_plan=made.record)
    assert (link.kind, link.to_plan, link.proposed) == (PlanLink.Kind.AMENDS, plan, False)
    assert Plan.objects.visible_to(MembershipFactory(unit=work(plan, "A.2").unit).user).filter(pk=version.pk).exists()


def test_what_is_ticked_off_is_left_alone(plan, version, officer):
    apply(plan, version, officer, "moved")
    assert plan.tasks.count() == 4
    assert plan.assignments.filter(state="cancelled").count() == 0
    assert work(plan, "A.1").due_date == date(2027, 1, 31)
    assert plan.tasks.get(code="A.2").product == "Dữ liệu đã rà soát"


def test_applied_twice_it_has_nothing_more_to_say(plan, version, officer, draft):
    apply(plan, version, officer)
    with pytest.raises(IntakeError, match="không khác dòng nào") as refusal:
        draft(*AMENDED, number="20/KH-UBND", issued_on="2026-11-18", title="Sửa đổi Kế hoạch số 12/KH-UBND")
    assert (refusal.value.code, refusal.value.plan) == ("already_imported", plan)
    with pytest.raises(DraftIsGone):
        apply_version(
            plan_id=version.pk, actor=officer, now=NOW, chosen={"x"}, seen="", number="1", issued_date=TODAY
        )
    assert plan.assignments.count() == 7


def test_a_unit_that_has_begun_loses_its_lead_only_where_somebody_says_so(plan, version, officer, head):
    begun = begin(plan, head, "A.4")
    difference = next(d for d in compare(plan, version, TODAY).differences if d.change == "reassigned")
    assert [a.pk for a in difference.begun] == [begun]
    apply(plan, version, officer, "reassigned")
    assert Assignment.objects.get(pk=begun).state == Assignment.State.OPEN
    assert work(plan, "A.4", "09817").state == Assignment.State.OPEN


def test_said_so_it_ends_by_the_decision(plan, version, officer, head):
    begun = begin(plan, head, "A.4")
    apply(plan, version, officer, "reassigned", ending={begun})
    ended = Assignment.objects.get(pk=begun)
    assert (ended.state, ended.percent) == (Assignment.State.CANCELLED, 40)


def test_a_unit_that_comes_back_takes_up_its_work_again(plan, version, officer, draft):
    apply(plan, version, officer, "reassigned")
    back = draft(*ROWS, number="21/KH-UBND", issued_on="2026-11-19", title="Sửa đổi Kế hoạch số 12/KH-UBND")
    apply(plan, back, officer, "reassigned")
    states = {a.unit.code: a.state for a in plan.assignments.filter(task__code="A.4")}
    assert states == {"00167": Assignment.State.OPEN, "09817": Assignment.State.CANCELLED}


def test_a_date_decided_for_one_unit_stands(plan, version, officer):
    other = plan.assignments.get(task__code="A.1")
    Assignment.objects.filter(pk=other.pk).update(due_date=date(2027, 6, 30))
    apply(plan, version, officer, "moved")
    other.refresh_from_db()
    assert other.due_date == date(2027, 6, 30)


def test_a_second_milestone_is_given_and_one_left_out_ends(plan, draft, officer):
    two = {"kind": "multiple", "milestones": [ROWS[0]["deadline"], MOVED | {"label": "Báo cáo"}]}
    later = draft(task_row("A.1", deadline=two), *ROWS[1:], number="12/KH-UBND", issued_on="2026-11-01")
    apply(plan, later, officer, number="20/KH-UBND", issued_date=TODAY)
    dues = plan.assignments.filter(task__code="A.1").order_by("due_date").values_list("due_date", "state")
    assert list(dues) == [(date(2026, 12, 31), "open"), (date(2027, 1, 31), "open")]
    again = draft(*ROWS, number="12/KH-UBND", issued_on="2026-11-01")
    apply(plan, again, officer, number="22/KH-UBND", issued_date=TODAY)
    assert list(dues.all()) == [(date(2026, 12, 31), "open"), (date(2027, 1, 31), "cancelled")]
    with pytest.raises(IntakeError, match="không khác dòng nào"):
        draft(*ROWS, number="12/KH-UBND", issued_on="2026-11-01")


def test_what_was_done_before_and_is_asked_for_again_is_given(draft, officer):
    done = {"kind": "done", "due": None, "done_on": "2025-12-01"}
    made = draft(task_row("A.1", deadline=done), *ROWS[1:])
    publish(plan_id=made.pk, actor=officer, now=NOW)
    again = draft(*ROWS)
    apply(made, again, officer, number="20/KH-UBND")
    assert made.assignments.get(task__code="A.1").due_date == date(2026, 12, 31)


def test_the_same_number_with_other_content_is_a_version_and_leaves_no_second_plan(plan, draft, officer):
    later = draft(*AMENDED)
    assert later.amends == plan
    assert later.doubts.filter(field=Doubt.Field.OTHER, text__contains="bản sửa đổi của KH 12/KH-UBND").exists()
    made = apply(plan, later, officer, "moved", number="20/KH-UBND")
    assert made.record is None
    assert list(Plan.objects.all()) == [plan]


def test_a_document_without_a_number_is_known_by_its_rows(plan, draft):
    with pytest.raises(IntakeError, match="không khác dòng nào"):
        draft(*ROWS, number=None, issued_on=None)
    alike = draft(*ROWS[:3], AMENDED[3], number=None, issued_on=None, title="Bản dự thảo")
    assert alike.amends is None  # a person says whether it amends the other
    assert alike.doubts.filter(text__contains="Rất giống KH 12/KH-UBND").exists()
    others = [task_row(f"C.{number}", content=f"Việc khác hẳn số {number}") for number in (1, 2)]
    changed = draft(*ROWS[:2], *others, number=None, issued_on=None)
    assert not changed.doubts.filter(text__contains="Rất giống").exists()  # half of the rows are too few to say
    assert {(one.plan, one.same) for one in overlaps(changed, changed.created_by)} == {(plan, 2), (alike, 2)}


def test_part_of_a_plan_drops_nothing_by_itself(plan, draft):
    part = draft(AMENDED[0], number="20/KH-UBND", title="Điều chỉnh Kế hoạch số 12/KH-UBND")
    comparison = compare(plan, part, TODAY)
    assert {d.ticked for d in comparison.differences if d.change == "dropped"} == {False}
    assert not comparison.whole


def test_what_the_person_did_not_see_is_not_applied(plan, version, officer):
    with pytest.raises(DraftIsGone, match="xem lại các khác biệt"):
        apply(plan, version, officer, seen="other")
    with pytest.raises(IntakeError, match="ít nhất một khác biệt"):
        apply(plan, version, officer, "none of them")
    with pytest.raises(IntakeError, match="số và ngày"):
        apply(plan, version, officer, number=" ")
    assert plan.assignments.count() == 5


def test_a_new_row_without_a_lead_is_refused_with_its_code(plan, draft, officer):
    unknown = task_row("A.9", content="Việc chưa biết của ai", leads=["Hội Người yêu cây xanh"])
    later = draft(*ROWS, unknown)
    with pytest.raises(IntakeError, match="chưa rõ đơn vị chủ trì"):
        apply(plan, later, officer)


def test_only_the_focal_unit_amends(plan, version, stranger):
    with pytest.raises(PermissionDenied):
        apply(plan, version, stranger)


def test_it_may_be_tracked_by_itself_after_all(plan, version, officer):
    set_amended(plan_id=version.pk, target=None, actor=officer, now=NOW)
    publish(plan_id=version.pk, actor=officer, now=NOW)
    assert version.assignments.count() == 5
    same = Plan.objects.get(pk=plan.pk)
    with pytest.raises((IntakeError, TaskConflict)):
        set_amended(plan_id=version.pk, target=same, actor=officer, now=NOW)


def test_a_publication_of_a_version_is_refused(plan, version, officer):
    with pytest.raises(Exception, match="bản sửa đổi của KH 12/KH-UBND"):
        publish(plan_id=version.pk, actor=officer, now=NOW)
    assert TaskAmendment.objects.count() == 0

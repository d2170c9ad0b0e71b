"""Products, criteria, judgement, versions, taking back: what leaves a unit and what is accepted."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Event
from journal.operations import happened_at
from tasks import operations as op
from tasks.errors import TaskConflict, TaskError
from tasks.models import Evidence, Span
from tasks.operations import Judged
from tasks.workflow import unmet
from tests.cast import NOW
from tests.factories import TaskFactory

MINUTE = timedelta(minutes=1)


def prove(cast, **more):
    fields = {"kind": "document", "label": "Báo cáo", "document_number": "12/BC-UBND", "now": NOW} | more
    return op.add_evidence(assignment_id=cast.assignment.pk, actor=cast.unit_officer, **fields)


def send(cast, now=NOW):
    with happened_at(now):
        return op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=now)


def confirm(cast, now=NOW, actor=None):
    with happened_at(now):
        return op.confirm(assignment_id=cast.assignment.pk, actor=actor or cast.focal_officer, now=now)


def change_task(cast, **fields):
    for name, value in fields.items():
        setattr(cast.assignment.task, name, value)
    cast.assignment.task.save()


@pytest.mark.parametrize(
    ("cell", "products"),
    [
        ("Báo cáo", ["Báo cáo"]),
        ("- Quyết định;\n- Kế hoạch chi tiết", ["Quyết định", "Kế hoạch chi tiết"]),
        ("1. Đề án\n2) Tờ trình\ncủa Sở", ["Đề án", "Tờ trình của Sở"]),
        ("Báo cáo kết quả\nrà soát dự án", ["Báo cáo kết quả rà soát dự án"]),
        ("", []),
    ],
)
def test_a_product_cell_names_its_products(cell, products):
    assert TaskFactory.build(plan=None, product=cell).products == products


def test_the_ready_set_in_one_line_is_four_criteria():
    task = TaskFactory.build(plan=None, acceptance=["Dữ liệu “đúng, đủ, sạch, sống”", "Có mã dự án"])
    assert task.criteria == ["đúng", "đủ", "sạch", "sống", "Có mã dự án"]


def test_what_the_document_asks_is_read_and_what_the_focal_unit_wrote_is_answered(cast, client):
    asked = ["Tối thiểu 10 nhóm dữ liệu", "Dữ liệu đúng, đủ, sạch, sống"]
    change_task(cast, acceptance=[*asked, "Có mã dự án"], requirements=asked)
    task = cast.assignment.task
    task.refresh_from_db()
    assert (task.criteria, task.to_read) == (["đúng", "đủ", "sạch", "sống", "Có mã dự án"], asked[:1])
    client.force_login(cast.unit_officer)
    page = client.get(f"/viec/{cast.assignment.pk}/").content.decode()
    assert "<h3>Yêu cầu trong văn bản</h3><ul><li>Tối thiểu 10 nhóm dữ liệu</li></ul>" in page
    change_task(cast, acceptance=asked[:1])
    prove(cast)
    assert send(cast).state == "sent"


def test_each_product_needs_its_own_piece(cast):
    change_task(cast, product="Quyết định\nKế hoạch chi tiết")
    prove(cast, products=["Quyết định"])
    with pytest.raises(TaskError, match="Còn thiếu minh chứng cho “Kế hoạch chi tiết”"):
        send(cast)
    with pytest.raises(TaskError, match="không phải sản phẩm của nhiệm vụ"):
        prove(cast, products=["Báo cáo"])
    prove(cast, label="Kế hoạch chi tiết của phường")
    assert send(cast).state == "sent"


def test_criteria_are_answered_before_the_work_is_sent(cast):
    change_task(cast, acceptance=["đúng, đủ, sạch, sống"])
    prove(cast)
    with pytest.raises(TaskError, match="Chưa trả lời tiêu chí nghiệm thu “đúng”, “đủ”"):
        send(cast)
    for answers in ({"đúng": "100%", "đủ": "42/42"}, {"sạch": "0 trùng", "sống": "cập nhật hằng ngày"}):
        op.answer_criteria(assignment_id=cast.assignment.pk, actor=cast.unit_officer, answers=answers, now=NOW)
    cast.assignment.refresh_from_db()
    assert unmet(cast.assignment) == ""
    assert send(cast).state == "sent"
    assert Event.objects.filter(verb="tasks.criteria_answered").last().payload == {"answered": 4, "of": 4}


@pytest.mark.parametrize(
    ("answers", "words"),
    [({"nhanh": "có"}, "không phải tiêu chí"), ({"đúng": " "}, "Chưa có gì"), ({"đúng": "x" * 10_000}, "Rút gọn")],
)
def test_a_bad_answer_is_refused_in_words(cast, answers, words):
    change_task(cast, acceptance=["đúng, đủ, sạch, sống"])
    with pytest.raises(TaskError, match=words):
        op.answer_criteria(assignment_id=cast.assignment.pk, actor=cast.unit_officer, answers=answers, now=NOW)


def test_a_product_signed_above_is_submitted_before_it_is_confirmed(cast):
    change_task(cast, approval_level="UBND Thành phố")
    prove(cast)
    send(cast)
    with pytest.raises(TaskError, match="do UBND Thành phố phê duyệt: ghi số, ngày tờ trình"):
        confirm(cast)
    paper = {"number": "4127/TTr-SYT", "date": date(2026, 1, 15), "to": "UBND Thành phố"}
    op.await_approval(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **paper)
    assert confirm(cast).state == "completed"


def test_evidence_is_judged_one_by_one_and_a_short_piece_stops_the_confirmation(cast):
    good, bad = prove(cast), prove(cast, label="Danh mục", document_number="13/BC-UBND")
    send(cast)
    told = {"assignment_id": cast.assignment.pk, "now": NOW}
    with pytest.raises(PermissionDenied):
        op.judge(**told, actor=cast.unit_head, evidence={good.pk: Judged("ok")})
    with pytest.raises(TaskError, match="chưa đạt ở đâu"):
        op.judge(**told, actor=cast.focal_officer, evidence={good.pk: Judged("ok"), bad.pk: Judged("not_ok")})
    assert not Evidence.objects.exclude(judgement="").exists()
    op.judge(
        **told,
        actor=cast.focal_officer,
        evidence={good.pk: Judged("ok"), bad.pk: Judged("not_ok", "Thiếu 16 hộ")},
    )
    with pytest.raises(TaskError, match="“Danh mục” đang ghi “Chưa đạt”"):
        confirm(cast)
    op.judge(**told, actor=cast.focal_officer, evidence={bad.pk: Judged("ok")})
    assert confirm(cast).state == "completed"
    with pytest.raises(TaskConflict, match="Hoàn thành"):
        op.judge(**told, actor=cast.focal_officer, evidence={bad.pk: Judged("not_ok", "Thiếu")})


def test_a_criterion_is_judged_and_judged_anew_when_its_answer_changes(cast):
    change_task(cast, acceptance=["Có mã dự án"])
    prove(cast)
    told = {"assignment_id": cast.assignment.pk, "now": NOW}
    op.answer_criteria(**told, actor=cast.unit_officer, answers={"Có mã dự án": "40/42"})
    send(cast)
    op.judge(**told, actor=cast.focal_officer, criteria={"Có mã dự án": Judged("not_ok", "Thiếu 2")})
    with pytest.raises(TaskError, match="Có mã dự án"):
        confirm(cast)
    op.request_supplement(**told, actor=cast.focal_officer, reason="figures", text="Thiếu 2 mã")
    op.answer_criteria(**told, actor=cast.unit_officer, answers={"Có mã dự án": "42/42"})
    send(cast)
    assert confirm(cast).state == "completed"


def test_a_new_version_takes_the_place_and_the_old_one_stays(cast):
    first = prove(cast)
    second = prove(cast, label="Báo cáo", document_number="15/BC-UBND", replaces_id=first.pk)
    assert (second.version, second.replaces) == (2, first)
    assert list(cast.assignment.evidences.current()) == [second]
    with pytest.raises(TaskConflict, match="phiên bản mới hơn"):
        prove(cast, document_number="16/BC-UBND", replaces_id=first.pk)
    with pytest.raises(TaskConflict, match="đã có phiên bản mới thay"):
        op.withdraw_evidence(evidence_id=first.pk, actor=cast.unit_officer, now=NOW)
    op.withdraw_evidence(evidence_id=second.pk, actor=cast.unit_officer, now=NOW)
    assert list(cast.assignment.evidences.current()) == [first]


def test_a_sealed_piece_gets_its_new_version_after_a_supplement(cast):
    first = prove(cast)
    send(cast)
    op.request_supplement(
        assignment_id=cast.assignment.pk, actor=cast.focal_officer, reason="product", text="Thiếu", now=NOW
    )
    second = prove(cast, document_number="15/BC-UBND", replaces_id=first.pk)
    send(cast)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.sealed_at == second.sealed_at == NOW


def test_a_confirmation_is_taken_back_within_a_minute_by_the_same_person(cast):
    prove(cast)
    send(cast)
    confirm(cast)
    told = {"assignment_id": cast.assignment.pk, "now": NOW + MINUTE / 2}
    with pytest.raises(PermissionDenied):
        op.take_back_confirmation(**told, actor=cast.unit_head)
    back = op.take_back_confirmation(**told, actor=cast.focal_officer)
    assert (back.state, back.completed_date, back.confirmed_by) == ("sent", None, None)
    assert back.sent_date == NOW.date()
    assert Span.objects.filter(assignment=back).order_by("-id").first().state == "sent"
    with pytest.raises(TaskConflict):
        op.take_back_confirmation(**told, actor=cast.focal_officer)


def test_a_later_confirmation_or_one_that_was_followed_is_not_taken_back(cast):
    prove(cast)
    send(cast)
    confirm(cast)
    with pytest.raises(TaskError, match="Đã quá một phút"):
        op.take_back_confirmation(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=NOW + 2 * MINUTE)
    op.reopen(assignment_id=cast.assignment.pk, actor=cast.focal_officer, text="Nhầm", now=NOW)
    with pytest.raises(TaskConflict):
        op.take_back_confirmation(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=NOW)


def test_what_was_approved_above_goes_back_to_waiting_for_it(cast):
    prove(cast)
    send(cast)
    paper = {"number": "4127/TTr-SYT", "date": date(2026, 1, 15), "to": "UBND Thành phố"}
    op.await_approval(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **paper)
    confirm(cast)
    back = op.take_back_confirmation(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=NOW)
    assert back.state == "awaiting_approval"


def test_the_division_is_kept_and_people_change_with_their_predecessors_written(cast):
    people = {"leader_id": cast.unit_head.pk, "officer_id": cast.unit_officer.pk, "now": NOW}
    told = {"assignment_id": cast.assignment.pk, "actor": cast.unit_head}
    op.receive(**told, **people, delegated_to=" Phòng  Kinh tế ")
    done = op.receive(**told, **people | {"officer_id": cast.unit_head.pk}, delegated_to="Phòng Văn hóa")
    assert done.delegated_to == "Phòng Văn hóa"
    event = Event.objects.get(verb="tasks.people_named")
    assert event.payload["before"] == [cast.unit_head.pk, cast.unit_officer.pk]
    assert event.payload["officer"] == cast.unit_head.pk

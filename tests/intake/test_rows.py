"""Rows of a draft: added, merged, split, moved, deleted, each as one act."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from intake.operations import IntakeError, RowIsGone, add_row, delete_row, merge_row, move_row, split_row
from intake.queries import pieces_of
from journal.models import Event
from tests.intake.conftest import NOW, task_row


def codes(plan) -> list[str]:
    return list(plan.tasks.order_by("order").values_list("code", flat=True))


def row(plan, code):
    return plan.tasks.get(code=code)


@pytest.fixture
def three(draft):
    return draft(task_row("1"), task_row("2", section=["B. SAU"]), task_row("3", section=["B. SAU"]))


def test_a_row_is_added_after_another_with_what_it_lacks(three, officer):
    made = add_row(plan_id=three.pk, after_id=row(three, "1").pk, actor=officer)
    assert codes(three) == ["1", "1 (2)", "2", "3"]
    assert made.section == row(three, "1").section
    assert set(made.doubts.open().values_list("field", "level")) == {("content", "missing"), ("leads", "missing")}
    last = add_row(plan_id=three.pk, after_id=None, actor=officer)
    assert codes(three)[-1] == last.code


def test_a_deleted_row_hands_over_to_the_next(three, officer):
    assert delete_row(task_id=row(three, "2").pk, actor=officer) == row(three, "3")
    assert delete_row(task_id=row(three, "3").pk, actor=officer) == row(three, "1")
    assert delete_row(task_id=row(three, "1").pk, actor=officer) is None


def test_a_row_moves_past_a_heading_and_stops_at_the_ends(three, officer):
    moved = move_row(task_id=row(three, "1").pk, up=False, actor=officer)
    assert codes(three) == ["2", "1", "3"]
    assert moved.section.title == "B. SAU"
    move_row(task_id=moved.pk, up=True, actor=officer)
    assert codes(three) == ["1", "2", "3"]
    with pytest.raises(IntakeError, match="đầu văn bản"):
        move_row(task_id=moved.pk, up=True, actor=officer)


def test_two_rows_become_one_with_the_words_and_units_of_both(draft, officer, city):
    quarter = {"kind": "quarter", "due": "2027-03-31"}
    plan = draft(
        task_row("1", partners=["Sở Tài chính"], product="", content=None),
        task_row("2", leads=["Sở Tài chính", "Phường Cầu Giấy"], content="Nửa sau", deadline=quarter),
    )
    merged = merge_row(task_id=row(plan, "1").pk, actor=officer, now=NOW)
    assert codes(plan) == ["1"]
    assert (merged.content, merged.product) == ("Nửa sau", "Dữ liệu đã rà soát")
    assert [(p.part, p.unit.code) for p in merged.parties.order_by("order")] == [("lead", "00167"), ("lead", "STC")]
    assert merged.milestones.count() == 2
    assert not merged.doubts.open().missing().exists()
    merged.refresh_from_db()
    assert merged.confirming_unit == city["VPUB"]
    with pytest.raises(IntakeError, match="Không có dòng sau"):
        merge_row(task_id=merged.pk, actor=officer, now=NOW)


def test_a_row_is_split_by_its_lines_and_each_keeps_units_and_dates(draft, officer):
    plan = draft(task_row("1", content="Rà soát hồ sơ\nSố hóa hồ sơ", partners=["Sở Tài chính"]), task_row("2"))
    made = split_row(task_id=row(plan, "1").pk, actor=officer)
    assert codes(plan) == ["1", "1 (2)", "2"]
    assert [task.content for task in made] == ["Rà soát hồ sơ", "Số hóa hồ sơ"]
    second = row(plan, "1 (2)")
    assert second.parties.count() == 2
    assert second.milestones.get().due_date == made[0].milestones.get().due_date
    with pytest.raises(IntakeError, match="xuống dòng"):
        split_row(task_id=second.pk, actor=officer)


def test_what_is_doubtful_of_a_row_is_doubtful_of_its_parts_and_asked_once_of_two_joined(draft, officer):
    undated = {"deadline": {"kind": "none"}, "deadline_text": ""}
    plan = draft(
        task_row("1", content="Rà soát hồ sơ\nSố hóa hồ sơ", leads=["đơn vị liên quan"], **undated),
        task_row("2", content="Nửa sau", **undated),
    )
    first, second = split_row(task_id=row(plan, "1").pk, actor=officer)
    assert [set(part.doubts.open().values_list("field", flat=True)) for part in (first, second)] == [
        {"leads", "deadline"}
    ] * 2
    merged = merge_row(task_id=second.pk, actor=officer, now=NOW)
    assert sorted(merged.doubts.open().values_list("field", flat=True)) == ["deadline", "leads"]


@pytest.mark.parametrize(
    ("content", "pieces"),
    [
        ("Một việc", []),
        ("- Rà soát hồ sơ. - Số hóa hồ sơ.", ["Rà soát hồ sơ.", "Số hóa hồ sơ."]),
        ("Việc:\n- một\n- hai", ["Việc: một", "Việc: hai"]),
        ("a) rà soát; b) số hóa; c) báo cáo", ["a) rà soát", "b) số hóa", "c) báo cáo"]),
        ("Làm: - nền tảng số; - dữ liệu mở.", ["Làm: nền tảng số", "Làm: dữ liệu mở."]),
        ("Thực hiện khoản a) Điều 5", []),
    ],
)
def test_where_a_content_can_be_cut(content, pieces):
    assert pieces_of(content) == pieces


def test_each_act_is_one_event_and_only_the_focal_units(three, officer, stranger):
    first = row(three, "1")
    acts = [
        lambda actor: add_row(plan_id=three.pk, after_id=first.pk, actor=actor),
        lambda actor: move_row(task_id=first.pk, up=False, actor=actor),
        lambda actor: merge_row(task_id=first.pk, actor=actor, now=NOW),
        lambda actor: delete_row(task_id=first.pk, actor=actor),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act(stranger)
        before = Event.objects.count()
        act(officer)
        assert Event.objects.count() == before + 1
    with pytest.raises(RowIsGone):
        merge_row(task_id=first.pk, actor=officer, now=NOW)


def test_the_buttons_of_a_row(three, officer):
    page = Client()
    page.force_login(officer)
    first = row(three, "1")
    for act, said in (
        ("them", "Đã thêm một dòng."),
        ("xuong", "Đã chuyển dòng xuống."),
        ("len", "Đã chuyển dòng lên trên."),
        ("len", "Dòng này đã ở đầu văn bản."),
        ("tach", "Chưa thấy chỗ tách"),
        ("gop", "Đã gộp dòng sau vào dòng này."),
        ("xoa", "Đã xóa một dòng."),
    ):
        answer = page.post(reverse("intake:row", args=[three.pk, first.pk, act]), follow=True)
        assert said in answer.content.decode(), act
    gone = page.post(reverse("intake:row", args=[three.pk, first.pk, "len"]))
    assert gone.status_code == 409
    assert page.post(reverse("intake:row", args=[three.pk, first.pk, "la"])).status_code == 404
    added = page.post(reverse("intake:add_row", args=[three.pk]), headers={"HX-Request": "true"})
    assert "mo=" in added["HX-Push-Url"]

"""An amended copy read afresh: what the review of the plan in force settled by hand is not taken for an amendment."""

import pytest
from django.urls import reverse

from intake.operations import IntakeError, add_row, delete_row, revise_task
from intake.queries.settled import by_document, proposed, settled_in_review
from plans.models import Plan
from tasks.operations import publish
from tasks.queries.differences import compare
from tests.intake.conftest import NOW, task_row

ROWS = [task_row(f"A.{n}", content=f"{what} cho các đơn vị") for n, what in enumerate(
    ("Mở lớp tập huấn", "Soạn quy chế khai thác", "Kiểm tra đường truyền", "Lắp máy chủ dự phòng"), 1)]  # fmt: skip
MOVED = {"kind": "date", "due": "2027-01-31"}
AMENDED = [ROWS[0], ROWS[1] | {"deadline": MOVED, "deadline_text": "31/01/2027"}, *ROWS[2:]]
NEW = {"number": "20/KH-UBND", "issued_on": "2026-11-18", "title": "Sửa đổi Kế hoạch số 12/KH-UBND"}


@pytest.fixture
def plan(draft, officer):
    """In force: the product of A.1 reworded, A.3 given to another unit, A.4 dropped, a row added by hand."""
    made = draft(*ROWS)
    task = {one.code: one.pk for one in made.tasks.all()}
    revise_task(task_id=task["A.1"], actor=officer, now=NOW, product="Biên bản từng lớp")
    revise_task(task_id=task["A.3"], actor=officer, now=NOW, leads=["Xã Đan Phượng"])
    delete_row(task_id=task["A.4"], actor=officer)
    added = add_row(plan_id=made.pk, after_id=task["A.3"], actor=officer)
    words = {"content": "Bố trí phòng máy", "product": "Phòng máy", "leads": ["Phường Cầu Giấy"]}
    revise_task(task_id=added.pk, actor=officer, now=NOW, deadline_text="Quý I/2027", **words)
    publish(plan_id=made.pk, actor=officer, now=NOW)
    return Plan.objects.get(pk=made.pk)


def test_only_what_the_document_changed_is_proposed(plan, draft):
    version = draft(*AMENDED, **NEW)
    found = compare(plan, version, NOW.date())
    assert [(one.change, one.old.code) for one in by_document(plan, version, found)] == [("moved", "A.2")]
    assert len(settled_in_review(plan, version, found)) == 4
    assert [one.change for one in proposed(plan, version, found) if one.ticked] == ["moved"]


def test_the_page_keeps_them_apart_and_unticked(plan, draft, officer, client):
    version = draft(*AMENDED, **NEW)
    client.force_login(officer)
    page = client.get(reverse("intake:compare", args=[version.pk])).content.decode()
    assert "1 khác biệt" in page
    assert "4 chỗ đã chỉnh khi rà soát" in page
    assert page.count(" checked") == 1


def test_a_row_revised_in_the_version_is_proposed_again(plan, draft, officer):
    version = draft(*AMENDED, **NEW)
    task = version.tasks.get(code="A.3")
    revise_task(task_id=task.pk, actor=officer, now=NOW, leads=["Sở Tài chính"])
    found = compare(plan, version, NOW.date())
    assert ("reassigned", "A.3") in [
        (one.change, one.old.code) for one in by_document(plan, version, found) if one.old
    ]


def test_the_same_words_in_another_file_are_the_same_document(plan, draft):
    with pytest.raises(IntakeError, match="đã có trong"):
        draft(*ROWS)


def test_it_asks_a_fixed_number_of_queries(plan, draft, django_assert_max_num_queries):
    version = draft(*AMENDED, **NEW)
    found = compare(plan, version, NOW.date())
    with django_assert_max_num_queries(3):
        settled_in_review(plan, version, found)

"""Putting back the last step of a review on its page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.operations import add_row, move_row
from intake.queries import last_step
from tasks.operations import publish
from tests.intake.conftest import NOW
from tests.intake.test_cells import opened, save, signed_in
from tests.intake.test_undoing import ROWS, undo

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(officer):
    return signed_in(officer)


def test_the_page_offers_the_last_step_and_puts_it_back(page, draft, officer):
    plan = draft(*ROWS)
    first = plan.tasks.get(code="1")
    review = reverse("intake:review", args=[plan.pk]) + f"?mo={first.pk}"
    assert "Hoàn tác" not in page.get(review).content.decode().split('id="phieu"')[1].split("sr-tools")[0]
    page.post(reverse("intake:row", args=[plan.pk, first.pk, "gop"]))
    assert "Hoàn tác: gộp dòng 2 vào dòng 1" in page.get(review).content.decode()
    save(page, first, "product", opened(first) | {"product": "Báo cáo"})
    counted = page.get(reverse("intake:counted", args=[plan.pk]) + f"?mo={first.pk}", headers=HTMX).content.decode()
    assert "Hoàn tác: sửa sản phẩm/kết quả, dòng 1" in counted
    url = reverse("intake:undo", args=[plan.pk])
    undone = page.post(url, {"buoc": last_step(plan, officer).pk}, headers=HTMX)
    assert "Đã hoàn tác: sửa sản phẩm/kết quả, dòng 1." in undone.content.decode()
    assert f"mo={first.pk}" in undone["HX-Push-Url"]
    answer = page.post(url, {"buoc": last_step(plan, officer).pk}, follow=True).content.decode()
    assert "Đã hoàn tác: gộp dòng 2 vào dòng 1." in answer
    assert plan.tasks.count() == 4
    assert page.post(url, {"buoc": "x"}).status_code == 422
    assert page.get(url).status_code == 302


def test_the_page_says_who_was_there_since(page, draft, officer, colleague):
    plan = draft(*ROWS)
    task = plan.tasks.get(code="3")
    save(page, task, "product", opened(task) | {"product": "Báo cáo"})
    form = {"buoc": last_step(plan, officer).pk}
    save(signed_in(colleague), task, "content", opened(task) | {"content": "Lời của đồng nghiệp"})
    for headers in ({}, HTMX):
        answer = page.post(reverse("intake:undo", args=[plan.pk]), form, headers=headers)
        assert answer.status_code == 409
        assert "Trần Thị Hoa đã sửa nội dung, dòng 3" in answer.content.decode()
        assert "Hoàn tác:" not in answer.content.decode()
    publish_ready = draft(number="3/KH", title="Khác")
    add_row(plan_id=publish_ready.pk, after_id=None, actor=officer)
    undo(publish_ready, officer)
    publish(plan_id=publish_ready.pk, actor=officer, now=NOW)
    assert page.post(reverse("intake:undo", args=[publish_ready.pk]), {"buoc": 1}).status_code == 409


def test_the_page_of_a_draft_asks_as_much_after_one_step_as_after_twenty(page, draft, officer):
    plan = draft(*ROWS)
    review = reverse("intake:review", args=[plan.pk])
    add_row(plan_id=plan.pk, after_id=None, actor=officer)
    page.get(review)
    with CaptureQueriesContext(connection) as one:
        page.get(review)
    for _ in range(20):
        move_row(task_id=plan.tasks.get(code="1").pk, up=False, actor=officer)
        move_row(task_id=plan.tasks.get(code="1").pk, up=True, actor=officer)
    with CaptureQueriesContext(connection) as many:
        page.get(review)
    assert len(many) == len(one)

"""The review of a draft at the keyboard: three doubtful cells settled without touching the mouse."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from intake.operations import draft_from
from tasks.models import Task
from tests.browser.people import Desk, settle
from tests.intake.conftest import NOW, reading, task_row
from units.models import UnitAlias

SOURCE = [
    {"paragraph": n, "page": 1, "text": f"{n}. Rà soát dữ liệu A.{n}, Phường Cầu Giấy, trước ngày 31/12/2026"}
    for n in range(1, 30)
]


@pytest.fixture
def plan(transactional_db):
    people = settle()
    rows = [
        task_row("A.1", content=None, place={"page": 1, "paragraph": 1, "last": 1}),
        task_row("A.2"),
        task_row("A.3", leads=["Hội Người yêu cây xanh"]),
        task_row("A.4", deadline={"kind": "none"}, deadline_text=""),
    ]
    return draft_from(reading=reading(*rows) | {"source": SOURCE}, actor=people["focal"], source=None, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_three_doubtful_cells_are_settled_by_keyboard(plan, page, live_server):
    desk = Desk(page, live_server.url)
    desk.sit("focal")
    desk.open(f"/nhap-van-ban/{plan.pk}/ra-soat/")
    desk.sees("2 thiếu", "1 cần xem")
    keys = page.keyboard
    keys.press("?")
    expect(page.locator("#sr-help")).to_contain_text("mục cần xem kế tiếp")
    keys.press("Escape")

    keys.press("n")  # A.1, whose content is lost
    expect(page.locator("#phieu-ten")).to_contain_text("A.1")
    expect(page.locator("#o-content")).to_be_focused()
    keys.press("Enter")
    keys.type("Rà soát dữ liệu đất đai")
    keys.press("Escape")
    expect(page.locator("#luu")).to_contain_text("Đã lưu lúc")  # by itself
    expect(page.locator("#tong")).to_contain_text("1 thiếu")
    keys.press("s")

    expect(page.locator("#phieu-ten")).to_contain_text("A.3")  # the next one that is missing something
    expect(page.locator("#o-leads")).to_be_focused()
    keys.press("Enter")
    keys.press("Control+A")
    keys.type("Phường Cầu Giấy")
    keys.press("Control+Enter")

    expect(page.locator("#phieu-ten")).to_contain_text("A.4")
    expect(page.locator("#o-deadline_text")).to_be_focused()
    keys.press("p")
    expect(page.locator("#phieu-ten")).to_contain_text("A.4")  # nothing before it is doubtful any more
    expect(page.locator("#o-deadline_text")).to_be_focused()
    keys.press("Enter")
    keys.type("Quý I/2027")
    expect(page.locator(".sr-reread")).to_contain_text("31/03/2027")  # read before it is saved
    keys.press("Control+Enter")
    desk.sees("0 thiếu", "0 cần xem")

    lost, _, named, dated = Task.objects.order_by("order")
    assert lost.content == "Rà soát dữ liệu đất đai"
    assert named.parties.get().unit.code == "00167"
    assert dated.milestones.get().due_date == date(2027, 3, 31)
    publish = page.get_by_role("link", name=re.compile("Đưa vào theo dõi, giao 4 việc"))
    expect(publish.first).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_name_is_settled_and_remembered_and_a_conflict_keeps_what_was_typed(plan, page, live_server):
    desk = Desk(page, live_server.url)
    desk.sit("focal")
    third = plan.tasks.get(code="A.3")
    desk.open(f"/nhap-van-ban/{plan.pk}/ra-soat/?mo={third.pk}")
    box = page.locator("#don-vi-chua-ro")
    box.locator("[name=unit]:not(button)").fill("Phường Cầu Giấy")
    box.get_by_text("Nhớ cách viết này").click()
    box.get_by_role("button", name="Lưu đơn vị").click()
    desk.sees("“Hội Người yêu cây xanh” là Phường Cầu Giấy")
    assert UnitAlias.objects.filter(phrase="Hội Người yêu cây xanh").exists()

    Task.objects.filter(pk=third.pk).update(product="Của người khác")
    product = page.locator("#id_product")
    product.fill("Của tôi")
    product.press("Tab")
    expect(page.locator("#noi-product")).to_contain_text("phần bạn gõ chưa được ghi")
    expect(product).to_have_value("Của tôi")
    page.get_by_role("button", name="Giữ bản của tôi").click()
    expect(page.locator("#luu")).to_contain_text("Đã lưu lúc")
    third.refresh_from_db()
    assert third.product == "Của tôi"

    expect(page.locator("#hoan-tac")).to_contain_text("sửa sản phẩm/kết quả, dòng A.3")
    page.locator("#phieu-ten").click()
    page.keyboard.press("Control+z")
    desk.sees("Đã hoàn tác: sửa sản phẩm/kết quả, dòng A.3.")
    expect(page.locator("#id_product")).to_have_value("Của người khác")


@pytest.mark.django_db(transaction=True)
def test_the_source_unfolds_on_a_phone_and_nothing_scrolls_sideways(plan, phone, live_server):
    desk = Desk(phone, live_server.url)
    desk.sit("focal")
    desk.open(f"/nhap-van-ban/{plan.pk}/ra-soat/?mo={plan.tasks.get(code='A.1').pk}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360

"""People and units in a real browser: a unit registers by its mailbox, and a unit's end moves its open work."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from notifications.operations import deliver
from tasks.models import Assignment
from tests.browser.people import WARD, Desk, settle
from tests.factories import AssignmentFactory, PlanFactory
from units.models import Membership, Reorganisation, Unit

NEW_PASSWORD = "một câu dài dễ nhớ 2026"


@pytest.fixture
def desk(page, live_server, settings) -> Desk:
    """Letters stay in the demonstration's mailbox, which everybody reads there."""
    settings.EMAIL_URL, settings.EMBEDDED, settings.BASE_URL = "", True, live_server.url
    settle()
    return Desk(page, live_server.url)


def newest_letter(desk: Desk, words: str) -> str:
    """The address in the newest letter with these words, read on the page of the mailbox."""
    deliver(now=timezone.now())
    desk.open("/hop-thu-thu/")
    desk.page.locator("main a").filter(has_text=words).first.click()
    text = desk.page.locator("pre").text_content()
    return re.search(r"https?://\S+/(?:dang-ky|dat-mat-khau)/\S+/", text)[0]


def fill_row(phone: Page, row: int, name: str, email: str) -> None:
    phone.fill(f"[name=form-{row}-full_name]", name)
    phone.fill(f"[name=form-{row}-email]", email)


@pytest.mark.django_db(transaction=True)
def test_a_unit_registers_its_people_through_the_link_in_its_mailbox(desk, phone):
    unit = Unit.objects.exclude(code__in=[WARD, "STC", "VPUB"]).filter(kind="phuong").order_by("code").first()
    desk.sit("admin")
    desk.open(f"/don-vi/?nguoi=chua&tim={unit.code}")
    desk.page.locator("[name=ids]").first.check()
    desk.press("Gửi thư mời các đơn vị đã chọn")
    desk.sees("Đã gửi thư mời đến hộp thư công vụ của 1 đơn vị.")
    link = newest_letter(desk, "Đăng ký đầu mối")
    phone.goto(link)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    fill_row(phone, 0, "Nguyễn Thị An", "an@hanoi.example")
    phone.get_by_role("button", name="Đăng ký").click()
    phone.get_by_text("Chưa nêu lãnh đạo").wait_for()
    fill_row(phone, 1, "Trần Văn Bình", "binh@hanoi.example")
    phone.get_by_role("button", name="Đăng ký").click()
    phone.get_by_text("Đã đăng ký 2 người").wait_for()
    phone.goto(link)
    phone.get_by_text("đã được dùng lúc").wait_for()
    phone.goto(newest_letter(desk, "Đặt mật khẩu"))
    username = phone.locator(".sr-sub").text_content().rsplit(" ", 1)[1]
    phone.fill("[name=new_password1]", NEW_PASSWORD)
    phone.fill("[name=new_password2]", NEW_PASSWORD)
    phone.get_by_role("button", name="Đặt mật khẩu").click()
    phone.fill("[name=username]", username)
    phone.fill("[name=password]", NEW_PASSWORD)
    phone.get_by_role("button", name="Đăng nhập").click()
    phone.get_by_role("heading", name="Việc của tôi").wait_for()
    assert Membership.objects.filter(unit=unit).count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_end_of_a_unit_moves_its_open_work(desk):
    ward = Unit.objects.get(code=WARD)
    new = Unit.objects.filter(kind="phuong").exclude(code=WARD).order_by("code").first()
    plan = PlanFactory(focal_unit=Unit.objects.get(code="STC"), oversight_unit=Unit.objects.get(code="VPUB"))
    work = AssignmentFactory(task__plan=plan, unit=ward)
    desk.sit("admin")
    desk.open("/sap-xep-don-vi/")
    desk.page.select_option("[name=old_units]", str(ward.pk))
    desk.page.select_option("[name=new_units]", str(new.pk))
    desk.page.fill("[name=document_number]", "77/NQ-HĐND")
    today = timezone.localdate().isoformat()
    desk.page.fill("[name=document_date]", today)
    desk.page.fill("[name=effective_date]", today)
    desk.press("Xem trước")
    desk.sees(work.task.code, "Nguyễn Thị Lan", "Phạm Quốc Hùng")
    desk.press("Thực hiện, chuyển")
    desk.sees("Đã thực hiện sắp xếp.")
    after = Assignment.objects.get(unit=new)
    assert (after.due_date, after.original_due_date) == (work.due_date, work.original_due_date)
    assert Reorganisation.objects.get().state == "applied"
    desk.sit("head")
    desk.sees(work.task.name)
    desk.open(after.get_absolute_url())
    desk.sees(f"Tiếp nối việc của {ward.short_name}")
    desk.open(work.get_absolute_url())
    desk.sees("77/NQ-HĐND")

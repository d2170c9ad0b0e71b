"""The operator opens sending; a focal officer sets rungs and sees the preview; a day is run; the reader of the letter
says “đã nắm”, signs in and updates."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from agenda.models import Acknowledgement, Rung
from tasks.models import Assignment
from tests.browser.test_working import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_rung_to_the_update(page, live_server, settings, smtp_server, cast):
    settings.EMAIL_URL, settings.BASE_URL = smtp_server.url, live_server.url
    page.set_default_timeout(90_000)
    today = timezone.localdate()
    Assignment.objects.update(officer=cast.unit_officer, due_date=today + timedelta(days=30))
    page.goto(f"{live_server.url}/don-doc/mo-gui-tin/")
    sign_in(page, "admin")
    page.locator("summary", has_text="Mở cho mọi người").click()
    page.get_by_role("button", name="Mở cho mọi người").click()
    expect(page.locator("main")).to_contain_text("Đang gửi tin cho mọi người")
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/don-doc/?van_ban={cast.plan.pk}")
    sign_in(page, "focal_officer")
    days = page.locator("[name=bac-0-days]")
    days.fill("9")
    days.dispatch_event("change")
    expect(page.locator("#preview")).to_contain_text("9 ngày trước hạn")
    expect(page.locator("#effect")).to_contain_text("Đổi từ lần nhắc tới cho 1 lượt giao")
    page.get_by_role("button", name="Lưu bậc nhắc").click()
    expect(page.locator("main")).to_contain_text("Đã lưu 9 bậc nhắc")
    assert Rung.objects.filter(about="due", offset=-9).exists()
    # the day that the rung falls on
    Assignment.objects.update(due_date=today - timedelta(days=1))
    working_day = today + timedelta(days=(7 - today.weekday()) % 7 if today.weekday() > 4 else 0)
    call_command("remind", today=working_day.isoformat())
    [mail] = smtp_server.to(cast.unit_officer.email)
    assert "/mot-cham/" in mail.get_body(("plain",)).get_content()
    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("about:blank")
    page.set_content(mail.get_body(("html",)).get_content())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Mở việc này").first.click()
    expect(page.locator("main")).to_contain_text(str(cast.unit_officer))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not Acknowledgement.objects.exists()
    page.get_by_role("button", name="Đã nắm").click()
    expect(page.locator("main")).to_contain_text("Đã ghi: đã nắm, sẽ xong ngày")
    page.get_by_role("link", name="Đăng nhập để cập nhật").click()
    sign_in(page, "unit_officer")
    box = page.locator("#cap-nhat")
    box.locator("[name=note]").fill("Đã rà soát xong phần một")
    box.get_by_role("button", name="Lưu cập nhật").click()
    expect(page.locator("main")).to_contain_text("Đã lưu cập nhật.")
    expect(page.locator("main")).to_contain_text("báo đã nắm, sẽ xong ngày")

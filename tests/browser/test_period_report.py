"""A report opens before it is due, a unit types two fields, its head approves, the focal officer chases one unit,
receives, compiles and takes the Word and PDF files."""

from datetime import timedelta
from io import BytesIO

import pdfplumber
import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from notifications.models import Message
from reports.models import Report
from reports.operations.opening import open_reports
from tests.browser.test_working import sign_in
from tests.factories import UnitFactory
from tests.reports.filed import monthly
from tests.reports.worlds import given, say

pytestmark = pytest.mark.django_db(transaction=True)


def sit(page: Page, base: str, username: str, path: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{base}/dang-nhap/?next={path}")
    sign_in(page, username)


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    return waiting.value.path().read_bytes()


def test_a_report_of_two_typed_fields_goes_from_draft_to_pdf(page, live_server, settings, tmp_path, cast):
    settings.MEDIA_ROOT = str(tmp_path)
    page.set_default_timeout(90_000)
    base, now = live_server.url, timezone.now()
    today = timezone.localdate(now)
    late = given(cast.plan, cast.ward, due_date=today - timedelta(days=20), on=today - timedelta(days=40))
    say(late, today - timedelta(days=10), text="Máy quét hỏng", kind="ky_thuat")
    silent = UnitFactory(name="UBND xã Chưa Nộp", kind="xa")
    days = {"close_day": max(today.day - 1, 1), "due_day": today.day}
    for unit in (cast.ward, silent):
        monthly(cast.plan, unit, **days)
    assert open_reports(now=now - timedelta(days=1)) == 2  # before the day it is due
    report = Report.objects.get(unit=cast.ward)

    sit(page, base, "unit_officer", report.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Máy quét hỏng")
    boxes = page.locator("#viet textarea")
    expect(boxes).to_have_count(2)
    boxes.nth(0).fill("Thiếu máy quét do nhà thầu chậm giao.")
    expect(page.locator("#tu-luu")).to_contain_text("Tự lưu")
    boxes.nth(1).fill("Không có")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.locator("main")).to_contain_text("Đã trình lãnh đạo.")

    sit(page, base, "unit_head", report.get_absolute_url())
    page.get_by_role("button", name="Duyệt và gửi").click()
    expect(page.locator("main")).to_contain_text("Đã gửi báo cáo")

    sit(page, base, "focal_officer", "/bao-cao/tinh-hinh-nop/")
    expect(page.locator("main")).to_contain_text("UBND xã Chưa Nộp")
    page.get_by_role("button", name="Đôn đốc 1 đơn vị chưa nộp").click()
    expect(page.locator("main")).to_contain_text("Đã gửi đôn đốc đến 1 đơn vị")
    assert Message.objects.filter(kind="report_chased", unit=silent).count() == 1
    page.get_by_role("link", name=cast.ward.name).click()
    expect(page.locator("main")).to_contain_text("Thiếu máy quét do nhà thầu chậm giao.")
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận báo cáo.")

    page.goto(f"{base}/bao-cao/tong-hop/")
    page.locator("[name=plans]").first.check()
    page.get_by_role("button", name="Lập báo cáo").click()
    expect(page.get_by_role("link", name="Tải PDF")).to_be_visible(timeout=60_000)
    words = "\n".join(each.text for each in Document(BytesIO(downloaded(page, "Tải Word"))).paragraphs)
    with pdfplumber.open(BytesIO(downloaded(page, "Tải PDF"))) as pdf:
        printed = "\n".join(each.extract_text() for each in pdf.pages)
    for said in (words, printed):
        assert cast.plan.number in said
        assert "quá hạn" in said

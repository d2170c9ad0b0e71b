"""An officer on a phone updates and sends; a focal officer clears a queue of ten by keyboard."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tasks import operations as op
from tasks.models import Assignment
from tests.cast import NOW
from tests.factories import PASSWORD, AssignmentFactory
from tests.tasks.test_operations import PDF

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)


def test_an_officer_updates_and_sends_from_a_phone(phone, live_server, settings, tmp_path, cast):
    settings.MEDIA_ROOT = str(tmp_path)
    phone.set_default_timeout(90_000)
    work, base = cast.assignment, live_server.url
    type(cast.ward).objects.filter(pk=cast.ward.pk).update(needs_head_approval=False)
    work.task.acceptance = ["Có mã dự án"]
    work.task.save()
    address = work.get_absolute_url()
    phone.goto(base + address)
    sign_in(phone, "unit_officer")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    box = phone.locator("#cap-nhat")
    box.locator("[name=note]").fill("Đã rà soát 12 dự án")
    phone.context.clear_cookies(name="sessionid")  # the session ends while the update is half written
    box.get_by_role("button", name="Lưu cập nhật").click()
    phone.wait_for_url("**/dang-nhap/**")
    sign_in(phone, "unit_officer")
    phone.get_by_role("link", name="Mở lại việc").click()
    expect(phone.locator("#cap-nhat [name=note]")).to_have_value("Đã rà soát 12 dự án")
    phone.locator("#cap-nhat [name=percent]").fill("100")
    phone.get_by_role("button", name="Lưu cập nhật").click()
    expect(phone.locator("main")).to_contain_text("Đã lưu cập nhật.")
    proof = phone.locator("#minh-chung")
    file = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": PDF}
    proof.locator("[name=file]").set_input_files(file)
    proof.get_by_role("button", name="Thêm minh chứng").click()
    expect(phone.locator("main")).to_contain_text("Chưa trả lời tiêu chí nghiệm thu “Có mã dự án”")
    phone.locator("[name=criterion_0]").fill("42/42")
    phone.get_by_role("button", name="Lưu tiêu chí").click()
    expect(phone.locator("main")).to_contain_text("Đã lưu câu trả lời")
    phone.get_by_role("button", name="Gửi báo cáo hoàn thành").click()
    expect(phone.locator("main")).to_contain_text("Đã gửi báo cáo hoàn thành.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    work.refresh_from_db()
    assert (work.state, work.percent) == ("sent", 100)


def test_a_focal_officer_clears_a_queue_of_ten_by_keyboard(page, live_server, cast):
    for n in range(10):
        work = AssignmentFactory(task__plan=cast.plan, unit=cast.ward, state="sent", sent_date=date(2026, 1, 5 + n))
        Assignment.objects.filter(pk=work.pk).update(state="open")
        op.add_evidence(
            assignment_id=work.pk,
            actor=cast.unit_officer,
            kind="document",
            label="Báo cáo",
            document_number=f"{n}/BC",
            now=NOW,
        )
        Assignment.objects.filter(pk=work.pk).update(state="sent")
    page.set_default_timeout(90_000)
    page.goto(live_server.url + "/xac-nhan/")
    sign_in(page, "focal_officer")
    left = page.locator("[data-row]")
    expect(left).to_have_count(10)
    page.keyboard.press("x")
    expect(left).to_have_count(9)
    page.keyboard.press("z")
    expect(page.locator("main")).to_contain_text("Đã hoàn tác xác nhận")
    expect(left).to_have_count(10)
    for rest in range(9, 5, -1):
        page.keyboard.press("x")
        expect(left).to_have_count(rest)
    for _ in range(6):
        page.keyboard.press("j")
        page.keyboard.press("Space")
    page.get_by_role("button", name="Xác nhận các việc đã chọn").press("Enter")
    expect(page.locator("main")).to_contain_text("Đã xác nhận 6 trong 6 việc")
    assert Assignment.objects.filter(state="completed").count() == 10

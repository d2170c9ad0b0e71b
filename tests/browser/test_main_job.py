"""The main job end to end in a real browser: from a document to reminded, evidenced, confirmed, reported work."""

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agenda.operations import tick
from notifications.operations.delivering import deliver
from plans.models import Plan
from tasks.models import Assignment, Evidence
from tests.browser.people import WARD, Desk, settle
from tests.tasks.test_assigning import race
from units.calendars import WorkCalendar

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "ke-hoach-mau.docx"
SEED = ROOT.parent / "shared" / "seeds" / "docs" / "ke-hoach-du-an-dau-tu-2026.docx"
PDF = ROOT / "tests" / "browser" / "bao-cao.pdf"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("document", [path for path in (SAMPLE, SEED) if path.exists()], ids=lambda path: path.stem)
def test_main_job(document, page, live_server, settings, smtp_server, opened, tmp_path):
    settings.MEDIA_ROOT, settings.EMAIL_URL, settings.BASE_URL = str(tmp_path), smtp_server.url, live_server.url
    people = settle()
    desk = Desk(page, live_server.url)
    plan = bring_in(desk, document)
    work = plan.assignments.filter(unit__code=WARD, due_date__isnull=False).order_by("due_date", "id").first()
    do_the_work(desk, work, people)
    ask_for_a_supplement_once(desk, work)
    confirm(desk, work)
    remind(plan, smtp_server, settings)
    report(desk, plan)


def bring_in(desk: Desk, document: Path) -> Plan:
    """Upload, fill in what the paper leaves blank, review, publish."""
    desk.sit("focal")
    desk.open("/nhap-van-ban/")
    desk.page.set_input_files("input[type=file]", document)
    desk.press("Tải lên")
    desk.page.wait_for_url("**/ra-soat/")
    plan = Plan.objects.get()
    if not plan.number:
        desk.sees("văn bản chưa có số", "văn bản chưa có ngày ban hành", "Bản nháp vẫn được giữ".lower())
        desk.page.fill("[name=number]", "45/KH-UBND")
        desk.page.fill("[name=issued_date]", "22/01/2026")
        desk.press("Lưu thông tin")
        desk.sees("Đã lưu thông tin văn bản.")
    publish = desk.page.get_by_role("link", name=re.compile("Đưa vào theo dõi, giao")).first
    publish.click()
    desk.press("Đưa vào theo dõi, giao")
    desk.page.wait_for_url(f"**/van-ban/{plan.pk}/")
    desk.sees("Đang theo dõi", "Tỷ lệ hoàn thành")
    plan.refresh_from_db()
    assert plan.state == Plan.State.IN_FORCE
    return plan


def do_the_work(desk: Desk, work: Assignment, people: dict) -> None:
    desk.sit("officer")
    desk.sees(work.task.name[:40])
    desk.open(work.get_absolute_url())
    desk.page.select_option("[name=leader]", str(people["head"].pk))
    desk.page.select_option("[name=officer]", str(people["officer"].pk))
    desk.press("Tiếp nhận")
    desk.sees("Đã tiếp nhận")
    update = desk.page.locator("#cap-nhat")
    if work.is_counted:
        update.locator("[name=quantity_done]").fill("1")
    else:
        update.locator("[name=percent]").fill("60")
    update.locator("[name=note]").fill("Đã rà soát 42 dự án")
    update.get_by_text("Khó khăn, vướng mắc; kiến nghị").click()
    update.locator("[name=obstacle]").fill("Thiếu mã dự án của 3 dự án cũ")
    update.locator("[name=proposal]").fill("Đề nghị cấp lại mã dự án")
    update.get_by_role("button", name="Lưu cập nhật").click()
    desk.sees("Đã lưu cập nhật.", "Đã rà soát 42 dự án", "Đề nghị cấp lại mã dự án")
    prove(desk, "Danh mục dự án đã chuẩn hóa", PDF)
    desk.press("Trình lãnh đạo")
    desk.sees("Đã trình lãnh đạo.")
    send_as_head(desk, work)
    assert Evidence.objects.get().sealed_at


def prove(desk: Desk, label: str, file: Path | None = None) -> None:
    box = desk.page.locator("#minh-chung")
    if not box.locator("[name=label]").is_visible():
        box.get_by_text("Thêm minh chứng").first.click()
    box.locator("[name=label]").fill(label)
    if file:
        box.locator("[name=file]").set_input_files(file)
    else:
        box.locator("[name=document_number]").fill("88/BC-UBND")
    box.get_by_role("button", name="Thêm minh chứng").click()
    desk.sees(f"Đã thêm minh chứng “{label}”.")


def send_as_head(desk: Desk, work: Assignment) -> None:
    desk.sit("head")
    desk.sees("Chờ tôi duyệt")
    desk.open(work.get_absolute_url())
    desk.press("Duyệt và gửi")
    desk.sees("Đã gửi báo cáo hoàn thành.")


def ask_for_a_supplement_once(desk: Desk, work: Assignment) -> None:
    desk.sit("focal")
    desk.open("/xac-nhan/")
    desk.sees("Danh mục dự án đã chuẩn hóa", "bao-cao.pdf")
    desk.page.keyboard.press("b")
    desk.page.keyboard.press("2")
    desk.page.locator("[name=text]").fill("Thiếu báo cáo có chữ ký")
    desk.page.get_by_role("button", name="Đề nghị bổ sung", exact=True).click()
    desk.sees("Đã đề nghị bổ sung")
    desk.sit("officer")
    desk.open(work.get_absolute_url())
    desk.sees("đề nghị bổ sung", "Thiếu báo cáo có chữ ký")
    prove(desk, "Báo cáo có chữ ký")
    desk.press("Trình lãnh đạo")
    send_as_head(desk, work)


def confirm(desk: Desk, work: Assignment) -> None:
    desk.sit("focal")
    desk.open("/xac-nhan/")
    desk.sees("88/BC-UBND")
    desk.page.keyboard.press("x")
    desk.sees("Đã xác nhận", "Không còn việc chờ xác nhận.")
    work.refresh_from_db()
    assert work.state == Assignment.State.COMPLETED


def remind(plan: Plan, server, settings) -> None:
    """The tick of a day before the next due date; run again and twice at once it sends nothing twice."""
    due = plan.assignments.with_the_unit().order_by("counted_due_date").first().counted_due_date
    if plan.assignments.with_the_unit().filter(counted_due_date=date(2026, 1, 31)).exists():
        due = date(2026, 1, 31)
    day = WorkCalendar.load().on_or_before(due - timedelta(days=3))
    morning = datetime.combine(day, time(8, 0), HANOI)
    assert tick(now=morning).digests > 0
    deliver(now=timezone.now())
    first = Counter(letter["To"] for letter in server.messages if "việc" in letter["Subject"])
    assert first
    race(lambda: tick(now=morning), lambda: tick(now=morning))
    race(lambda: deliver(now=timezone.now()), lambda: deliver(now=timezone.now()))
    assert Counter(letter["To"] for letter in server.messages if "việc" in letter["Subject"]) == first
    assert len({letter["Message-ID"] for letter in server.messages}) == len(server.messages)
    reached = {recipient for recipients, _ in server.letters for recipient in recipients}
    nobody_there = plan.assignments.filter(counted_due_date=due).exclude(unit__code__in=[WARD, "STC"]).first()
    assert nobody_there.unit.official_mailbox in reached
    texts = [letter.get_body(("plain",)).get_content() for letter in server.to(nobody_there.unit.official_mailbox)]
    assert any(f"{due:%d/%m/%Y}" in text for text in texts)
    assert all(settings.BASE_URL in text for text in texts)


def report(desk: Desk, plan: Plan) -> None:
    today = timezone.localdate()
    desk.sit("focal")
    desk.open(f"/bao-cao/?plan={plan.pk}")
    desk.sees("Hoàn thành quá hạn", "lượt giao")
    files = {}
    for name in ("Tải Excel", "Tải Word"):
        with desk.page.expect_download() as download:
            desk.page.get_by_role("link", name=name).click()
        files[name] = Path(download.value.path()).read_bytes()
    book = openpyxl.load_workbook(BytesIO(files["Tải Excel"]))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    total = plan.assignments.filter(is_ongoing=False).count()
    assert total in cells
    assert plan.assignments.overdue(today).filter(is_ongoing=False).count() in cells
    words = " ".join(str(cell) for cell in cells)
    assert "Đề nghị cấp lại mã dự án" in words
    letter = docx.Document(BytesIO(files["Tải Word"]))
    text = " ".join(p.text for p in letter.paragraphs)
    tables = " ".join(cell.text for table in letter.tables for row in table.rows for cell in row.cells)
    assert plan.number in text + tables
    assert "Chưa hoàn thành quá hạn" in tables
    expect(desk.page.locator("main")).to_be_visible()

"""Undo a fresh publication; bring in an amended copy of the plan and apply what differs."""

import re
from datetime import date
from pathlib import Path
from threading import Thread

import docx
import pytest
from django.db import connection
from django.utils import timezone

from intake.operations import read_upload
from intake.views import uploading
from plans.models import Plan, PlanLink
from tasks.models import Assignment
from tasks.operations.assigning import lacking
from tests.browser.people import Desk, settle

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "ke-hoach-mau.docx"
SEED = ROOT.parent / "shared" / "seeds" / "docs" / "ke-hoach-131-2026.pdf"
NEW = "Tập huấn khai thác kho dữ liệu cho cán bộ xã"


@pytest.fixture
def worker(monkeypatch):
    """Reads beside the server, as the worker does, so that the page can be watched meanwhile."""
    started = []

    def read(pk):
        read_upload(upload_id=pk, now=timezone.now())
        connection.close()

    def start(pk):
        started.append(Thread(target=read, args=[pk]))
        started[-1].start()

    monkeypatch.setattr(uploading, "start_reading", start)
    yield
    for thread in started:
        thread.join()


@pytest.fixture
def desk(transactional_db, page, live_server, settings, tmp_path, worker):
    settings.MEDIA_ROOT, settings.BASE_URL = str(tmp_path), live_server.url
    settle()
    desk = Desk(page, live_server.url)
    desk.sit("focal")
    return desk


def send(desk: Desk, document: Path) -> None:
    """Choose the file and watch the bar until the draft opens."""
    desk.open("/nhap-van-ban/")
    desk.page.set_input_files("input[type=file]", document)
    desk.press("Tải lên")
    desk.page.wait_for_url(re.compile(r"/nhap-van-ban/\d+/"))
    desk.page.wait_for_url("**/ra-soat/", timeout=300_000)


def settle_draft(plan: Plan, text: str) -> None:
    """The number that the paper leaves blank; doubtful rows are held. The review page has tests of its own."""
    for _, tasks in lacking(plan):
        plan.tasks.filter(pk__in=tasks.values("pk")).update(held=True)
    Plan.objects.filter(pk=plan.pk, number="").update(number=text)
    Plan.objects.filter(pk=plan.pk, issued_date=None).update(issued_date=date(2026, 1, 22))


def publish(desk: Desk, plan: Plan) -> None:
    desk.open(f"/nhap-van-ban/{plan.pk}/dua-vao-theo-doi/")
    desk.sees("Sẽ được giao", "Theo đơn vị")
    desk.press("Đưa vào theo dõi, giao")
    desk.page.wait_for_url(f"**/van-ban/{plan.pk}/")
    desk.sees("Đang theo dõi")


def amended_copy(folder: Path) -> Path:
    """The sample with another deadline and product, without its last task, with one more."""
    document = docx.Document(str(SAMPLE))
    table = max(document.tables, key=lambda one: len(one.rows))
    head = [cell.text for cell in table.rows[0].cells]
    due, product, task = (
        head.index("Thời hạn hoàn thành"),
        head.index("Sản phẩm/kết quả"),
        head.index("Nội dung nhiệm vụ"),
    )
    table.rows[4].cells[due].text = "Trước ngày 31/12/2026"
    table.rows[9].cells[product].text = "Kho dữ liệu vận hành thử"
    last, before = table.rows[-1], table.rows[-2]
    last.cells[task].text = NEW
    last.cells[due].text = "Trước ngày 30/11/2026"
    before._tr.getparent().remove(before._tr)
    document.save(str(folder / "ban-sua-doi.docx"))
    return folder / "ban-sua-doi.docx"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("document", [path for path in (SAMPLE, SEED) if path.exists()], ids=lambda path: path.name)
def test_a_fresh_publication_is_taken_back_and_made_again(desk, document):
    send(desk, document)
    plan = Plan.objects.get()
    settle_draft(plan, "45/KH-UBND")
    publish(desk, plan)
    given = plan.assignments.count()
    assert given >= plan.tasks.filter(held=False).count() // 2
    desk.page.get_by_role("link", name="Thu hồi", exact=True).click()
    desk.sees("Đưa văn bản về bản nháp")
    desk.press("Thu hồi, bỏ")
    desk.page.wait_for_url("**/ra-soat/")
    assert not Assignment.objects.exists()
    publish(desk, plan)
    assert plan.assignments.count() == given


@pytest.mark.django_db(transaction=True)
def test_an_amended_copy_is_compared_and_applied(desk, tmp_path):
    send(desk, SAMPLE)
    plan = Plan.objects.get()
    settle_draft(plan, "45/KH-UBND")
    publish(desk, plan)
    tasks = plan.tasks.count()
    send(desk, amended_copy(tmp_path))
    version = Plan.objects.exclude(pk=plan.pk).get()
    desk.open(f"/nhap-van-ban/{version.pk}/dua-vao-theo-doi/")
    desk.sees("nhiệm vụ giống hệt")
    desk.press("So sánh, áp dụng phần khác")
    desk.page.wait_for_url("**/so-sanh/")
    desk.sees("Đổi thời hạn", "31/12/2026", "Kho dữ liệu vận hành thử", NEW, "Thêm", "Bỏ")
    desk.page.fill("[name=number]", "60/KH-UBND")
    desk.page.fill("[name=issued_date]", "20/11/2026")
    desk.press("Áp dụng phần đã chọn")
    desk.page.wait_for_url(f"**/van-ban/{plan.pk}/")
    desk.sees("Đã áp dụng bản sửa đổi")
    plan.refresh_from_db()
    assert plan.tasks.count() == tasks + 1
    added = plan.tasks.get(content=NEW)
    assert added.assignments.exists()
    moved = plan.assignments.filter(due_date=date(2026, 12, 31)).exclude(original_due_date=date(2026, 12, 31))
    assert moved.exists()
    assert plan.assignments.filter(state="cancelled").exists()
    assert PlanLink.objects.filter(to_plan=plan).count() == Plan.objects.filter(amends=plan).count()
    desk.open(f"/nhiem-vu/{moved.first().task_id}/")
    desk.sees("Đã sửa đổi", "Theo 60/KH-UBND ngày 20/11/2026")
    desk.open("/nhap-van-ban/")
    desk.page.set_input_files("input[type=file]", tmp_path / "ban-sua-doi.docx")
    desk.press("Tải lên")
    desk.page.wait_for_url(re.compile(r"/nhap-van-ban/\d+/$"))
    desk.sees("đã được nhập")

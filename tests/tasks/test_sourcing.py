"""Figures of a source system: checked row by row, applied in one step, and what reaches its total confirmed."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from tasks import operations as op
from tasks.errors import TaskConflict, TaskError
from tasks.exports import figures_template
from tasks.models import Assignment, Evidence, ProgressUpdate
from tests.cast import NOW
from tests.factories import AssignmentFactory


@pytest.fixture
def task(cast):
    """Two wards of one task: Cầu Giấy and Xã Đan Phượng."""
    AssignmentFactory(task=cast.assignment.task, unit=cast.elsewhere)
    return cast.assignment.task


def workbook(*rows, head=("Đơn vị", "Tổng số", "Đã làm")):
    book, kept = Workbook(), BytesIO()
    for row in (head, *rows):
        book.active.append(row)
    book.save(kept)
    kept.seek(0)
    return kept


def check(task, *rows, **more):
    return op.check_figures(task=task, file=workbook(*rows, **more), size=9_000, now=NOW)


def load(cast, task, checked, actor=None, confirm=True):
    return op.load_figures(
        task_id=task.pk,
        actor=actor or cast.focal_officer,
        rows=checked.rows,
        source="Hệ thống 1022",
        confirm=confirm,
        now=NOW,
    )


GOOD = ("UBND phường Cầu Giấy", 28, 28), ("UBND xã Đan Phượng", "40", 12.0)


def test_good_rows_are_written_and_what_is_complete_is_confirmed(cast, task):
    checked = check(task, *GOOD)
    assert (len(checked.rows), checked.completing, checked.wrong) == (2, 1, [])
    assert not ProgressUpdate.objects.exists()
    done = load(cast, task, checked)
    assert (done.updated, done.confirmed, done.left) == (2, 1, [])
    ward, other = Assignment.objects.order_by("pk")
    assert (ward.state, ward.percent, ward.sent_date, ward.confirmed_by) == (
        "completed",
        100,
        NOW.date(),
        cast.focal_officer,
    )
    assert (other.state, other.quantity_done, other.quantity_target, other.percent) == ("open", 12, 40, 30)
    assert Evidence.objects.get().label == "Số liệu từ Hệ thống 1022"
    assert set(ProgressUpdate.objects.values_list("source", flat=True)) == {"Hệ thống 1022"}


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("Phường Cầu Giáy Mới", 2, 1), "A2", "Không tìm thấy đơn vị"),
        (("Sở Khoa học và Công nghệ", 2, 1), "A2", "không có việc đang thực hiện"),
        (("", 2, 1), "A2", "Chưa ghi tên"),
        (("UBND phường Cầu Giấy", 2, 3), "C2", "nhiều hơn tổng số 2"),
        (("UBND phường Cầu Giấy", "hai mươi", 3), "B2", "ghi “hai mươi”"),
        (("UBND phường Cầu Giấy", 2, None), "C2", "để trống"),
        (("UBND phường Cầu Giấy", 2, 1.5), "C2", "số nguyên"),
        (("UBND phường Cầu Giấy", 0, 0), "B2", "lớn hơn 0"),
        (("UBND phường Cầu Giấy", -4, 0), "B2", "từ 0 trở lên"),
        (("UBND phường Cầu Giấy", "=1+1", 0), "B2", "=1+1"),
    ],
)
def test_each_wrong_cell_is_named(task, row, cell, words):
    wrong = check(task, row).wrong
    assert [one.cell for one in wrong] == [cell]
    assert words in wrong[0].text


def test_a_unit_twice_is_told_and_a_strange_file_refused(task):
    wrong = check(task, GOOD[0], GOOD[0]).wrong
    assert "Trùng đơn vị với dòng 2" in wrong[0].text
    with pytest.raises(TaskError, match="Dòng 1 phải là tiêu đề"):
        check(task, head=("A", "B", "C"))
    with pytest.raises(TaskError, match="không có dòng nào"):
        check(task)
    with pytest.raises(TaskError, match="Không đọc được tệp"):
        op.check_figures(task=task, file=BytesIO(b"PK\x03\x04"), size=4, now=NOW)


def test_what_changed_since_the_check_stops_all_of_it(cast, task):
    checked = check(task, *GOOD)
    Assignment.objects.filter(unit=cast.elsewhere).update(quantity_target=40, quantity_unit="hộ", quantity_done=13)
    with pytest.raises(TaskConflict, match="Dòng 3, UBND xã Đan Phượng: việc đã thay đổi"):
        load(cast, task, checked)
    assert not ProgressUpdate.objects.exists()
    assert set(Assignment.objects.values_list("state", flat=True)) == {"open"}


def test_the_focal_units_own_work_is_left_to_its_confirmer(cast, task):
    Assignment.objects.filter(unit=cast.ward).update(unit=cast.focal, confirming_unit=cast.office)
    done = load(cast, task, check(task, ("Sở Tài chính", 5, 5)))
    assert (done.updated, done.confirmed, done.left) == (1, 0, ["Sở Tài chính"])


@pytest.mark.parametrize("who", ["unit_officer", "unit_head", "partner_officer", "stranger", "inspector", "admin"])
def test_only_the_focal_unit_loads(client, cast, task, who):
    checked = check(task, *GOOD)
    with pytest.raises(PermissionDenied):
        load(cast, task, checked, actor=getattr(cast, who))
    client.force_login(getattr(cast, who))
    assert client.get(f"/nhiem-vu/{task.pk}/nhap-so/").status_code == 404


def test_the_page_gives_the_template_checks_previews_and_writes(client, cast, task):
    client.force_login(cast.focal_officer)
    address = f"/nhiem-vu/{task.pk}/nhap-so/"
    sheet = load_workbook(BytesIO(client.get(f"{address}mau.xlsx").content)).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == [
        "Đơn vị",
        "UBND phường Cầu Giấy",
        "UBND xã Đan Phượng",
    ]
    assert figures_template(task)[:2] == b"PK"
    bad = {"source": "1022", "file": SimpleUploadedFile("a.xlsx", workbook(("x", 1, 2)).read())}
    answer = client.post(address, bad)
    assert answer.status_code == 400
    assert "C2" in answer.content.decode()
    good = {"source": "1022", "file": SimpleUploadedFile("a.xlsx", workbook(*GOOD).read())}
    answer = client.post(address, good)
    assert "2 đơn vị, 1 đủ số" in answer.content.decode()
    kept = {"rows": answer.context["rows"], "confirm": "1"}
    told = client.post(f"{address}ghi/", kept, follow=True).content.decode()
    assert "Đã ghi số của 2 đơn vị, xác nhận 1 việc." in told
    again = client.post(f"{address}ghi/", kept, follow=True).content.decode()
    assert "Chưa có gì được ghi" in again
    assert "đã cũ quá một giờ" in client.post(f"{address}ghi/", {"rows": "x"}, follow=True).content.decode()

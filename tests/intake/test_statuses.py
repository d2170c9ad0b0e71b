"""Progress kept in another software, taken in from its .xlsx."""

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook

from intake.errors import IntakeError
from intake.operations.status_sample import sample_book
from intake.operations.statuses import COLUMNS, import_statuses
from tasks.models import ProgressUpdate
from tests.reports.worlds import given

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def imported(cast, *rows, head=COLUMNS, actor=None, **more):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return import_statuses(
        plan=cast.plan, actor=actor or cast.unit_officer, file=file, size=len(file.getvalue()), now=NOW, **more
    )


def test_a_row_becomes_progress_with_where_it_came_from(cast):
    code = cast.assignment.task.code
    done = imported(cast, (code, cast.ward.name, 40, "Đang thực hiện", date(2026, 1, 19)))
    cast.assignment.refresh_from_db()
    assert (done.updated, cast.assignment.percent, cast.assignment.state) == (1, 40, "open")
    note = ProgressUpdate.objects.get(assignment=cast.assignment).note
    assert note == "Nhập từ phần mềm khác: Đang thực hiện, ngày 19/01/2026"


def test_work_told_as_done_waits_for_its_proof(cast):
    done = imported(cast, (cast.assignment.task.code, cast.ward.name, None, "Hoàn thành", None))
    cast.assignment.refresh_from_db()
    assert (done.finished, cast.assignment.percent, cast.assignment.state) == (1, 100, "open")


def test_a_dry_run_writes_nothing(cast):
    done = imported(cast, (cast.assignment.task.code, cast.ward.name, 40, "", None), dry_run=True)
    cast.assignment.refresh_from_db()
    assert (len(done.rows), done.updated, cast.assignment.percent) == (1, 0, 0)


def test_each_wrong_row_is_named_and_nothing_is_written(cast):
    code, ward = cast.assignment.task.code, cast.ward.name
    elsewhere = given(cast.plan, cast.elsewhere)
    done = imported(
        cast,
        (code, ward, 40, "", None),
        (code, ward, 50, "", None),
        (code, "Sở Không Có", 40, "", None),
        ("X.9", ward, 40, "", None),
        (code, ward, 140, "", None),
        (code, ward, 40, "Lạ", None),
        (code, ward, 40, "", "hôm qua"),
        (elsewhere.task.code, cast.elsewhere.name, 40, "", None),
    )
    cast.assignment.refresh_from_db()
    assert (done.updated, cast.assignment.percent) == (0, 0)
    assert [sentence.split(":")[0] for sentence in done.wrong] == [f"Dòng {n}" for n in range(3, 10)]
    assert "không cập nhật được việc của" in done.wrong[-1]


def test_the_focal_unit_takes_in_the_progress_of_all_units_of_its_plan(cast):
    elsewhere = given(cast.plan, cast.elsewhere)
    rows = [(row.task.code, row.unit.name, 40, "", None) for row in (cast.assignment, elsewhere)]
    assert imported(cast, *rows, actor=cast.focal_officer).updated == 2
    assert set(ProgressUpdate.objects.values_list("assignment", "author", "percent")) == {
        (cast.assignment.pk, cast.focal_officer.pk, 40),
        (elsewhere.pk, cast.focal_officer.pk, 40),
    }
    assert imported(cast, *rows, actor=cast.office_officer).wrong
    sheet = load_workbook(BytesIO(sample_book(plan=cast.plan, actor=cast.focal_officer))).active
    assert {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)} == {cast.ward.name, cast.elsewhere.name}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a;b;c"])
def test_what_is_no_workbook_is_refused_in_a_sentence(cast, content):
    with pytest.raises(IntakeError, match="Không đọc được tệp"):
        import_statuses(plan=cast.plan, actor=cast.unit_officer, file=BytesIO(content), size=len(content), now=NOW)


def test_another_head_is_refused_with_the_right_one(cast):
    with pytest.raises(IntakeError, match="Dòng 1 phải là tiêu đề: Mã nhiệm vụ"):
        imported(cast, head=("A", "B"))

from collections import Counter
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from reports.exports.letter import letter
from reports.exports.workbook import workbook
from reports.queries import plan_report
from tasks.figures import official
from tasks.models import Assignment
from tests.factories import PlanFactory, TaskFactory, UnitFactory
from tests.reports.worlds import finished, given, prove, say
from units import periods

pytestmark = pytest.mark.django_db
FEBRUARY = periods.administrative_month(2026, 2)
TODAY = date(2026, 2, 10)


def report_of(plan):
    return plan_report(plan=plan, period=FEBRUARY, today=TODAY)


@pytest.fixture
def plan():
    """Four units, three tasks, every state; the figures are counted again by hand below."""
    plan = PlanFactory(focal_unit=UnitFactory(name="Sở Khoa học và Công nghệ", kind="so", code="SKHCN"))
    units = [UnitFactory(name=f"Phường {n}", kind="phuong") for n in "ABCD"]
    tasks = [TaskFactory(plan=plan, code=f"IV.{n}") for n in range(3)]
    for n, unit in enumerate(units):
        finished(plan, unit, date(2026, 1, 20) + timedelta(days=5 * n), task=tasks[0])
        given(plan, unit, task=tasks[1], percent=10 * n)
        given(plan, unit, task=tasks[2], due_date=date(2026, 3, 1) if n % 2 else None, is_ongoing=not n % 2)
    return plan


def by_hand(assignments):
    """Official states counted one by one, as a clerk would."""
    return Counter(
        "Ngoài tỷ lệ"
        if a.is_ongoing
        else official(state=a.state, due=a.counted_due_date, sent=a.sent_date, today=TODAY).label
        for a in assignments
    )


def opened(plan):
    return load_workbook(BytesIO(workbook(report_of(plan))))


def rows_below(sheet, head):
    rows = list(sheet.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[: len(head)] == head)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_the_overview_holds_the_four_states_as_counted_by_hand(plan):
    lines = {
        str(row["Tình hình"]).strip(): row["Số lượt giao"]
        for row in rows_below(opened(plan)["Tổng hợp"], ("Tình hình",))
    }
    counted = by_hand(Assignment.objects.filter(plan=plan))
    assert {label: lines[label] for label in counted if label != "Ngoài tỷ lệ"} == {
        label: count for label, count in counted.items() if label != "Ngoài tỷ lệ"
    }
    assert lines["Thường xuyên"] == counted["Ngoài tỷ lệ"] == 2
    assert lines["Tỷ lệ hoàn thành"] == pytest.approx(0.5)  # 4 done, 4 overdue


def test_each_unit_row_is_what_a_clerk_would_count_for_it(plan):
    for row in rows_below(opened(plan)["Theo đơn vị"], ("TT", "Đơn vị")):
        name = row["Đơn vị"].replace("UBND phường", "Phường")
        counted = by_hand(Assignment.objects.filter(plan=plan, unit__name=name))
        labels = [label for label in row if label.startswith(("Hoàn thành", "Chưa hoàn thành", "Ngoài"))]
        assert {label: row[label] for label in labels} == {label: counted[label] for label in labels}
        assert row["Số lượt giao"] == counted.total() == 3


def test_overdue_rows_carry_true_dates(plan):
    sheet = opened(plan)["Nhiệm vụ quá hạn"]
    rows = rows_below(sheet, ("TT", "Mã"))
    assert {(row["Hạn"].date(), row["Số ngày quá hạn"]) for row in rows} == {(date(2026, 1, 31), 10)}
    assert sheet["E5"].number_format == "dd/mm/yyyy"


def test_the_task_sheet_says_what_each_task_counts_as(plan):
    rows = rows_below(opened(plan)["Nhiệm vụ"], ("TT", "Mã"))
    assert [(row["Mã"], row["Tình hình của nhiệm vụ"]) for row in rows] == [
        ("IV.0", "Hoàn thành quá hạn"),
        ("IV.1", "Chưa hoàn thành quá hạn"),
        ("IV.2", "Chưa hoàn thành trong hạn"),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_a_unit_is_run_by_a_spreadsheet(start):
    text = f'{start}HYPERLINK("http://example.org","x")'
    unit = UnitFactory(name=text)
    plan = PlanFactory(title=text, number="1/KH")
    assignment = given(plan, unit, task=TaskFactory(plan=plan, code=text, content=text, lead_text=text))
    say(assignment, TODAY, text=text, proposal=text)
    prove(assignment, TODAY, text)
    cells = [cell for sheet in opened(plan) for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    dangerous = [
        cell
        for cell in cells
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t", "\r"))
    ]
    assert all(cell.quotePrefix for cell in dangerous)


def test_control_characters_do_not_break_the_files():
    plan = PlanFactory(title="Kế\x02 hoạch\x0b")
    say(given(plan, UnitFactory(name="A & <B>")), TODAY, text="Thiếu\x01 máy <script>")
    assert "Thiếu máy <script>" in text_of(opened_letter(plan))
    assert "Kế hoạch" in [row[0].value for row in opened(plan)["Tổng hợp"].iter_rows()]


def test_sheets_print_on_landscape_a4_with_their_head_on_every_page(plan):
    for sheet in opened(plan):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows


def opened_letter(plan):
    return Document(BytesIO(letter(report_of(plan))))


def text_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def table_with(document, head):
    return next(
        table
        for table in document.tables
        if table.rows[0].cells[0].text == head or head in table.rows[0].cells[1].text
    )


def test_the_letter_has_the_official_parts(plan):
    text = text_of(opened_letter(plan))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "/BC-SKHCN",
        "BÁO CÁO",
        "Kính gửi: UBND thành phố Hà Nội",
        "I. KẾT QUẢ THỰC HIỆN",
        "II. VIỆC QUÁ HẠN",
        "III. KHÓ KHĂN, VƯỚNG MẮC",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT",
        "Nơi nhận:",
    ):
        assert part in text


def test_the_letter_and_the_workbook_agree(plan):
    table = table_with(opened_letter(plan), "Tình hình")
    lettered = [[cell.text.removeprefix("- ") for cell in row.cells] for row in table.rows[1:8]]
    booked = [
        [str(row["Tình hình"]).strip(), str(row["Số nhiệm vụ"]), str(row["Số lượt giao"])]
        for row in rows_below(opened(plan)["Tổng hợp"], ("Tình hình",))[:7]
    ]
    assert lettered == booked


def test_the_letter_says_its_figures_in_words(plan):
    text = text_of(opened_letter(plan))
    assert "3 nhiệm vụ đã được giao cho 4 đơn vị, thành 12 lượt giao" in text
    assert "đã hoàn thành 4 (đúng hạn 3, quá hạn 1); chưa hoàn thành 6 (trong hạn 2, quá hạn 4)" in text
    assert "Tỷ lệ hoàn thành: 50,0% (4/8 lượt giao)" in text
    assert "Có 4 lượt giao quá hạn của 1 nhiệm vụ, tại 4 đơn vị" in text


def test_pages_follow_the_decree(plan):
    document = opened_letter(plan)
    first, appendix = document.sections[0], document.sections[1]
    assert [round(size.mm) for size in (first.page_width, first.left_margin, first.top_margin)] == [210, 30, 20]
    assert appendix.orientation == WD_ORIENT.LANDSCAPE
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_the_appendix_lists_every_unit_and_every_overdue_row(plan):
    document = opened_letter(plan)
    assert len(table_with(document, "Đơn vị").rows) == 1 + 4
    assert len(table_with(document, "Mã").rows) == 1 + 4


def test_one_text_said_by_many_is_told_once_with_all_their_names(plan):
    for assignment in Assignment.objects.filter(plan=plan, task__code="IV.1"):
        say(assignment, TODAY, text="- Chưa có mẫu thống nhất.", kind="cho_huong_dan")
    paragraphs = [p.text for p in opened_letter(plan).paragraphs if "Chưa có mẫu" in p.text]
    names = "; ".join(f"UBND phường {name} (IV.1)" for name in "ABCD")
    assert paragraphs == [f"- Chưa có mẫu thống nhất – {names}."]


def test_an_empty_plan_still_makes_both_files():
    plan = PlanFactory()
    assert "chưa có nhiệm vụ nào được giao" in text_of(opened_letter(plan))
    assert opened(plan)["Theo đơn vị"]["A5"].value == "Không có."

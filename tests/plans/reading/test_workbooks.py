import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date

import openpyxl
import pytest

from plans.reading import Unreadable, read, workbook
from plans.reading.blocks import Document, Paragraph, Table
from plans.reading.formats import read_blocks
from plans.reading.number_formats import show_number, show_text
from tests.plans.reading.papers import COLUMNS, with_parts

TASK = ("1", "Mua sách", "Sở Y tế", "", "1/10/2026", "Tủ sách")


class Book:
    """`Book().rows(…)` fills the first sheet from its next free row."""

    def __init__(self, name: str = "Sheet1") -> None:
        self.workbook = openpyxl.Workbook()
        self.sheet = self.workbook.active
        self.sheet.title = name

    def rows(self, *rows: Iterable) -> "Book":
        for row in rows:
            self.sheet.append(list(row))
        return self

    def another(self, name: str) -> "Book":
        self.sheet = self.workbook.create_sheet(name)
        return self

    def bytes(self) -> bytes:
        stream = io.BytesIO()
        self.workbook.save(stream)
        return stream.getvalue()


def blocks_of(book: Book) -> Document:
    return read_blocks(book.bytes(), "plan.xlsx")


def tasks_of(book: Book) -> list[dict]:
    return read(book.bytes(), filename="plan.xlsx")["tasks"]


def test_rows_above_the_header_are_paragraphs():
    book = Book().rows(["PHỤ LỤC I"], ["DANH MỤC NHIỆM VỤ"], [], COLUMNS, TASK)
    first, second, table = blocks_of(book).blocks
    assert (first.text, second.text) == ("PHỤ LỤC I", "DANH MỤC NHIỆM VỤ")
    assert [row.number for row in table.rows] == [4, 5]
    (task,) = tasks_of(book)
    assert (task["id"], task["content"], task["leads"]) == ("PL01.1", "Mua sách", ["Sở Y tế"])
    assert task["place"] == {"table": 1, "row": 5}


def test_the_title_of_an_appendix_gives_all_its_rows_to_a_unit():
    rows = (("TT", "Nhiệm vụ", "Thời gian"), (1, "Mở chợ đêm", "Quý II/2026"))
    book = Book().rows(["PHỤ LỤC I"], ["NHIỆM VỤ GIAO SỞ CÔNG THƯƠNG CHỦ TRÌ"], *rows).another("2")
    book.rows(["PHỤ LỤC II"], ["DANH MỤC NHIỆM VỤ CỦA UBND XÃ TÀ LÀI NĂM 2026"], *rows)
    assert [task["leads"] for task in tasks_of(book)] == [["Sở Công thương"], ["UBND xã Tà Lài"]]


def test_rows_keep_their_own_codes_and_say_again_what_stands_above():
    book = Book("Hướng dẫn").rows(["HƯỚNG DẪN"], ["1. Không sửa cột mã."], ["2. Cập nhật hằng tuần."])
    head = ("Mã", "Nội dung", "Phòng chủ trì", "Ngày kết thúc", "Kết quả")
    rows = (("QH01", "Lập quy hoạch", "Phòng Quy hoạch", "Quý II/2026", "Quy hoạch"),
            ("QH02", "Công bố quy hoạch", "nt", "-nt-", "như trên"))  # fmt: skip
    book.another("Việc 2026").rows(["KẾ HOẠCH CÔNG TÁC NĂM 2026"], ["(Kèm theo Kế hoạch số 3/KH-SXD ngày 5/1/2026)"])
    result = read(book.rows(head, *rows).bytes(), filename="plan.xlsx")
    assert [(task["id"], task["leads"], task["deadline"]["due"], task["product"]) for task in result["tasks"]] == [
        ("QH01", ["Phòng Quy hoạch"], "2026-06-30", "Quy hoạch"),
        ("QH02", ["Phòng Quy hoạch"], "2026-06-30", "Quy hoạch"),
    ]
    assert (result["document"]["kind"], result["document"]["title"]) == ("Kế hoạch", "Công tác năm 2026")


def test_two_texts_side_by_side_above_the_header_stay_so():
    book = Book().rows(["UBND PHƯỜNG SAO MAI", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], COLUMNS, TASK)
    letterhead, table = blocks_of(book).blocks
    assert [cell.text for cell in letterhead.rows[0].cells.values()] == [
        "UBND PHƯỜNG SAO MAI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    assert (letterhead.number, table.number) == (1, 2)


def test_dates_are_what_their_cells_show():
    book = Book().rows(COLUMNS, *[(str(n), f"Việc {n}", "Sở Y tế", "", date(2026, 5, 1), "") for n in (1, 2, 3)])
    for row, shown in zip((2, 3, 4), ('"Trước "dd/mm/yyyy', '"Tháng "m/yyyy', "mmm-yy"), strict=True):
        book.sheet.cell(row, 5).number_format = shown
    tasks = tasks_of(book)
    assert [task["deadline_text"] for task in tasks] == ["Trước 01/05/2026", "Tháng 5/2026", "Tháng 5/2026"]
    assert [task["deadline"]["due"] for task in tasks] == ["2026-05-01", "2026-05-31", "2026-05-31"]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (46047, '"Trước "dd/mm/yyyy', "Trước 25/01/2026"),
        (46143, "[$-42A]dd mmmm yyyy;@", "1/5/2026"),
        (46143.5, "dd/mm/yyyy h:mm", "01/05/2026 12:00"),
        (46143, "dddd", "Thứ Sáu"),
        (61, "d/m/yyyy", "1/3/1900"),
        (1e300, "dd/mm/yyyy", "1e+300"),
        (0.943, "0.0%", "94,3%"),
        (1962, "#,##0", "1.962"),
        (2, '"Quý "0', "Quý 2"),
        (7, "000", "007"),
        (-5, "0;(0)", "(5)"),
        (3.1, "General", "3.1"),
        (1.5, "# ?/?", "1.5"),
        (3, "", "3"),
    ],
)
def test_a_number_is_shown_by_its_format(value: float, code: str, shown: str):
    assert show_number(value, code) == shown


def test_a_text_keeps_the_words_of_its_format():
    assert show_text("31/01/2026", '"Trước "@') == "Trước 31/01/2026"
    assert show_text("Quý I", "0;-0;0") == "Quý I"


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    assert show_number(0, "d/m/yyyy", from_1904=True) == "1/1/1904"


def test_a_formula_is_never_worked_out_and_marks_its_row():
    book = Book().rows(COLUMNS, ("1", "=1+1", "Sở Y tế", "", "1/10/2026", ""), ("2", *TASK[1:]))
    first, second = tasks_of(book)
    assert first["content"] == "=1+1"
    assert "Ô B2 là công thức" in first["doubts"][0]["text"] + first["doubts"][-1]["text"]
    assert first["confidence"] < second["confidence"]
    assert not any("công thức" in doubt["text"] for doubt in second["doubts"])


def test_the_stored_value_of_a_formula_is_read_as_text():
    data = Book().rows(COLUMNS, ("1", "=1+1", "Sở Y tế", "", "1/10/2026", "")).bytes()
    data = _with_stored(data, b"2")
    assert read(data, filename="plan.xlsx")["tasks"][0]["content"] == "2"


def test_running_numbers_by_formula_are_labels_without_a_doubt():
    data = Book().rows(COLUMNS, ("=0+1", *TASK[1:])).bytes()
    data = _with_stored(data, b"1")
    (task,) = read(data, filename="plan.xlsx")["tasks"]
    assert (task["id"], [d for d in task["doubts"] if "công thức" in d["text"]]) == ("1", [])


def test_text_that_looks_like_a_formula_is_kept_as_it_stands():
    texts = ["-Tổng hợp, báo cáo.", "+84 Đường dây nóng", "@SUM(1+1)", '<script>alert("a")</script> Cập nhật']
    book = Book().rows(COLUMNS, *[(str(n), text, "Sở Y tế", "", "1/10/2026", "") for n, text in enumerate(texts, 1)])
    assert [task["content"] for task in tasks_of(book)] == texts


def test_merged_cells_are_drawn_as_word_draws_them():
    book = Book().rows(COLUMNS, ("I", "Phần một"), TASK, ("2", "Việc hai", None, None, "2/10/2026"))
    book.sheet.merge_cells("B2:F2")
    book.sheet.merge_cells("C3:C4")
    (table,) = blocks_of(book).blocks
    assert table.rows[1].at(1).span == 5
    assert (table.rows[3].at(2).text, table.rows[3].at(2).repeated) == ("Sở Y tế", True)
    tasks = tasks_of(book)
    assert [(task["id"], task["leads"]) for task in tasks] == [("I.1", ["Sở Y tế"]), ("I.2", ["Sở Y tế"])]


def test_each_sheet_is_an_appendix_by_its_name_where_its_rows_do_not_say_so():
    book = Book("PL01").rows(COLUMNS, TASK).another("Phụ lục số 2").rows(COLUMNS, TASK)
    assert [task["id"] for task in tasks_of(book)] == ["PL01.1", "PL2.1"]


def test_a_second_appendix_below_the_first_begins_a_table_of_its_own():
    rows = [["Phụ lục 1"], COLUMNS, TASK, [], ["Phụ lục 2"], COLUMNS, TASK, [], [None, "Người lập biểu"]]
    blocks = blocks_of(Book().rows(*rows)).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph, Table, Paragraph]
    assert [task["id"] for task in tasks_of(Book().rows(*rows))] == ["PL1.1", "PL2.1"]


def test_hidden_rows_are_read_and_marked_hidden_sheets_are_named():
    book = Book().rows(COLUMNS, TASK, ("2", "Việc ẩn", "Sở Y tế", "", "2/10/2026", ""))
    book.sheet.row_dimensions[3].hidden = True
    book.another("Danh mục cũ").rows(COLUMNS, TASK)
    book.sheet.sheet_state = "hidden"
    result = read(book.bytes(), filename="plan.xlsx")
    shown, hidden = result["tasks"]
    assert "Dòng 3 đang ẩn" in str(hidden["doubts"])
    assert "đang ẩn" not in str(shown["doubts"])
    assert "Danh mục cũ" in result["doubts"][-1]["text"]


def test_hidden_columns_are_left_out_and_said_so():
    book = Book().rows((*COLUMNS, "Sản phẩm cũ"), (*TASK, "Không dùng"))
    book.sheet.column_dimensions["G"].hidden = True
    result = read(book.bytes(), filename="plan.xlsx")
    assert "Không dùng" not in str(result["source"])
    assert "cột ẩn" in str(result["doubts"])


def test_an_empty_workbook_has_no_text():
    with pytest.raises(Unreadable) as refusal:
        read(Book().bytes(), filename="plan.xlsx")
    assert refusal.value.code == "no_text"


def test_a_workbook_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CELLS", 10)
    with pytest.raises(Unreadable) as refusal:
        read(Book().rows(COLUMNS, TASK).bytes(), filename="plan.xlsx")
    assert refusal.value.code == "limits"


def _with_stored(data: bytes, value: bytes) -> bytes:
    """The workbook as Excel leaves it: each formula with the value that it had last."""
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read(name)
    return with_parts(data, {name: re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>" + value + b"</v>", sheet)})

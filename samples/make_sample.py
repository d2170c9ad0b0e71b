"""Make the sample plan as a Word file. Run from the repository's root: python -m samples.make_sample

Without number and date, as samples/ke-hoach-mau.docx has it, or with them and its dates around a given day.
"""

import io
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table

from samples.plan_content import (
    COMMUNES,
    DEPARTMENTS,
    INDICATORS,
    ORGANISING,
    PURPOSE,
    SIGNER,
    TASKS,
    TITLE,
)

STATIC_DAY = date(2026, 11, 20)
TASK_COLUMNS = (
    ("TT", 1.2),
    ("Nội dung nhiệm vụ", 8.0),
    ("Sản phẩm/kết quả", 4.6),
    ("Đơn vị chủ trì", 4.0),
    ("Đơn vị phối hợp", 4.4),
    ("Thời hạn hoàn thành", 3.4),
)
INDICATOR_COLUMNS = (
    ("TT", 1.2),
    ("Chỉ tiêu", 9.4),
    ("Đơn vị chủ trì theo dõi, hướng dẫn, tổng hợp", 5.0),
    ("Đơn vị chủ trì thực hiện", 5.0),
    ("Đơn vị phối hợp", 5.0),
)


def build(today: date, *, number: str = "", issued_on: date | None = None) -> bytes:
    """The .docx; task dates lie around `today`. Number and day of issue are left blank unless given."""
    word = _page()
    _letterhead(word, number, issued_on, today.year)
    _body(word)
    _signature(word)
    _landscape(word)
    attached = _attached(number, issued_on)
    _appendix(word, "Phụ lục 01", "PHÂN CÔNG NHIỆM VỤ", attached)
    _tasks(word, today)
    word.add_page_break()
    _appendix(word, "Phụ lục 02", "CÁC CHỈ TIÊU", attached)
    _indicators(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def deadline(said: int | str, today: date) -> str:
    if isinstance(said, int):
        return f"Trước {today + timedelta(days=said):%d/%m/%Y}"
    if said == "tháng sau":
        following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return f"Tháng {following.month}/{following.year}"
    if said == "quý sau":
        quarter, year = (today.month - 1) // 3 + 2, today.year
        quarter, year = (1, year + 1) if quarter == 5 else (quarter, year)
        return f"Quý {('I', 'II', 'III', 'IV')[quarter - 1]}/{year}"
    return said


def _page() -> Word:
    word = Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    return word


def _letterhead(word: Word, number: str, issued_on: date | None, year: int) -> None:
    table = word.add_table(rows=2, cols=2)
    _cell(table, 0, 0, "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HÀ NỘI", bold=True)
    _cell(table, 0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", bold=True)
    _cell(table, 1, 0, f"Số: {number or '      /KH-UBND'}")
    day = (
        f"ngày {issued_on:%d} tháng {issued_on:%m} năm {issued_on:%Y}"
        if issued_on
        else f"ngày    tháng    năm {year}"
    )
    _cell(table, 1, 1, f"Hà Nội, {day}")
    _line(word, "KẾ HOẠCH", bold=True, middle=True)
    _line(word, TITLE, bold=True, middle=True)


def _body(word: Word) -> None:
    _line(
        word,
        "Để hồ sơ của phường, xã tra được ngay trên mạng, UBND Thành phố ban hành Kế hoạch với các nội dung sau:",
    )
    _line(word, "I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    for purpose in PURPOSE:
        _line(word, f"- {purpose}")
    _line(word, "II. NỘI DUNG TRIỂN KHAI", bold=True)
    _line(word, "Nhiệm vụ, thời hạn tại Phụ lục 01; các chỉ tiêu tại Phụ lục 02 kèm theo.")
    _line(word, "III. TỔ CHỨC THỰC HIỆN", bold=True)
    for heading, text in ORGANISING:
        _line(word, heading, bold=True)
        _line(word, f"- {text}")


def _signature(word: Word) -> None:
    table = word.add_table(rows=1, cols=2)
    _cell(table, 0, 0, "Nơi nhận:", f"- {DEPARTMENTS};", f"- {COMMUNES};", "- Lưu: VT.", middle=False)
    _cell(table, 0, 1, "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", SIGNER, bold=True)


def _landscape(word: Word) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)


def _attached(number: str, issued_on: date | None) -> str:
    known = f"{number} ngày {issued_on:%d/%m/%Y}" if number and issued_on else "      /KH-UBND ngày    /   /      "
    return f"(Kèm theo Kế hoạch số {known} của UBND Thành phố)"


def _appendix(word: Word, name: str, title: str, attached: str) -> None:
    _line(word, name, bold=True, middle=True)
    _line(word, title, bold=True, middle=True)
    _line(word, attached, middle=True)


def _tasks(word: Word, today: date) -> None:
    table = _table(word, TASK_COLUMNS)
    for letter, (group, tasks) in zip("ABCD", TASKS, strict=True):
        _fill(table, (letter, group, "", "", "", ""), bold=True)
        for count, row in enumerate(tasks, 1):
            due = deadline(row.deadline, today)
            _fill(table, (str(count), row.content, row.product, row.leads, row.partners, due))


def _indicators(word: Word) -> None:
    table = _table(word, INDICATOR_COLUMNS)
    for count, row in enumerate(INDICATORS, 1):
        _fill(table, (str(count), *row))


def _table(word: Word, columns: tuple[tuple[str, float], ...]) -> Table:
    table = word.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for cell, (name, width) in zip(table.rows[0].cells, columns, strict=True):
        cell.width = Cm(width)
        _write(cell.paragraphs[0], name, bold=True, size=12, middle=True)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    return table


def _fill(table: Table, texts: tuple[str, ...], *, bold: bool = False) -> None:
    above = table.rows[0].cells
    for cell, head, text in zip(table.add_row().cells, above, texts, strict=True):
        cell.width = head.width
        _write(cell.paragraphs[0], text, bold=bold, size=12)


def _cell(table: Table, row: int, column: int, *lines: str, bold: bool = False, middle: bool = True) -> None:
    cell = table.cell(row, column)
    for count, line in enumerate(lines):
        paragraph = cell.add_paragraph() if count else cell.paragraphs[0]
        _write(paragraph, line, bold=bold, size=13, middle=middle)


def _line(word: Word, text: str, *, bold: bool = False, middle: bool = False) -> None:
    _write(word.add_paragraph(), text, bold=bold, size=14, middle=middle)


def _write(paragraph: "object", text: str, *, bold: bool = False, size: int, middle: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


if __name__ == "__main__":
    Path(__file__).with_name("ke-hoach-mau.docx").write_bytes(build(STATIC_DAY))

"""Long lists as CSV and .xlsx, written row by row so that memory does not grow with them."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports.tables import Column
from reports.exports.wording import FORMULA_STARTS, clean, neutral
from reports.exports.workbook import CELL_LIMIT

WORK = [
    Column("TT", 6, "order"),
    Column("Mã", 11),
    Column("Nhiệm vụ", 50),
    Column("Đơn vị", 26),
    Column("Phần việc", 18),
    Column("Hạn ban đầu", 12, "date"),
    Column("Hạn", 12, "date"),
    Column("Tình trạng", 18),
    Column("Trạng thái báo cáo", 22),
    Column("Tiến độ (%)", 9, "number"),
    Column("Đã làm", 10),
    Column("Ngày gửi", 12, "date"),
    Column("Ngày xác nhận", 12, "date"),
]
PRODUCTS = [
    Column("TT", 6, "order"),
    Column("Họ và tên", 22),
    Column("Đơn vị", 26),
    Column("Văn bản", 16),
    Column("Mã", 11),
    Column("Nhiệm vụ", 44),
    Column("Sản phẩm theo văn bản", 36),
    Column("Minh chứng", 36),
    Column("Hạn", 12, "date"),
    Column("Gửi lần đầu", 12, "date"),
    Column("Gửi lần cuối", 12, "date"),
    Column("Ngày xác nhận", 12, "date"),
    Column("Kết quả", 22),
    Column("Số lần đề nghị bổ sung", 10, "number"),
    Column("Lãnh đạo phụ trách", 22),
]
TOLD_EVERY = 500
HEAD_ROW = 3  # counted from 0
FONT = {"font_name": "Times New Roman", "font_size": 10.5}
CELL = {**FONT, "border": 1, "border_color": "#B7C1CD", "text_wrap": True, "valign": "top"}
KINDS = {
    "order": {"align": "center"},
    "number": {"align": "center", "num_format": "#,##0"},
    "date": {"align": "center", "num_format": "dd/mm/yyyy"},
}


def list_csv(columns: list[Column], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Lines of UTF-8 with the mark that spreadsheets need; formulas become text."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([column.title for column in columns])
    for row in rows:
        yield writer.writerow([_flat(value) for value in row])


class _Line:
    def write(self, text: str) -> str:
        return text


def _flat(value: Any) -> Any:
    if isinstance(value, str):
        return neutral(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def list_book(
    path: str,
    *,
    title: str,
    under: str,
    columns: list[Column],
    rows: Iterable[tuple[Any, ...]],
    count: int,
    told: Callable[[int], None] = lambda n: None,
) -> None:
    """Into the file at `path`, a row at a time. `told` hears how many rows are written."""
    with Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = _page(book, columns, count)
        page.write_string(0, 0, title, book.add_format({**FONT, "bold": True, "font_size": 14}))
        page.write_string(1, 0, under, book.add_format(FONT))
        head = book.add_format({**CELL, "bold": True, "bg_color": "#E6EFF9", "align": "center", "valign": "vcenter"})
        for n, column in enumerate(columns):
            page.write_string(HEAD_ROW, n, column.title, head)
        looks = [book.add_format(CELL | KINDS.get(column.kind, {})) for column in columns]
        quoted = book.add_format({**CELL, "quote_prefix": True})
        for n, row in enumerate(rows, 1):
            _write(page, HEAD_ROW + n, row, looks, quoted)
            if not n % TOLD_EVERY:
                told(n)


def _page(book: Workbook, columns: list[Column], count: int) -> Worksheet:
    """A4 landscape, as wide as one page; its head stays in sight, on every page, with a filter."""
    page = book.add_worksheet("Danh sách")
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&CTrang &P/&N")
    page.repeat_rows(HEAD_ROW)
    page.freeze_panes(HEAD_ROW + 1, 0)
    page.autofilter(HEAD_ROW, 0, HEAD_ROW + max(count, 1), len(columns) - 1)
    for n, column in enumerate(columns):
        page.set_column(n, n, column.width)
    return page


def _write(page: Worksheet, line: int, row: tuple[Any, ...], looks: list[Format], quoted: Format) -> None:
    for n, (value, look) in enumerate(zip(row, looks, strict=True)):
        if isinstance(value, str):
            text = clean(value)[:CELL_LIMIT]
            page.write_string(line, n, text, quoted if text.startswith(FORMULA_STARTS) else look)
        elif isinstance(value, date):
            page.write_datetime(line, n, value, look)
        elif value is None:
            page.write_blank(line, n, None, look)
        else:
            page.write_number(line, n, value, look)

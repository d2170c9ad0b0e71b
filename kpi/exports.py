"""The workbook in which a unit fills in its figures away from the page: made here, read back here."""

import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font

from kpi.errors import KpiError
from kpi.models import Measurement, Target
from units.periods import Rule, parse

HEAD = ("Mã", "Chỉ tiêu", "Đo cái gì", "Kỳ", "Đơn vị tính", "Số đã đạt", "Tổng số", "Giá trị", "Ghi chú")
WIDTHS = (8, 50, 30, 12, 12, 14, 14, 14, 40)
ID, FIRST, LAST = 0, 5, 8  # columns that are read back
MOST_ROWS, MOST_BYTES, MOST_UNPACKED = 10_000, 5 * 1024 * 1024, 80 * 1024 * 1024
FORMULA = ("=", "+", "-", "@")


def figures_workbook(rows: Iterable[Measurement]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = "Số liệu", "F2"
    sheet.append(HEAD)
    for row in rows:
        sheet.append([row.pk, *map(_plain, _words(row)), *_figures(row), _plain(row.note)])
    for column, width in zip(sheet.columns, WIDTHS, strict=False):
        sheet.column_dimensions[column[0].column_letter].width = width
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_figures(file: BinaryIO, size: int) -> list[dict[str, Any]]:
    """Rows for `operations.enter_many`, each with its `line`; rows without any figure are left out. KpiError for what
    is no such file."""
    if size > MOST_BYTES:
        raise KpiError("Tệp lớn hơn 5 MB. Tải lại mẫu, chỉ điền số liệu vào đó rồi nộp.")
    try:
        lines = _lines(file)
    except KpiError:
        raise
    except Exception:  # openpyxl raises whatever a broken package makes it stumble on
        raise KpiError("Không đọc được tệp này. Chọn tệp .xlsx tải từ trang Số liệu.") from None
    if not lines or tuple(lines[0][: len(HEAD)]) != HEAD:
        raise KpiError("Hàng đầu của tệp không phải của mẫu. Tải lại mẫu, điền vào đó rồi nộp.")
    found = [row for line, cells in enumerate(lines[1:], 2) if (row := _read(line, cells))]
    if not found:
        raise KpiError("Tệp chưa có số liệu nào ở các cột “Số đã đạt”, “Tổng số”, “Giá trị”.")
    return found


def _lines(file: BinaryIO) -> list[tuple[Any, ...]]:
    with ZipFile(file) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise KpiError("Tệp mở ra quá lớn. Tải lại mẫu, chỉ điền số liệu vào đó rồi nộp.")
    file.seek(0)
    rows = (
        load_workbook(file, read_only=True, data_only=True)
        .worksheets[0]
        .iter_rows(values_only=True, max_row=MOST_ROWS, max_col=len(HEAD))
    )
    return list(rows)


def _words(row: Measurement) -> Iterator[str]:
    target = row.target
    yield f"{target.indicator.number}. {target.indicator.text}"
    yield target.label
    yield parse(row.period, Rule.CALENDAR).label
    yield target.unit


def _figures(row: Measurement) -> tuple[Any, ...]:
    ratio = row.target.aggregation == Target.Aggregation.RATIO
    figures = (row.numerator, row.denominator, None if ratio else row.value)
    return tuple(None if figure is None else float(figure) for figure in figures)


def _plain(text: str) -> str:
    """No cell of ours is a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _read(line: int, row: tuple[Any, ...]) -> dict[str, Any] | None:
    """`id` 0, which no figure has, where the row lost its own: it is told, not left out."""
    cells = [*row, *[None] * len(HEAD)][: len(HEAD)]
    numerator, denominator, value, note = cells[FIRST : LAST + 1]
    if all(cell in (None, "") for cell in (numerator, denominator, value)):
        return None
    known = isinstance(cells[ID], int)
    typed = {"numerator": numerator, "denominator": denominator, "value": value, "note": note or ""}
    return {"line": line, "id": int(cells[ID]) if known else 0, **typed}

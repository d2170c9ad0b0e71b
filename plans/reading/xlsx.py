"""Workbooks as blocks: title rows above a table become paragraphs, each sheet a table or more."""

import re
from collections.abc import Iterator

from plans.reading.blocks import Cell, Document, Paragraph, Remark, Row, Table
from plans.reading.package import Package
from plans.reading.refusals import Unreadable
from plans.reading.wording import clean
from plans.reading.workbook import MAX_CELLS, Stored, Worksheet, read_workbook

_SHORT_APPENDIX = re.compile(r"^(?:PL|P\.L|phụ lục|phu luc)[\s._-]*(?:số\s*)?(\d+[a-z]?|[IVX]+)\b", re.IGNORECASE)
_APPENDIX = re.compile(r"^(?:phụ lục|phụ biểu|biểu|mẫu)\b", re.IGNORECASE)
_UNNAMED = re.compile(r"^(?:sheet|trang tính|trang_tính|sheet ?\()\s*\d*\)?$", re.IGNORECASE)
_LEAST_COLUMNS = 3  # filled cells of a row that make it the first of a table


def read_xlsx(package: Package) -> Document:
    document = Document()
    for sheet in read_workbook(package):
        if sheet.hidden:
            if sheet.cells:
                text = f"Trang tính ẩn “{clean(sheet.name)}” không được đọc; hãy bỏ ẩn rồi tải lại nếu cần."
                document.remarks.append(Remark(text))
        elif sheet.cells:
            document.sheets |= {len(document.blocks)} - {0}
            _SheetLayout(sheet, document).write()
    if not document.blocks and document.remarks:
        raise Unreadable("no_text")
    return document


class _SheetLayout:
    def __init__(self, sheet: Worksheet, document: Document) -> None:
        self._sheet = sheet
        self._document = document
        self._rows = _rows_with_merges(sheet)
        self._paragraphs = sum(isinstance(block, Paragraph) for block in document.blocks)
        self._tables = sum(isinstance(block, Table) for block in document.blocks)

    def write(self) -> None:
        if self._sheet.hidden_columns:
            name = clean(self._sheet.name)
            self._document.remarks.append(Remark(f"Trang tính “{name}” có cột ẩn không được đọc; hãy kiểm tra."))
        numbers = sorted(self._rows)
        if not numbers:
            return
        parts = list(_parts(numbers, self._rows))
        if parts[0][0] or not _APPENDIX.match(_text(self._rows[numbers[0]])):
            self._announce()
        for is_table, part in parts:
            if is_table:
                self._table(part)
            else:
                self._titles(part)

    def _announce(self) -> None:
        """The name of the sheet says what its own rows do not."""
        name = clean(self._sheet.name)
        if match := _SHORT_APPENDIX.match(name):
            name = f"Phụ lục {match[1]}"
        elif _UNNAMED.match(name):
            return
        self._paragraph(name)

    def _paragraph(self, text: str) -> None:
        self._paragraphs += 1
        self._document.blocks.append(Paragraph(text, self._paragraphs))

    def _titles(self, numbers: list[int]) -> None:
        """Rows outside tables; those of two texts, as letterheads have, stay side by side."""
        for number in numbers:
            row = self._row(number)
            if len(row.filled) > 1:
                self._append(Table((row,), self._tables + 1))
                continue
            for cell in row.filled.values():
                for line in cell.lines:
                    self._paragraph(line)

    def _table(self, numbers: list[int]) -> None:
        table = self._tables + 1
        self._append(Table(tuple(self._row(number) for number in numbers), table))
        for number in numbers:
            if number in self._sheet.hidden_rows:
                self._remark(number, f"Dòng {number} đang ẩn trong bảng tính; hãy kiểm tra trước khi giao.")
            if formulas := self._formulas(number):
                text = f"Ô {', '.join(formulas)} là công thức; chỉ lấy chữ đang hiện, hãy đối chiếu với bản gốc."
                self._remark(number, text)

    def _append(self, table: Table) -> None:
        self._tables = table.number
        self._document.blocks.append(table)

    def _remark(self, row: int, text: str) -> None:
        self._document.remarks.append(Remark(text, self._tables, row))

    def _formulas(self, number: int) -> list[str]:
        """Running numbers that are counted by formulas are as good as typed ones."""
        cells = self._sheet.cells.get(number, {})
        first = min(cells, default=0)
        return [
            f"{_letters(column)}{number}"
            for column, cell in cells.items()
            if cell.formula and not (column == first and cell.text.isdigit())
        ]

    def _row(self, number: int) -> Row:
        return Row(self._rows[number], number)


def _rows_with_merges(sheet: Worksheet) -> dict[int, dict[int, Cell]]:
    """Rows that show something, merged cells drawn out as Word has them; hidden columns left out."""
    rows = {
        number: {column: Cell(lines) for column, stored in cells.items() if (lines := _lines(stored))}
        for number, cells in sheet.cells.items()
    }
    drawn = 0
    for first_row, first_column, last_row, last_column in sheet.merges:
        if last_row < first_row or last_column < first_column or first_row not in rows:
            continue
        corner = rows[first_row].get(first_column, Cell())
        span = last_column - first_column + 1
        for number in _existing(rows, first_row, last_row):
            drawn += 1
            if drawn > MAX_CELLS:
                raise Unreadable("limits")
            rows[number][first_column] = Cell(corner.lines, span, repeated=number > first_row)
    return {number: kept for number, cells in rows.items() if (kept := _shown(cells, sheet.hidden_columns))}


def _existing(rows: dict[int, dict[int, Cell]], first: int, last: int) -> Iterator[int]:
    if last - first < len(rows):
        return (number for number in range(first, last + 1) if number in rows)
    return (number for number in rows if first <= number <= last)


def _shown(cells: dict[int, Cell], hidden: set[int]) -> dict[int, Cell]:
    shown = {column: cell for column, cell in sorted(cells.items()) if column not in hidden or cell.span > 1}
    return shown if any(cell.lines and not cell.repeated for cell in shown.values()) else {}


def _lines(stored: Stored) -> tuple[str, ...]:
    return tuple(line for part in stored.text.split("\n") if (line := clean(part)))


def _parts(numbers: list[int], rows: dict[int, dict[int, Cell]]) -> Iterator[tuple[bool, list[int]]]:
    """(is a table, its rows): a table begins at a row of three texts and ends before an appendix or notes."""
    least = _LEAST_COLUMNS if any(_count(rows[number]) >= _LEAST_COLUMNS for number in numbers) else 2
    part: list[int] = []
    in_table = False
    for index, number in enumerate(numbers):
        begins = not in_table and _count(rows[number]) >= least
        ends = in_table and _ends(numbers, index, rows, least)
        if begins or ends:
            if part:
                yield in_table, part
            part, in_table = [], begins
        part.append(number)
    if part:
        yield in_table, part


def _ends(numbers: list[int], index: int, rows: dict[int, dict[int, Cell]], least: int) -> bool:
    """Behind an empty row: the title of another appendix, or notes and signatures to the end."""
    number = numbers[index]
    if number == numbers[index - 1] + 1 or _count(rows[number]) >= least:
        return False
    if _APPENDIX.match(_text(rows[number])):
        return True
    return all(_count(rows[later]) < least for later in numbers[index:])


def _count(cells: dict[int, Cell]) -> int:
    return sum(bool(cell.lines) and not cell.repeated for cell in cells.values())


def _text(cells: dict[int, Cell]) -> str:
    return next((cell.text for cell in cells.values() if cell.text), "")


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

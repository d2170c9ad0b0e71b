"""Tables that a PDF page shows without rules: columns parted by white space under a row of header words."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from plans.reading.pdf_lines import Letter, Line, lines_of
from plans.reading.pdf_tables import PrintedCell, PrintedRow, PrintedTable

_HEADER = re.compile(
    r"^(?:STT|TT|Số TT|nội dung|nhiệm vụ|tên nhiệm vụ|công việc|tên công việc|chỉ tiêu|đơn vị|cơ quan|chủ trì"
    r"|phối hợp|thời hạn|thời gian|tiến độ|hạn|sản phẩm|kết quả|ghi chú)(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:STT|TT|Số TT)$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]{1,6}[.)]?|[A-Za-zđ][.)]?)$")
_LEAST_COLUMNS, _LEAST_NAMED = 3, 3
_GUTTER = 4.0  # points of white from top to bottom
_APART = 3.5  # lines of text: farther below, the table has ended
_LONGEST_HEADER = 45
_HEADER_GAP = 0.6  # of the font size
_MOST_ABOVE = 2  # lines of print above a table that goes on from the page before
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """What may be white between them, from top to bottom."""

    gutters: list[list[Span]]
    left: float
    right: float


@dataclass(slots=True)
class _Row:
    letters: list[Letter]
    line: list[Line]

    @property
    def top(self) -> float:
        return min(one.top for one in self.line)

    @property
    def bottom(self) -> float:
        return max(one.bottom for one in self.line)


@dataclass(slots=True)
class Unruled:
    """`rest`: letters that stand in no table. `columns`: those of a table that reaches the foot of the page."""

    tables: list[PrintedTable]
    rest: list[Letter]
    columns: Columns | None = None


def find_unruled(letters: list[Letter], page: int, foot: float, before: Columns | None = None) -> Unruled:
    """`before`: columns that the page above left open; `foot`: below it stand page numbers."""
    rows = _rows(letters, page)
    found = Unruled([], [])
    at = 0
    while at < len(rows):
        header = _header_of(rows[at], page)
        may_go_on = before and at <= _MOST_ABOVE and not found.tables and not _is_page_number(rows[at], before)
        columns = header or (before if may_go_on else None)
        table = _Unruled(rows[at:], columns, page) if columns else None
        if table and table.is_one(goes_on=header is None):
            found.tables.append(table.printed())
            at += table.taken
            found.columns = table.columns if all(row.top > foot for row in rows[at:]) else None
        else:
            found.rest += rows[at].letters
            at += 1
    return found if found.tables else Unruled([], letters)


def _rows(letters: list[Letter], page: int) -> list[_Row]:
    """Each line of print with its letters; raised marks stay with the line they touch."""
    found = [_Row([], line) for line in lines_of(letters, page)]
    for letter in letters:
        middle = (letter.top + letter.bottom) / 2
        near = min(found, key=lambda row: abs((row.top + row.bottom) / 2 - middle), default=None)
        if near:
            near.letters.append(letter)
    return found


def _is_page_number(row: _Row, columns: Columns) -> bool:
    """A lone number that stands in another column than the first."""
    first, *more = row.line
    return not more and first.text.strip("-–— ").isdigit() and first.x0 > columns.gutters[0][0][0]


def _header_of(row: _Row, page: int) -> Columns | None:
    """The white between the words of a header; a blank between two words is narrower."""
    line = next(iter(lines_of(row.letters, page, column_gap=_HEADER_GAP)), [])
    named = sum(bool(_HEADER.match(one.text)) for one in line)
    short = all(len(one.text) <= _LONGEST_HEADER for one in line)
    if len(line) < _LEAST_COLUMNS or named < _LEAST_NAMED or not short or not _NUMBERED.match(line[0].text):
        return None
    return Columns([[(one.x1, other.x0)] for one, other in pairwise(line)], line[0].x0 - 1, line[-1].x1 + 1)


class _Unruled:
    """A table from its first line of print on, as far as its columns stay parted."""

    def __init__(self, rows: Sequence[_Row], columns: Columns, page: int) -> None:
        self._page, self._body, self.taken, self._columns = page, [], 0, columns
        waiting: list[_Row] = []
        for above, row in zip([rows[0], *rows], rows, strict=False):
            if row.top - above.bottom > _APART * row.line[0].size:
                break
            white = [_without(gutter, row) for gutter in self._columns.gutters]
            if all(white):
                self._columns = replace(self._columns, gutters=white)
                self._body += [*waiting, row]
                self.taken, waiting = len(self._body), []
            elif waiting or not self._body or not _is_heading(row):
                break
            else:
                waiting = [row]
        self._cuts = [sum(max(gutter, key=lambda gap: gap[1] - gap[0])) / 2 for gutter in self._columns.gutters]
        self._records = _records(self._body, self._cuts) if self._body else []

    def is_one(self, *, goes_on: bool) -> bool:
        """A table that goes on may have a rest of its last row on this page, in two columns at least."""
        if len(self._records) > 1 or not goes_on:
            return len(self._records) > 1
        return bool(self._body) and len(self._body[0].line) > 1

    @property
    def columns(self) -> Columns:
        letters = [letter for row in self._body for letter in row.letters]
        left = min(self._columns.left, *(one.x0 - 1 for one in letters))
        right = max(self._columns.right, *(one.x1 + 1 for one in letters))
        pairs = zip(self._columns.gutters, self._cuts, strict=True)
        return Columns([[gap for gap in each if gap[0] <= cut <= gap[1]] for each, cut in pairs], left, right)

    def printed(self) -> PrintedTable:
        columns = self.columns
        rows = [self._row(record, columns) for record in self._records]
        return PrintedTable(columns.left, columns.right, rows[0].top, rows[-1].bottom, rows)

    def _row(self, record: list[_Row], columns: Columns) -> PrintedRow:
        row = PrintedRow(record[0].top, record[-1].bottom, self._page)
        inside = [letter for one in record for letter in one.letters]
        inner = [] if _spans(record[0], self._cuts) else self._cuts
        for x0, x1 in pairwise([columns.left, *inner, columns.right]):
            own = [letter for letter in inside if x0 <= (letter.x0 + letter.x1) / 2 < x1]
            lines = [line for each in lines_of(own, self._page, column_gap=math.inf) for line in each]
            row.cells.append(PrintedCell((x0, row.top, x1, row.bottom), lines))
        return row


def _is_heading(row: _Row) -> bool:
    """A section of the table is written across its columns, behind its number."""
    return bool(re.match(r"(?:[IVXLC]+|[A-ZĐ]|\d+)[.)]?\s", row.line[0].text)) and len(row.line) <= 2


def _without(gutter: Sequence[Span], row: _Row) -> list[Span]:
    """What stays white of it between the letters of a row; blanks of a sentence are filled in by other rows."""
    left = list(gutter)
    for letter in row.letters:
        if not letter.text.isspace():
            left = [part for gap in left for part in _parts(gap, letter)]
    return left


def _parts(gap: Span, letter: Letter) -> list[Span]:
    pieces = [(gap[0], min(gap[1], letter.x0)), (max(gap[0], letter.x1), gap[1])]
    if letter.x1 <= gap[0] or letter.x0 >= gap[1]:
        return [gap]
    return [piece for piece in pieces if piece[1] - piece[0] >= _GUTTER]


def _spans(row: _Row, cuts: Sequence[float]) -> bool:
    return any(one.x0 < cut < one.x1 for one in row.letters for cut in cuts if not one.text.isspace())


def _records(rows: Sequence[_Row], cuts: Sequence[float]) -> list[list[_Row]]:
    """Lines of print by row of the table: a number in the first column begins one."""
    records = [[rows[0]]]
    for row in rows[1:]:
        letters = sorted(row.letters, key=lambda one: one.x0)
        first = "".join(letter.text for letter in letters if letter.x1 <= cuts[0])
        if _LABEL.match(first.strip()) or _spans(row, cuts):
            records.append([row])
        else:
            records[-1].append(row)
    return records

"""Tables that a PDF page shows without rules: columns parted by white space under a row of header words."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
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
Span = tuple[float, float]


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


def unruled_tables(letters: list[Letter], page: int) -> tuple[list[PrintedTable], list[Letter]]:
    """The tables, and the letters that stand in none."""
    rows = _rows(letters, page)
    tables: list[PrintedTable] = []
    left: list[Letter] = []
    at = 0
    while at < len(rows):
        found = _table_at(rows[at:], page) if _is_header(rows[at].line) else None
        if found:
            tables.append(found[0])
            at += found[1]
        else:
            left += rows[at].letters
            at += 1
    return tables, left if tables else letters


def _rows(letters: list[Letter], page: int) -> list[_Row]:
    """Each line of print with its letters; raised marks stay with the line they touch."""
    found = [_Row([], line) for line in lines_of(letters, page)]
    for letter in letters:
        middle = (letter.top + letter.bottom) / 2
        near = min(found, key=lambda row: abs((row.top + row.bottom) / 2 - middle), default=None)
        if near:
            near.letters.append(letter)
    return found


def _is_header(line: list[Line]) -> bool:
    named = sum(bool(_HEADER.match(one.text)) for one in line)
    short = all(len(one.text) <= _LONGEST_HEADER for one in line)
    return len(line) >= _LEAST_COLUMNS and named >= _LEAST_NAMED and short and bool(_NUMBERED.match(line[0].text))


def _table_at(rows: Sequence[_Row], page: int) -> tuple[PrintedTable, int] | None:
    """The table that begins with this header, and how many lines of print it takes."""
    gutters = [[(one.x1, other.x0)] for one, other in pairwise(rows[0].line)]
    body, taken, waiting = [rows[0]], 1, []
    for above, row in pairwise(rows):
        if row.top - above.bottom > _APART * row.line[0].size:
            break
        white = [_without(gutter, row) for gutter in gutters]
        if all(white):
            gutters, taken = white, taken + len(waiting) + 1
            body += [*waiting, row]
            waiting = []
        elif waiting or not _is_heading(row):
            break
        else:
            waiting = [row]
    cuts = [sum(max(gutter, key=lambda gap: gap[1] - gap[0])) / 2 for gutter in gutters]
    records = _records(body, cuts)
    return (_printed(records, cuts, page), taken) if len(records) > 1 else None


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


def _is_heading(row: _Row) -> bool:
    """A section of the table is written across its columns, behind its number."""
    return bool(re.match(r"(?:[IVXLC]+|[A-ZĐ]|\d+)[.)]?\s", row.line[0].text)) and len(row.line) <= 2


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


def _printed(records: list[list[_Row]], cuts: Sequence[float], page: int) -> PrintedTable:
    letters = [letter for record in records for row in record for letter in row.letters]
    left, right = min(one.x0 for one in letters) - 1, max(one.x1 for one in letters) + 1
    rows = []
    for record in records:
        row = PrintedRow(record[0].top, record[-1].bottom, page)
        inside = [letter for one in record for letter in one.letters]
        edges = [left, right] if _spans(record[0], cuts) else [left, *cuts, right]
        for x0, x1 in pairwise(edges):
            own = [letter for letter in inside if x0 <= (letter.x0 + letter.x1) / 2 < x1]
            lines = [line for each in lines_of(own, page, column_gap=math.inf) for line in each]
            row.cells.append(PrintedCell((x0, row.top, x1, row.bottom), lines))
        rows.append(row)
    return PrintedTable(left, right, rows[0].top, rows[-1].bottom, rows)

"""Tables that a PDF page shows without rules: columns parted by white space under a header of known words."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from plans.reading.pdf_headers import Header, Span, header_at
from plans.reading.pdf_lines import Letter, Line, lines_of
from plans.reading.pdf_middles import is_in_the_middle, records_around
from plans.reading.pdf_records import BodyLine, records_of
from plans.reading.pdf_tables import PrintedCell, PrintedRow, PrintedTable
from plans.reading.wording import has_bullet

_GUTTER = 4.0  # points of white from top to bottom
_APART = 3.5  # lines of text: farther below, the table has ended
_HEADER_GAP = 0.6  # of the font size: between the words of a header; a blank between two words is narrower
_MOST_ABOVE = 2  # lines of print above a table that goes on from the page before
_MOST_ACROSS = 2  # lines of a section's name
_SHORTEST_NAME = 8  # of a section
_SAME_SIZE = 0.6
_ALIGNED = 1.0
_PADDING = 5.4  # between the edge of a cell and its text, as Word and LibreOffice set it
_HEADING = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d+)[.)]?\s")
_AFTERWARDS = re.compile(r"Nơi nhận|(?:TM|KT|TL|TUQ)\.")


@dataclass(frozen=True, slots=True)
class Columns:
    """What may be white between them, from top to bottom.

    `places`: where the first page of the table has the edges of its cells; on later pages they bear the same.
    `is_middle`: numbers stand in the middle of their rows.
    """

    gutters: list[list[Span]]
    texts: tuple[str, ...]
    places: tuple[float, ...] = ()
    is_middle: bool = False


@dataclass(slots=True)
class _Row:
    letters: list[Letter]
    line: list[Line]
    words: list[Line]  # what may stand in different columns of a header

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
        may_go_on = before and at <= _MOST_ABOVE and not found.tables
        table = _table_at(rows[at:], page, before if may_go_on else None)
        if table:
            found.tables.append(table.printed())
            at += table.taken
            found.columns = table.columns if all(row.top > foot for row in rows[at:]) else None
        else:
            found.rest += rows[at].letters
            at += 1
    return found if found.tables else Unruled([], letters)


def _table_at(rows: Sequence[_Row], page: int, before: Columns | None) -> "_Unruled | None":
    header = header_at([row.words for row in rows], before.texts if before else ())
    if header:
        places = before.places if before and before.texts == header.texts else ()
        columns = Columns(header.gutters, header.texts, places, is_middle=bool(places) and before.is_middle)
    elif before and not _is_page_number(rows[0], before):
        columns = before
    else:
        return None
    table = _Unruled(rows, columns, page, header)
    return table if table.is_one else None


def _rows(letters: list[Letter], page: int) -> list[_Row]:
    """Each line of print with its letters; raised marks stay with the line they touch."""
    found = sorted((_Row([], line, []) for line in lines_of(letters, page)), key=lambda row: row.top + row.bottom)
    sums = [row.top + row.bottom for row in found]
    for letter in letters if found else ():
        place = bisect_left(sums, letter.top + letter.bottom)
        near = min(
            found[max(0, place - 1) : place + 1],
            key=lambda row: abs(row.top + row.bottom - letter.top - letter.bottom),
        )
        near.letters.append(letter)
    for row in found:
        row.words = next(iter(lines_of(row.letters, page, column_gap=_HEADER_GAP)), row.line)
    return found


def _is_page_number(row: _Row, columns: Columns) -> bool:
    """A lone number that stands in another column than the first."""
    first, *more = row.line
    return not more and first.text.strip("-–— ").isdigit() and first.x0 > columns.gutters[0][0][0]


class _Unruled:
    """A table from its first line of print on, as far as its columns stay parted."""

    def __init__(self, rows: Sequence[_Row], columns: Columns, page: int, header: Header | None) -> None:
        self._page, self._header = page, header
        above = header.length if header else 0
        body, self._gutters = _body_of(rows[above:], columns, rows[max(0, above - 1)])
        self.taken = above + len(body)
        self._own = rows[: self.taken]
        self._cuts = [sum(max(gutter, key=lambda gap: gap[1] - gap[0])) / 2 for gutter in self._gutters]
        self._lines = [self._body_line(row) for row in body]
        goes_on = bool(columns.places)
        self._columns = replace(columns, is_middle=columns.is_middle if goes_on else is_in_the_middle(self._lines))
        if not body:
            self._records: list[list[BodyLine]] = []
        elif self._columns.is_middle:
            self._records = records_around(self._lines, goes_on=goes_on)
        else:
            self._records = records_of(self._lines, columns.texts)

    @property
    def is_one(self) -> bool:
        """A table that goes on may have a rest of its last row on this page, in two columns at least."""
        if self._header:
            return any(len(line.cells) > 1 and not line.spans for line in self._lines)
        return len(self._records) > 1 or (bool(self._lines) and len(self._lines[0].cells) > 1)

    @property
    def columns(self) -> Columns:
        pairs = zip(self._gutters, self._cuts, strict=True)
        gutters = [[gap for gap in each if gap[0] <= cut <= gap[1]] for each, cut in pairs]
        return replace(self._columns, gutters=gutters, places=self._places)

    @property
    def _places(self) -> tuple[float, ...]:
        if self._columns.places:
            return self._columns.places
        left = min(line.x0 for row in self._own for line in row.line) - 1
        right = max(line.x1 for row in self._own for line in row.line) + 1
        return (left, *(self._edge(index, cut) for index, cut in enumerate(self._cuts, 1)), right)

    def _edge(self, column: int, cut: float) -> float:
        """Text that is set to the left shows where its column begins."""
        starts = [cell[0].x0 for line in self._lines if not line.spans and (cell := line.cells.get(column))]
        first = min(starts, default=0.0)
        is_left = sum(start - first < _ALIGNED for start in starts) * 2 > len(starts)
        return max(cut, first - _PADDING) if is_left else cut

    def printed(self) -> PrintedTable:
        rows = [self._row(record) for record in self._records]
        if self._header:
            rows.insert(0, self._header_row(self._header))
        return PrintedTable(self._places[0], self._places[-1], rows[0].top, rows[-1].bottom, rows)

    def _header_row(self, header: Header) -> PrintedRow:
        row = PrintedRow(self._own[0].top, self._own[header.length - 1].bottom, self._page)
        for (x0, x1), column in zip(pairwise(self._places), header.columns, strict=True):
            lines = sorted(column.lines, key=lambda line: line.top)
            row.cells.append(PrintedCell((x0, row.top, x1, row.bottom), lines))
        return row

    def _row(self, record: list[BodyLine]) -> PrintedRow:
        row = PrintedRow(record[0].top, record[-1].bottom, self._page)
        places = (self._places[0], self._places[-1]) if record[0].spans else self._places
        for index, (x0, x1) in enumerate(pairwise(places)):
            lines = [one for line in record for one in line.cells.get(index, [])]
            row.cells.append(PrintedCell((x0, row.top, x1, row.bottom), lines))
        return row

    def _body_line(self, row: _Row) -> BodyLine:
        spans = _names_a_section(row) or any(
            one.x0 < cut < one.x1 for one in row.letters for cut in self._cuts if not one.text.isspace()
        )
        inner = [] if spans else self._cuts
        cells = {}
        for index, (x0, x1) in enumerate(pairwise([-math.inf, *inner, math.inf])):
            own = [letter for letter in row.letters if x0 <= (letter.x0 + letter.x1) / 2 < x1]
            lines = [line for each in lines_of(own, self._page, column_gap=math.inf) for line in each]
            if lines:
                cells[index] = lines
        return BodyLine(row.top, row.bottom, cells, spans)


def _body_of(rows: Sequence[_Row], columns: Columns, above: _Row) -> tuple[list[_Row], list[list[Span]]]:
    """The lines of print that leave the gutters white, and names of sections across them; what is white then."""
    body: list[_Row] = []
    across: list[_Row] = []
    gutters = columns.gutters
    for row in rows:
        if row.top - above.bottom > _APART * row.line[0].size or _AFTERWARDS.match(row.line[0].text):
            break
        white = [_without(gutter, row) for gutter in gutters]
        if all(white) and not _names_a_section(row):
            gutters = white
            body += [*across, row]
            across = []
        elif len(across) < _MOST_ACROSS and _may_be_section(row, above, is_first=not across):
            across.append(row)
        else:
            break
        above = row
    return body, gutters


def _names_a_section(row: _Row) -> bool:
    """ "B. TỔ CHỨC THỰC HIỆN" says so even where it is short enough for the first column."""
    text = row.line[0].text
    return len(row.line) == 1 and len(text) > _SHORTEST_NAME and text.isupper() and bool(_HEADING.match(text))


def _may_be_section(row: _Row, above: _Row, *, is_first: bool) -> bool:
    """A section of the table is written across its columns, behind its number."""
    if abs(row.line[0].size - above.line[0].size) > _SAME_SIZE or len(row.line) > 2:
        return False
    text = row.line[0].text
    return bool(_HEADING.match(text)) if is_first else not has_bullet(text)


def _without(gutter: Sequence[Span], row: _Row) -> list[Span]:
    """What stays white of it between the words of a row; blanks inside a sentence are none."""
    left = list(gutter)
    for words in row.words:
        left = [part for gap in left for part in _parts(gap, words)]
    return left


def _parts(gap: Span, words: Line) -> list[Span]:
    pieces = [(gap[0], min(gap[1], words.x0)), (max(gap[0], words.x1), gap[1])]
    if words.x1 <= gap[0] or words.x0 >= gap[1]:
        return [gap]
    return [piece for piece in pieces if piece[1] - piece[0] >= _GUTTER]

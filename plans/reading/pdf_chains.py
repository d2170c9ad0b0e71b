"""Tables that page breaks have cut: headers printed again are dropped, cut rows are one row again."""

from plans.reading.blocks import Cell, Row, Table
from plans.reading.labels import read_label
from plans.reading.pdf_joining import Margins, fits_on, join, pitches_of, text_of
from plans.reading.pdf_lines import Line
from plans.reading.pdf_tables import PrintedCell, PrintedRow, PrintedTable

_SAME = 3.0
_PADDING = 5.4  # between rule and text, as Word and LibreOffice set it
_HEADER_ROWS = 4
_ROOM_LEFT = 5.0  # font sizes
_ENDED = tuple(".;:!?")


class Chain:
    """The parts of one table, page by page."""

    def __init__(self, table: PrintedTable) -> None:
        self.left, self.right = table.left, table.right
        self._rows = [row for row in table.rows if not row.is_empty]
        self._header = list(table.rows[:_HEADER_ROWS])

    @property
    def page(self) -> int:
        return self._rows[-1].page if self._rows else 0

    def goes_on_with(self, table: PrintedTable) -> bool:
        return abs(table.left - self.left) < 2 * _SAME and abs(table.right - self.right) < 2 * _SAME

    def add(self, table: PrintedTable) -> None:
        rows = table.rows[self._repeated_header(table) :]
        while rows and rows[0].is_empty and len(rows) > 1:
            rows = rows[1:]
        if rows and self._rows:
            if _continues(self._rows, rows[0]):
                self._carry_on(rows[0])
                rows = rows[1:]
            else:
                self._reach_over(rows)
        self._rows += [row for row in rows if not row.is_empty]

    def _repeated_header(self, table: PrintedTable) -> int:
        count = 0
        for row, first in zip(table.rows, self._header, strict=False):
            if row.is_empty or _words(row) != _words(first):
                break
            count += 1
        return count

    def _carry_on(self, row: PrintedRow) -> None:
        for cell in row.cells:
            if cell.lines:
                _origin(self._rows, cell).lines += cell.lines

    def _reach_over(self, rows: list[PrintedRow]) -> None:
        """Empty cells over several rows at the top of a page belong to a cell merged down from the page before."""
        for cell in rows[0].cells:
            is_tall = cell.box[3] > rows[0].bottom + _SAME
            over = _over(self._rows[-1], cell)
            if not cell.lines and over and (is_tall or over.below):
                cell.below = True

    def table(self, number: int) -> Table:
        cuts = _columns(self._rows)
        margins = _margins(self._rows)
        rows: list[Row] = []
        for row in self._rows:
            cells = {}
            for cell in row.cells:
                start, end = _nearest(cuts, cell.box[0]), _nearest(cuts, cell.box[2])
                above = rows[-1].covering(start).lines if rows and cell.below else ()
                lines = above if cell.below else _paragraphs(cell, margins[_column(cell)])
                cells[start] = Cell(lines, max(1, end - start), repeated=cell.below)
            rows.append(Row(cells, len(rows) + 1, row.page))
        return Table(tuple(rows), number)


def _words(row: PrintedRow) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row.cells if not cell.below]


def _continues(rows: list[PrintedRow], row: PrintedRow) -> bool:
    """Whether a row at the top of a page is the rest of the row at the foot of the page before."""
    above = rows[-1]
    pairs = [(cell, _over(above, cell)) for cell in row.cells]
    if any(over is None for _, over in pairs):
        return False
    filled = [(cell, _origin(rows, cell)) for cell, _ in pairs if cell.lines]
    if _begins_with_label(row) or not all(_reaches_down(over, above) for _, over in filled):
        return False
    going = sum(_goes_on(over, cell) for cell, over in filled)
    if going and (going * 2 >= len(filled) or len(filled) < len(row.cells) or _has_low_start(row)):
        return True
    finished = [over for cell, over in pairs if over and over.lines and not cell.lines and not over.below]
    return bool(finished) and len(filled) <= len(finished)


def _has_low_start(row: PrintedRow) -> bool:
    return any(cell.lines and cell.lines[0].text[:1].islower() for cell in row.cells)


def _begins_with_label(row: PrintedRow) -> bool:
    first = row.cells[0].lines
    return bool(first) and bool(read_label(" ".join(line.text for line in first)))


def _reaches_down(over: PrintedCell, row: PrintedRow) -> bool:
    """Only text that fills its cell goes on overleaf; single lines are not left behind, so some room may stay."""
    return bool(over.lines) and row.bottom - over.lines[-1].bottom < _ROOM_LEFT * over.lines[-1].size


def _goes_on(over: PrintedCell, cell: PrintedCell) -> bool:
    """The text breaks off in the middle of a sentence."""
    last, first = over.lines[-1], cell.lines[0]
    if first.text[:1].islower():
        return True
    if last.text.endswith(_ENDED) or not first.text[:1].isalnum():
        return False
    return not fits_on(last, first, Margins(over.box[0] + _PADDING, over.box[2] - _PADDING, {}))


def _over(row: PrintedRow, cell: PrintedCell) -> PrintedCell | None:
    """The cell of a row that has the same left and right rule."""
    for other in row.cells:
        if abs(other.box[0] - cell.box[0]) < _SAME and abs(other.box[2] - cell.box[2]) < _SAME:
            return other
    return None


def _origin(rows: list[PrintedRow], cell: PrintedCell) -> PrintedCell:
    """Where the text of a cell at the foot of the rows began."""
    for row in reversed(rows):
        over = _over(row, cell)
        if over is None:
            break
        if not over.below:
            return over
    return cell


def _columns(rows: list[PrintedRow]) -> list[float]:
    cuts: list[float] = []
    for value in sorted(side for row in rows for cell in row.cells for side in (cell.box[0], cell.box[2])):
        if not cuts or value - cuts[-1] > _SAME:
            cuts.append(value)
    return cuts


def _nearest(cuts: list[float], value: float) -> int:
    return min(range(len(cuts)), key=lambda index: abs(cuts[index] - value))


def _column(cell: PrintedCell) -> tuple[int, int]:
    return round(cell.box[0] / _SAME), round(cell.box[2] / _SAME)


def _margins(rows: list[PrintedRow]) -> dict[tuple[int, int], Margins]:
    """Of each column; text reaches at least as far as it does anywhere in it."""
    pitches = pitches_of(cell.lines for row in rows for cell in row.cells)
    columns: dict[tuple[int, int], list[PrintedCell]] = {}
    for row in rows:
        for cell in row.cells:
            columns.setdefault(_column(cell), []).append(cell)
    return {column: _margin(cells, pitches) for column, cells in columns.items()}


def _margin(cells: list[PrintedCell], pitches: dict[int, float]) -> Margins:
    lines: list[Line] = [line for cell in cells for line in cell.lines]
    left, right = cells[0].box[0] + _PADDING, cells[0].box[2] - _PADDING
    return Margins(min([left, *(line.x0 for line in lines)]), max([right - 2, *(line.x1 for line in lines)]), pitches)


def _paragraphs(cell: PrintedCell, margins: Margins) -> tuple[str, ...]:
    return tuple(text for lines in join(cell.lines, margins) if (text := text_of(lines, margins)))

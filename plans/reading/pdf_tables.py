"""Ruled tables of one PDF page: which letters stand in which cell."""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from plans.reading.pdf_drawing import Drawing
from plans.reading.pdf_lines import Letter, Line, lines_of

_SAME = 2.0  # points: two rules this close are one
_SNAP = 3.0

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True)
class PrintedCell:
    """`below`: the cell is merged down from a row above."""

    box: Box
    lines: list[Line] = field(default_factory=list)
    below: bool = False


@dataclass(slots=True)
class PrintedRow:
    top: float
    bottom: float
    page: int
    cells: list[PrintedCell] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(cell.lines and not cell.below for cell in self.cells)


@dataclass(slots=True)
class PrintedTable:
    left: float
    right: float
    top: float
    bottom: float
    rows: list[PrintedRow]


def tables_on(drawing: Drawing, page: int) -> tuple[list[PrintedTable], list[Letter]]:
    """The tables of a page and the letters that stand in none."""
    grids = [_Grid(cells) for cells in _boxes(drawing.edges)]
    grids.sort(key=lambda grid: (grid.right - grid.left) * (grid.bottom - grid.top))  # the inner one first
    outside = [letter for letter in drawing.letters if not any(grid.takes(letter) for grid in grids)]
    tables = [grid.table(page) for grid in grids]
    return sorted((table for table in tables if table.rows), key=lambda table: table.top), outside


def _boxes(edges: list[dict]) -> list[list[Box]]:
    """The cells of each table; a single box is a frame around text."""
    rules = [edge for edge in merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP) if _length(edge) >= _SNAP]
    cells = intersections_to_cells(edges_to_intersections(rules, _SNAP, _SNAP))
    return [table for table in cells_to_tables(cells) if len(table) > 1]


def _length(edge: dict) -> float:
    return edge["height"] if edge["orientation"] == "v" else edge["width"]


class _Grid:
    def __init__(self, boxes: list[Box]) -> None:
        self.left, self.right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        self.top, self.bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
        self._tops = _cuts(box[1] for box in boxes)
        self._bands: list[list[Box]] = [
            sorted(box for box in boxes if box[1] < top + _SAME and box[3] > top + _SAME) for top in self._tops
        ]
        self._letters: dict[Box, list[Letter]] = {}

    def takes(self, letter: Letter) -> bool:
        x, y = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
        if not (self.left <= x <= self.right and self.top <= y <= self.bottom):
            return False
        for box in self._bands[max(0, bisect_right(self._tops, y) - 1)]:
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                self._letters.setdefault(box, []).append(letter)
                return True
        return False

    def table(self, page: int) -> PrintedTable:
        rows = []
        for index, top in enumerate(self._tops):
            bottom = self._tops[index + 1] if index + 1 < len(self._tops) else self.bottom
            row = PrintedRow(top, bottom, page)
            for box in self._bands[index]:
                below = box[1] < top - _SAME
                row.cells.append(PrintedCell(box, [] if below else self._lines(box, page), below))
            rows.append(row)
        return PrintedTable(self.left, self.right, self.top, self.bottom, rows)

    def _lines(self, box: Box, page: int) -> list[Line]:
        """All words at one height of a cell are one line, however wide a narrow column is blocked."""
        rows = lines_of(self._letters.get(box, []), page, column_gap=math.inf)
        return [line for row in rows for line in row]


def _cuts(values: Iterable[float]) -> list[float]:
    """Sorted, those that are the same but for a rule's width once."""
    cuts: list[float] = []
    for value in sorted(values):
        if not cuts or value - cuts[-1] > _SAME:
            cuts.append(value)
    return cuts

"""The one picture of a document that every reader draws and every rule reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`page` counts from 1, None where the format has no pages. `level`: of a heading style, 0 is none."""

    text: str
    number: int
    page: int | None = None
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`repeated`: the text stands in a cell above that is merged down to this one."""

    lines: tuple[str, ...] = ()
    span: int = 1
    repeated: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the grid column at which they begin."""

    cells: dict[int, Cell]
    number: int
    page: int | None = None

    def at(self, column: int) -> Cell:
        return self.cells.get(column, EMPTY)

    def covering(self, column: int) -> Cell:
        """The cell that lies over a grid column, whether it begins there or not."""
        for start, cell in self.cells.items():
            if start <= column < start + cell.span:
                return cell
        return EMPTY

    @property
    def filled(self) -> dict[int, Cell]:
        return {column: cell for column, cell in self.cells.items() if cell.text}


@dataclass(frozen=True, slots=True)
class Table:
    """`hides_merges`: of a dump, where a cell merged down is blank in the rows below its words."""

    rows: tuple[Row, ...]
    number: int
    hides_merges: bool = False

    @property
    def width(self) -> int:
        return max((start + cell.span for row in self.rows for start, cell in row.cells.items()), default=0)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of the reader for whoever checks: about a row, or about the whole document."""

    text: str
    table: int = 0
    row: int = 0


Block = Paragraph | Table
EMPTY = Cell()


@dataclass(slots=True)
class Document:
    """`marks`: lines of page headers and text boxes, which belong to no place in the text.

    `is_recognised`: the words are a machine's reading of a picture. `sheets`: places of the blocks that begin
    another sheet of a workbook.
    """

    blocks: list[Block] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    has_tracked_changes: bool = False
    is_recognised: bool = False
    sheets: set[int] = field(default_factory=set)

    def lines(self) -> Iterator[str]:
        """Every line of text in document order, table cells included."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from table_lines(block)


def table_lines(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row.cells.values():
            if not cell.repeated:
                yield from cell.lines

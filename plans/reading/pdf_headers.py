"""The header of a PDF table without rules: words for columns, side by side on one line of print or a few."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plans.reading.column_words import role_of
from plans.reading.labels import read_label
from plans.reading.pdf_lines import Line

_MOST_LINES = 6  # of print; cells set in the middle of their row stand at half lines
_NEXT_LINE = 1.7  # font sizes from top to top
_LEAST_COLUMNS = 3
_LEAST_ROLES = 3
_LONGEST = 60  # letters over one column
_TASKS = {"content", "indicator", "product", "result"}
_ABOUT_TASKS = {"lead", "both", "partner", "deadline", "monitor", "value", "measure"}
_SAME_SIZE = 0.6

Span = tuple[float, float]


@dataclass(slots=True)
class HeaderColumn:
    x0: float
    x1: float
    lines: list[Line]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in sorted(self.lines, key=lambda line: line.top))


@dataclass(frozen=True, slots=True)
class Header:
    """`length`: in lines of print."""

    columns: list[HeaderColumn]
    length: int

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(column.text for column in self.columns)

    @property
    def gutters(self) -> list[list[Span]]:
        """What may be white from top to bottom: the white between the words."""
        return [[(one.x1, other.x0)] for one, other in pairwise(self.columns)]


def header_at(rows: Sequence[list[Line]], known: tuple[str, ...] = ()) -> Header | None:
    """The header that begins with the first row. `known`: its texts on the page before."""
    found = None
    for header in _headers(rows):
        if header.texts == known:
            return header
        found = header
    if found and len(rows[0]) == 1 and (later := header_at(rows[1:], known)):
        return None if len(later.columns) >= len(found.columns) else found  # a title above it
    return found


def _headers(rows: Sequence[list[Line]]) -> Iterator[Header]:
    block: list[list[Line]] = []
    is_whole = False
    for row in rows[:_MOST_LINES]:
        if block and not _goes_on(block, row, is_whole=is_whole):
            break
        block.append(row)
        columns = _columns(block)
        is_whole = _is_header(columns)
        if is_whole:
            yield Header(columns, len(block))


def _goes_on(block: list[list[Line]], row: list[Line], *, is_whole: bool) -> bool:
    first, last = block[0][0], block[-1][0]
    if row[0].top - last.top > _NEXT_LINE * last.size or abs(row[0].size - first.size) > _SAME_SIZE:
        return False
    if all(line.bold for line in row) != first.bold:
        return False
    if not is_whole:
        return True
    if read_label(row[0].text.partition(" ")[0]):
        return False
    return first.bold or any(line.text[:1].islower() for line in row)


def _columns(block: list[list[Line]]) -> list[HeaderColumn]:
    """Words above each other; what stands over several columns at once names none of them."""
    lines = [line for row in block for line in row if not any(_covers_several(line, other) for other in block)]
    columns: list[HeaderColumn] = []
    for line in sorted(lines, key=lambda line: line.x0):
        if columns and line.x0 < columns[-1].x1:
            columns[-1].lines.append(line)
            columns[-1].x1 = max(columns[-1].x1, line.x1)
        else:
            columns.append(HeaderColumn(line.x0, line.x1, [line]))
    return columns


def _covers_several(line: Line, row: list[Line]) -> bool:
    return line not in row and sum(other.x0 < line.x1 and line.x0 < other.x1 for other in row) > 1


def _is_header(columns: list[HeaderColumn]) -> bool:
    texts = [column.text for column in columns]
    if len(texts) < _LEAST_COLUMNS or not all(len(text) <= _LONGEST and text[:1].isupper() for text in texts):
        return False
    roles = [role for text in texts if (role := role_of(text))]
    if len(set(roles)) < _LEAST_ROLES or len(texts) - len(roles) > len(texts) // 3:
        return False
    return bool(_TASKS & {*roles}) and bool(_ABOUT_TASKS & {*roles})

"""Text side by side without rules, as letterheads and signatures stand: two columns with a gutter between."""

from dataclasses import dataclass

from plans.reading.pdf_lines import Line, in_one

_GUTTER = 8.0  # points
_ALIGNED = 4.0
_WIDE = 3.0  # font sizes
_NEAR = 3.0  # lines of text
_SIGNATURE = 9.0  # lines of text between a post and the signer's name


@dataclass(slots=True)
class SideBySide:
    left: list[Line]
    right: list[Line]

    @property
    def top(self) -> float:
        return min(line.top for line in (*self.left, *self.right))

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in (*self.left, *self.right))

    @property
    def page(self) -> int:
        return self.left[0].page

    def takes(self, row: list[Line]) -> bool:
        """Whether a row stands in these columns; then it is part of them."""
        ends = max(line.x1 for line in self.left)
        starts = min(line.x0 for line in self.right)
        left = [line for line in row if line.x1 < starts - _GUTTER and line.middle < (ends + starts) / 2]
        right = [line for line in row if line.x0 > ends + _GUTTER and line not in left]
        if len(left) + len(right) < len(row):
            return False
        if len(row) == 1 and not _is_aligned(row[0], self.left if left else self.right):
            return False
        self.left += [in_one(left)] if left else []
        self.right += [in_one(right)] if right else []
        return True


def find_columns(rows: list[list[Line]], middle: float) -> list[list[Line] | SideBySide]:
    """Rows of one page, those that stand in two columns taken together. `middle`: of the page's text."""
    found: list[list[Line] | SideBySide] = []
    open_columns: SideBySide | None = None
    for row in rows:
        if open_columns and _goes_on(open_columns, row, middle) and open_columns.takes(row):
            continue
        open_columns = None
        if len(row) == 2 and row[1].x0 - row[0].x1 > _GUTTER:
            open_columns = SideBySide([row[0]], [row[1]])
            _take_back(open_columns, found)
            found.append(open_columns)
        else:
            found.append(row)
    return [_plain(one) if isinstance(one, SideBySide) and not _is_real(one) else one for one in found]


def _goes_on(columns: SideBySide, row: list[Line], middle: float) -> bool:
    return _is_near(columns, row) and not _is_centred(row, middle, columns)


def _is_centred(row: list[Line], middle: float, columns: SideBySide) -> bool:
    """A title below a letterhead stands in the middle of the page, and of neither column."""
    if len(row) > 1 or abs(row[0].middle - middle) > _ALIGNED:
        return False
    return not any(abs(line.middle - middle) < 2 * _ALIGNED for line in (*columns.left, *columns.right))


def _is_near(columns: SideBySide, row: list[Line]) -> bool:
    gap = row[0].top - columns.bottom
    if gap < _NEAR * row[0].size:
        return True
    return len(row) == 1 and gap < _SIGNATURE * row[0].size and _is_aligned(row[0], columns.right)


def _take_back(columns: SideBySide, found: list[list[Line] | SideBySide]) -> None:
    """A line just above that stands in one of the columns began them."""
    while found and isinstance(found[-1], list) and len(found[-1]) == 1:
        line = found[-1][0]
        if columns.top - line.bottom > line.size or not columns.takes([line]):
            return
        found.pop()
        for side in (columns.left, columns.right):
            side.sort(key=lambda line: line.top)


def _is_aligned(line: Line, column: list[Line]) -> bool:
    return any(abs(line.x0 - other.x0) < _ALIGNED or abs(line.middle - other.middle) < _ALIGNED for other in column)


def _is_real(columns: SideBySide) -> bool:
    """A single row with a gap may be a sentence that was blocked."""
    lines = [*columns.left, *columns.right]
    return len(lines) > 2 or columns.right[0].x0 - columns.left[0].x1 > _WIDE * lines[0].size


def _plain(columns: SideBySide) -> list[Line]:
    return [*columns.left, *columns.right]

"""Text side by side without rules, as letterheads and signatures stand: two columns with a gutter between."""

import re
from dataclasses import dataclass
from itertools import pairwise

from plans.reading.pdf_lines import Line, in_one
from plans.reading.wording import clean

_GUTTER = 1.0  # points; the gap within a row is far wider
_ALIGNED = 4.0
_WIDE = 3.0  # font sizes
_NEAR = 3.0  # lines of text
_SPACED = 1.5  # points
_OWN_LINE = re.compile(r"(?:KT|TM|TL|TUQ|Q)\.|[-+(]|Số|V/v|(?:PHÓ )?CHỦ TỊCH|(?:PHÓ )?GIÁM ĐỐC|Độc lập")
_SIGNATURE = 9.0  # lines of text between a post and the signer's name


@dataclass(slots=True)
class SideBySide:
    rows: list[list[Line]]
    left: list[Line]
    right: list[Line]

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in (*self.left, *self.right))

    @property
    def page(self) -> int:
        return self.left[0].page

    @property
    def is_real(self) -> bool:
        """A single row with a gap may be a sentence that was blocked."""
        full = [row for row in self.rows if len(row) > 1]
        return len(full) > 1 or full[0][1].x0 - full[0][0].x1 > _WIDE * full[0][0].size

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
        self.rows.append(row)
        self.left += [in_one(left)] if left else []
        self.right += [in_one(right)] if right else []
        return True

    def take_back(self, row: list[Line]) -> bool:
        """The same for the row just above."""
        if min(line.top for line in self.rows[0]) - row[0].bottom > row[0].size or not self.takes(row):
            return False
        self.rows.insert(0, self.rows.pop())
        for side in (self.left, self.right):
            side.sort(key=lambda line: line.top)
        return True


def find_columns(rows: list[list[Line]], middles: tuple[float, ...]) -> list[list[Line] | SideBySide]:
    """Rows of one page, those that stand in two columns taken together. `middles`: of the page, of its text."""
    found: list[list[Line] | SideBySide] = []
    columns: SideBySide | None = None
    for row in rows:
        if columns and _goes_on(columns, row, middles) and columns.takes(row):
            continue
        columns = None
        if len(row) == 2:
            columns = SideBySide([row], [row[0]], [row[1]])
            while found and isinstance(found[-1], list) and len(found[-1]) == 1 and columns.take_back(found[-1]):
                found.pop()
            found.append(columns)
        else:
            found.append(row)
    return [piece for one in found for piece in ([one] if isinstance(one, list) or one.is_real else one.rows)]


def _goes_on(columns: SideBySide, row: list[Line], middles: tuple[float, ...]) -> bool:
    return _is_near(columns, row) and not any(_is_centred(row, middle, columns) for middle in middles)


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


def _is_aligned(line: Line, column: list[Line]) -> bool:
    return any(abs(line.x0 - other.x0) < _ALIGNED or abs(line.middle - other.middle) < _ALIGNED for other in column)


def lines_in(column: list[Line]) -> list[str]:
    """Lines of a letterhead or signature are short by themselves; a long one may have been cut in two."""
    texts: list[str] = []
    pitches = [line.top - above.top for above, line in pairwise(column)]
    parted = bool(pitches) and max(pitches) - min(pitches) > _SPACED  # paragraphs stand apart
    for above, line in zip([None, *column], column, strict=False):
        if above and (line.text[:1].islower() or (parted and _is_cut(above, line, column, min(pitches)))):
            texts[-1] += f" {line.text}"
        else:
            texts.append(line.text)
    return [text for text in map(clean, texts) if text]


def _is_cut(above: Line, line: Line, column: list[Line], pitch: float) -> bool:
    """The next line stands close, is set alike, and its first word had no room above."""
    if line.top - above.top > pitch + 1 or line.bold != above.bold or abs(line.size - above.size) > 0.5:
        return False
    room = max(other.x1 - other.x0 for other in column) - (above.x1 - above.x0)
    return line.first_word + line.size / 4 > room and not _OWN_LINE.match(line.text)

"""Rows of a PDF table without rules: which lines of print belong to one row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from plans.reading.column_words import role_of
from plans.reading.pdf_joining import Margins, fits_on, pitches_of
from plans.reading.pdf_lines import Line

_LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]{1,6}[.)]?|[A-Za-zđ][.)]?)$")
_TOTAL = re.compile(r"(?:tổng|cộng|tổng cộng|tổng số)\s*:?$", re.IGNORECASE)
_LOOSE = 1.3  # usual distances from line to line
_UNENDED = re.compile(
    r"[,;/–-]$|\b(?:và|của|các|những|theo|trước|sau|ngày|tháng|quý|năm|trong|tại|cho|về|đến|với|từ|sở|ban|ủy ban)$",
    re.IGNORECASE,
)
_PADDING = 12.0  # points at least between the words of two columns


@dataclass(slots=True)
class BodyLine:
    """Lines by column. `spans`: it is written across the columns."""

    top: float
    bottom: float
    cells: dict[int, list[Line]]
    spans: bool

    @property
    def label(self) -> bool:
        return 0 in self.cells and bool(_LABEL.match(" ".join(line.text for line in self.cells[0])))

    @property
    def sums_up(self) -> bool:
        return any(_TOTAL.match(cell[0].text) for cell in self.cells.values())

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def starts_low(self, column: int) -> bool:
        return column in self.cells and self.cells[column][0].text[:1].islower()


def records_of(lines: Sequence[BodyLine], texts: tuple[str, ...]) -> list[list[BodyLine]]:
    """`texts`: of the header."""
    is_numbered = role_of(texts[0]) in ("tt", "code")
    rules = _Rules(lines, texts)
    records = [[lines[0]]]
    for line in lines[1:]:
        above = records[-1][-1]
        goes_on_across = line.spans and above.spans and not _begins_with_label(line)
        begins = (
            line.label
            or line.sums_up
            or above.spans
            or line.spans
            or (not is_numbered and rules.begins(records[-1], line))
        )
        if begins and not goes_on_across:
            records.append([line])
        else:
            records[-1].append(line)
    return records


def _begins_with_label(line: BodyLine) -> bool:
    text = line.cells[0][0].text if 0 in line.cells else ""
    return bool(_LABEL.match(text.partition(" ")[0]))


class _Rules:
    """Where a row begins that has no number: its cells begin on one line, and the cells above had ended."""

    def __init__(self, lines: Sequence[BodyLine], texts: tuple[str, ...]) -> None:
        roles = [role_of(text) for text in texts]
        self._main = next((index for index, role in enumerate(roles) if role in ("content", "indicator")), 0)
        own = [line for line in lines if not line.spans]
        columns = [[one for line in own for one in line.cells.get(index, [])] for index in range(len(texts))]
        pitches = pitches_of(columns)
        sizes = [one.size for column in columns for one in column]
        self._pitch = pitches.get(round(median(sizes)), 2 * median(sizes)) if sizes else 0.0
        self._columns = len(texts)
        self._margins = {}
        end = 0.0
        for index, column in reversed([*enumerate(columns)]):
            if column:
                self._margins[index] = Margins(min(map(_x0, column)), max(end, *map(_x1, column)), pitches)
                end = self._margins[index].left - _PADDING

    def begins(self, record: Sequence[BodyLine], line: BodyLine) -> bool:
        if len(line.cells) < 2 or self._main not in line.cells or line.starts_low(self._main):
            return False
        if line.top - record[-1].top > _LOOSE * self._pitch:
            return True
        pairs = [(index, _last(record, index), cell[0]) for index, cell in line.cells.items()]
        if any(above and self._breaks_off(above, one) for _, above, one in pairs):
            return False
        is_full = len(line.cells) == self._columns
        return is_full or any(above is None or self._had_ended(index, above, one) for index, above, one in pairs)

    def _breaks_off(self, above: Line, line: Line) -> bool:
        is_near = line.top - above.top < _LOOSE * self._pitch
        return is_near and (line.text[:1].islower() or bool(_UNENDED.search(above.text)))

    def _had_ended(self, index: int, above: Line, line: Line) -> bool:
        is_far = line.top - above.top > _LOOSE * self._pitch
        return is_far or fits_on(above, line, self._margins[index])


def _x0(line: Line) -> float:
    return line.x0


def _x1(line: Line) -> float:
    return line.x1


def _last(record: Sequence[BodyLine], column: int) -> Line | None:
    return next((line.cells[column][-1] for line in reversed(record) if column in line.cells), None)

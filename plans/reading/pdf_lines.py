"""Letters of a PDF page as printed lines: where each stands, how it is set."""

from dataclasses import dataclass, replace
from statistics import median

_SLIPS = str.maketrans("ƢƣÐ", "ƯưĐ")  # what some exports write for other letters of the same look
COLUMN_GAP = 1.2  # of the font size: wider than most blanks between two words of a sentence
_WORD_GAP = 0.2
_RAISED = 0.78  # a letter this much smaller than its neighbours is a footnote mark


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of words on one base line.

    `first_word`, `last_word`, `first_letter`: their widths. `second_word`: where it begins.
    `spaced`: a blank was printed behind the line.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first_word: float = 0.0
    last_word: float = 0.0
    first_letter: float = 0.0
    second_word: float = 0.0
    spaced: bool = False
    page: int = 1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def lines_of(letters: list[Letter], page: int, column_gap: float = COLUMN_GAP) -> list[list[Line]]:
    """Rows from top to bottom, each of one line or more that stand `column_gap` font sizes apart."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: (letter.top + letter.bottom) / 2):
        if rows and _is_level(letter, rows[-1]):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    lines = [_lines_in(row, page, column_gap) for row in _with_marks(rows)]
    return [row for row in lines if row]


def _is_level(letter: Letter, row: list[Letter]) -> bool:
    last = row[-1]
    apart = (letter.top + letter.bottom - last.top - last.bottom) / 2
    return apart <= 0.3 * min(letter.size, last.size)


def _with_marks(rows: list[list[Letter]]) -> list[list[Letter]]:
    """Rows of small raised or lowered letters go into the row of text that they touch."""
    sizes = [median(letter.size for letter in row) for row in rows]
    kept: list[list[Letter]] = []
    pending: list[Letter] = []
    for index, row in enumerate(rows):
        size = sizes[index]
        below = index + 1 < len(rows) and size < _RAISED * sizes[index + 1] and _overlap(row, rows[index + 1])
        above = index > 0 and kept and size < _RAISED * sizes[index - 1] and _overlap(row, rows[index - 1])
        if below:
            pending += row
        elif above:
            kept[-1] += row
        else:
            kept.append(row + pending)
            pending = []
    return kept


def _overlap(small: list[Letter], large: list[Letter]) -> bool:
    top, bottom = min(letter.top for letter in small), max(letter.bottom for letter in small)
    return top < max(letter.bottom for letter in large) - 1 and bottom > min(letter.top for letter in large) + 1


def _lines_in(row: list[Letter], page: int, column_gap: float) -> list[Line]:
    row.sort(key=lambda letter: letter.x0)
    size = median(letter.size for letter in row)
    groups: list[list[list[Letter]]] = []  # lines, words, letters
    spaced: list[bool] = []
    last: Letter | None = None
    for letter in row:
        if letter.text.isspace():
            spaced[-1:] = [True] if spaced else []
        elif not _is_note_mark(letter, size, last):
            gap = letter.x0 - last.x1 if last else 0
            if last is None or gap > column_gap * size:
                groups.append([[letter]])
                spaced.append(False)
            elif spaced[-1] or gap > _WORD_GAP * size:
                groups[-1].append([letter])
            else:
                groups[-1][-1].append(letter)
            spaced[-1], last = False, letter
    return [_line(words, size, page, blank) for words, blank in zip(groups, spaced, strict=True)]


def _is_note_mark(letter: Letter, size: float, before: Letter | None) -> bool:
    """The figure of a footnote; the 2 of m2 is none."""
    if letter.size >= _RAISED * size or letter.text not in "0123456789*()[]":
        return False
    return not (letter.text in "23" and before and before.text == "m")


def _line(words: list[list[Letter]], size: float, page: int, spaced: bool) -> Line:
    letters = [letter for word in words for letter in word]
    return Line(
        text=" ".join("".join(letter.text for letter in word) for word in words).translate(_SLIPS),
        x0=letters[0].x0,
        x1=letters[-1].x1,
        top=min(letter.top for letter in letters),
        bottom=max(letter.bottom for letter in letters),
        size=size,
        bold=all(letter.bold for letter in letters),
        first_word=words[0][-1].x1 - words[0][0].x0,
        last_word=words[-1][-1].x1 - words[-1][0].x0,
        first_letter=letters[0].x1 - letters[0].x0,
        second_word=words[1][0].x0 if len(words) > 1 else letters[-1].x1,
        spaced=spaced,
        page=page,
    )


def in_one(row: list[Line]) -> Line:
    """Lines side by side that are one line after all."""
    if len(row) == 1:
        return row[0]
    first, last = row[0], row[-1]
    return replace(
        first,
        text=" ".join(line.text for line in row),
        x1=last.x1,
        last_word=last.last_word,
        top=min(line.top for line in row),
        bottom=max(line.bottom for line in row),
        bold=all(line.bold for line in row),
        spaced=last.spaced,
    )

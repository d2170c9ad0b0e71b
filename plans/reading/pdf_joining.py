"""Printed lines joined into the paragraphs that they were cut from."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import mode

from plans.reading.pdf_lines import Line
from plans.reading.wording import clean

_BULLET = re.compile(r"^[-–—+*•●▪]")
_LABEL = re.compile(r"^(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+\s|[a-zđ]\)|[IVXL]+[.)]\s|\(\d+\)\s)")
_NAMED = re.compile(r"^(?:Phụ lục|PHỤ LỤC|Điều)\s")
_OPEN_END = re.compile(r"\w[/-]$")
_VOWELS = re.compile("[aeiouy]")  # of a text without diacritics
_SLACK = 0.3  # of the font size
_ENDED = tuple(".;:!?")
_BLANK = 0.25  # of the font size
_LOOSER = 0.12  # of the font size: more between two lines than this is space between paragraphs


@dataclass(frozen=True, slots=True)
class Margins:
    """Where text of a column or page begins and ends, and the usual way from line to line by font size."""

    left: float
    right: float
    pitches: dict[int, float]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def pitches_of(columns: Iterable[list[Line]]) -> dict[int, float]:
    """From line to line, by font size. Inside paragraphs lines stand closest, so the least usual distance counts."""
    found: dict[int, list[float]] = {}
    for lines in columns:
        for above, line in pairwise(lines):
            pitch = line.top - above.top
            if above.page == line.page and abs(above.size - line.size) < 0.6 and 0.9 < pitch / line.size < 2.6:
                found.setdefault(round(line.size), []).append(pitch)
    return {size: _closest(pitches) for size, pitches in found.items()}


def _closest(pitches: list[float]) -> float:
    """The smallest pitch that is seen more than by chance."""
    rounded = [round(pitch * 2) / 2 for pitch in pitches]
    often = [pitch for pitch in set(rounded) if rounded.count(pitch) >= max(1, len(rounded) // 10)]
    return min(often)


def usual_right(lines: list[Line], least: float) -> float:
    """Where full lines end: the place that most long lines share, else the farthest."""
    ends = [round(line.x1) for line in lines if line.x1 > least]
    if not ends:
        return least
    common = mode(ends)
    return float(common) if ends.count(common) >= 3 else float(max(ends))


def usual_left(lines: list[Line], most: float) -> float:
    """Where lines begin that are not set in."""
    starts = [round(line.x0) for line in lines if line.x0 < most]
    often = [start for start in set(starts) if starts.count(start) >= 3]
    return float(min(often or starts, default=0))


def join(lines: list[Line], margins: Margins) -> list[list[Line]]:
    """The lines of each paragraph."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, margins):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def text_of(lines: list[Line], margins: Margins) -> str:
    """One line of text; parts of a word that was cut at the line's end are put together."""
    text = ""
    for index, line in enumerate(lines):
        glued = index > 0 and _is_cut_word(lines[index - 1], line, margins)
        text += line.text if glued or not text else f" {line.text}"
    return clean(text)


def _is_cut_word(above: Line, line: Line, margins: Margins) -> bool:
    """A stroke or hyphen that was printed without a blank, or a word that was wider than its column."""
    if above.spaced:
        return False
    if _OPEN_END.search(above.text):
        return True
    if " " in above.text or line.first_letter < margins.right - above.x1 - _SLACK * above.size:
        return False
    if above.last_word + line.first_word < margins.right - margins.left:
        return False
    before, after = above.text[-1], line.text[0]
    first, second = above.text, line.text.split(" ")[0]
    in_figures = (before.isdigit() or before == "/") and (after.isdigit() or after == "/")
    return in_figures or not _has_vowel(first) or (second.islower() and not _has_vowel(second))


def _has_vowel(word: str) -> bool:
    return bool(_VOWELS.search(unicodedata.normalize("NFD", word).lower()))


def _goes_on(paragraph: list[Line], line: Line, margins: Margins) -> bool:
    above = paragraph[-1]
    if fits_on(above, line, margins) or _starts_item(line, paragraph):
        return False
    if line.text[0].islower() and not above.text.endswith(_ENDED):
        return True
    if above.page == line.page and _is_loose(above, line, margins):
        return False
    if above.page == line.page and (abs(above.size - line.size) > 1.5 or _is_other_title(above, line, margins)):
        return False
    return not _is_first_line(paragraph, line, margins)


def fits_on(above: Line, line: Line, margins: Margins) -> bool:
    """The first word of the line had room on the line above: then its author ended that line."""
    room = margins.right - above.x1
    if abs(above.middle - margins.middle) < 2 and above.x0 - margins.left > 4:
        room += above.x0 - margins.left  # centred
    return line.first_word + _BLANK * above.size < room - 0.5


def _starts_item(line: Line, paragraph: list[Line]) -> bool:
    """A dash may also stand inside a name that was cut there: "Sở Quy hoạch | - Kiến trúc"."""
    above = paragraph[-1]
    if _BULLET.match(line.text):
        return above.text.endswith((*_ENDED, ",")) or bool(_BULLET.match(paragraph[0].text))
    label = _LABEL.match(line.text)
    if above.text.endswith(_ENDED):
        return bool(label or _NAMED.match(line.text))
    return bool(label) and line.text[label.end() :].lstrip()[:1].isupper()


def _is_loose(above: Line, line: Line, margins: Margins) -> bool:
    pitch = margins.pitches.get(round(line.size))
    return pitch is not None and line.top - above.top > pitch + 0.25 + _LOOSER * line.size


def _is_other_title(above: Line, line: Line, margins: Margins) -> bool:
    """Below a title in the middle of the page: what is set otherwise, or put in brackets."""
    if any(abs(one.middle - margins.middle) > 3 for one in (above, line)) or abs(above.x0 - line.x0) < 2:
        return False
    return above.bold != line.bold or line.text.startswith("(")


def _is_first_line(paragraph: list[Line], line: Line, margins: Margins) -> bool:
    """Set in from the left, where the lines of the paragraph above are not."""
    indent = 0.6 * line.size
    if line.x0 - margins.left < indent or abs(line.middle - margins.middle) < 2:
        return False
    first, above = paragraph[0], paragraph[-1]
    if (_LABEL.match(first.text) or _BULLET.match(first.text)) and abs(line.x0 - first.second_word) < 3:
        return False  # its label hangs out to the left
    if len(paragraph) > 1:
        return line.x0 - above.x0 > indent
    return line.x0 - above.x0 > indent or (above.text.endswith(_ENDED) and abs(line.x0 - above.x0) < 2)

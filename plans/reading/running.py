"""Running text line by line, each with its place in the outline; and where each table stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.reading.appendices import Appendix, appendix_at
from plans.reading.blocks import Document, Paragraph, Table, table_lines
from plans.reading.kinds import is_kind_line
from plans.reading.labels import Outline, Section, split_heading
from plans.reading.wording import has_bullet, without_bullet

_ENDING = re.compile(r"^\W*(?:(?i:Nơi nhận)\b|(?:T/M|TM\.|KT\.|TL\.|TUQ\.)\s*[A-ZĐ])")
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Line:
    """`title`: the words behind label or bullet. `path`: the code of a labelled line, else that of its section.

    `attached`: it stands in an appendix or in a plan behind the signature.
    """

    text: str
    title: str
    label: str
    path: str
    above: tuple[Section, ...]
    paragraph: Paragraph
    bullet: bool = False
    attached: bool = False

    @property
    def place(self) -> dict:
        page = {"page": self.paragraph.page} if self.paragraph.page else {}
        return {**page, "paragraph": self.paragraph.number}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table stands: its appendix, the sections open there, the last words above it."""

    appendix: Appendix | None
    path: str
    above: tuple[Section, ...]
    caption: str

    def under(self, word: str, label: str, title: str) -> "Spot":
        """The same place once a heading inside the table has begun a section of its own."""
        outline = Outline()
        for section in self.above:
            outline.open(section.label, section.title, section.word)
        outline.open(label, title, word)
        code = self.appendix.code if self.appendix else ""
        path = ".".join(part for part in (code, outline.path) if part)
        return Spot(self.appendix, path, tuple(outline.sections), title)


@dataclass(slots=True)
class Running:
    lines: list[Line] = field(default_factory=list)
    spots: dict[int, Spot] = field(default_factory=dict)


def run_through(document: Document) -> Running:
    return _Runner(document).run()


class _Runner:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._found = Running()
        self._outline = Outline()
        self._appendix: Appendix | None = None
        self._signed = self._attached = False
        self._caption: list[str] = []
        self._untitled: tuple[str, str] | None = None

    def run(self) -> Running:
        for index, block in enumerate(self._document.blocks):
            if index in self._document.sheets:
                self._start(None)
            if isinstance(block, Table):
                self._meet(block)
            elif appendix := appendix_at(self._document, index):
                self._start(appendix)
            elif self._signed and is_kind_line(block.text):
                self._start(None)
            elif _ENDING.match(block.text):
                self._signed = True
            elif self._signed:
                self._caption.append(block.text)
            else:
                self._found.lines += self._lines(block)
        return self._found

    def _start(self, appendix: Appendix | None) -> None:
        self._outline, self._appendix = Outline(), appendix
        self._signed, self._attached, self._caption = False, True, []

    def _meet(self, table: Table) -> None:
        self._signed |= any(_ENDING.match(line) for line in table_lines(table)) and len(table.rows) < 6
        spot = Spot(self._appendix, self._path, tuple(self._outline.sections), " ".join(self._caption[-2:]))
        self._found.spots[table.number] = spot
        self._caption = []

    @property
    def _path(self) -> str:
        code = self._appendix.code if self._appendix else ""
        return ".".join(part for part in (code, self._outline.path) if part)

    def _lines(self, block: Paragraph) -> Iterator[Line]:
        self._caption.append(block.text)
        bullet = has_bullet(block.text)
        bare = without_bullet(block.text)
        word, label, title = split_heading(bare)
        if not label and self._is_title(block):
            self._outline.open(self._untitled[0], bare, self._untitled[1])
        if not label:
            self._untitled = None
            yield self._line(block, bare, "", bullet)
            return
        self._outline.leave(label, word)
        line = self._line(block, title, label, bullet)
        self._untitled = None if title else (label, word)
        self._outline.open(label, title, word)
        yield line

    def _is_title(self, block: Paragraph) -> bool:
        """The line under a bare "Phần I" that names it."""
        printed = block.text.isupper() or block.bold or block.level
        return bool(self._untitled and printed and len(block.text) < _LONGEST_TITLE)

    def _line(self, block: Paragraph, title: str, label: str, bullet: bool) -> Line:
        word = split_heading(without_bullet(block.text))[0] if label else ""
        code = self._appendix.code if self._appendix else ""
        own = self._outline.path_of(label, word) if label else self._outline.path
        path = ".".join(part for part in (code, own) if part)
        above = tuple(self._outline.enclosing(label, word) if label else self._outline.sections)
        return Line(block.text, title, label, path, above, block, bullet, self._attached)

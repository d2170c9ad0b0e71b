"""Plain text and Markdown dumps: tab-separated or piped tables, hard-wrapped paragraphs."""

import re
import unicodedata

from plans.reading import tcvn3
from plans.reading.blocks import Cell, Document, Paragraph, Row, Table, row_of_texts
from plans.reading.refusals import Unreadable
from plans.reading.wording import clean, has_bullet, strip_markup

_MARKER = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]\s|[a-zđ]\)|[IVXL]+[.)]\s|[A-ZĐ][.)]\s|\(\d+\)|\*\s|(?:Phụ lục|PHỤ LỤC)\b|Số\s*:)"
)
_PIPED_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_WRAPPED_FROM = 50  # a line this long was cut by the page's width, not by its author


def read_text(text: str) -> Document:
    lines = [strip_markup(line).rstrip() if "**" not in line else line.rstrip() for line in text.splitlines()]
    return _TextReader(_undouble(lines)).read()


def decode(data: bytes, declared: str = "") -> str:
    """UTF-8 with or without a mark, UTF-16 with one, what a page declares, TCVN3; never a guess."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text, doubtful = data.decode(encoding), "tcvn3"
    except UnicodeDecodeError:
        text, doubtful = data.decode(declared or "latin-1", "replace"), "encoding"
        if not declared and not tcvn3.is_garbled(text):
            raise Unreadable("encoding") from None
    if "\0" in text:
        raise Unreadable("wrong_type")
    if tcvn3.is_garbled(text):
        text = tcvn3.convert_plain(text)
        if text is None:
            raise Unreadable(doubtful)
    return unicodedata.normalize("NFC", text)


def _undouble(lines: list[str]) -> list[str]:
    """Dumps with a blank line behind every line: the blanks part no paragraphs there."""
    groups = re.split(r"\n\s*\n", "\n".join(lines))
    words = [group.strip() for group in groups if group.strip()]
    lone = [group for group in words if "\n" not in group]
    cut = sum(group[0].islower() and not _MARKER.match(group) for group in lone)
    if len(lone) < 20 or cut < 0.15 * len(words):
        return lines
    return [line for line in lines if line.strip()]


class _TextReader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._document = Document()
        self._wrapped: list[str] = []
        self._rows: list[str] = []
        self._tables = 0
        self._paragraphs = 0

    def read(self) -> Document:
        for line in self._lines:
            if _is_row(line) or (self._rows and line.strip() and not has_bullet(line)):
                self._end_paragraph()
                self._rows.append(line)
            else:
                self._end_table()
                self._take(line.strip(" \t|"))
        self._end_table()
        self._end_paragraph()
        return self._document

    def _take(self, line: str) -> None:
        if not line:
            self._end_paragraph()
            return
        if self._wrapped and not self._goes_on(line):
            self._end_paragraph()
        self._wrapped.append(line)

    def _goes_on(self, line: str) -> bool:
        above = " ".join(self._wrapped)
        if above.count("**") % 2:
            return True
        bare = line.lstrip("*_ ")
        if has_bullet(line) or _MARKER.match(bare):
            return False
        if bare[:1].islower() or above.endswith(","):
            return True
        return len(self._wrapped[-1]) >= _WRAPPED_FROM and above[-1] not in ".;:!?*" and not line.isupper()

    def _end_paragraph(self) -> None:
        text = clean(strip_markup(" ".join(self._wrapped)))
        self._wrapped = []
        if text.strip("-–_*| "):
            self._paragraphs += 1
            self._document.blocks.append(Paragraph(text, self._paragraphs))

    def _end_table(self) -> None:
        rows = [_cells(line) for line in self._rows if not _PIPED_RULE.match(line.strip())]
        self._rows = []
        if rows:
            self._tables += 1
            width = max(len(row) for row in rows)
            self._document.blocks.append(
                Table(tuple(_row(row, number, width) for number, row in enumerate(rows, 1)), self._tables)
            )


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or line.startswith("\t") or (line.startswith("|") and line.count("|") >= 3)


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [clean(strip_markup(cell)) for cell in line.split("\t")]
    if line.startswith("|"):
        return [clean(strip_markup(cell)) for cell in line.strip().strip("|").split("|")]
    return [clean(strip_markup(line))]


def _row(cells: list[str], number: int, width: int) -> Row:
    if len(cells) == 1 and width > 1:
        return Row({0: Cell((cells[0],) if cells[0] else (), width)}, number)
    return row_of_texts(cells, number)

"""Plain text and Markdown dumps: tab-separated or piped tables, hard-wrapped paragraphs."""

import re
import unicodedata
from dataclasses import replace

from plans.reading import tcvn3
from plans.reading.blocks import Cell, Document, Paragraph, Row, Table
from plans.reading.kinds import is_kind_line
from plans.reading.refusals import Unreadable
from plans.reading.text_aligned import NEW_PAGE, find_aligned
from plans.reading.text_letterhead import part_letterhead
from plans.reading.wording import clean, has_bullet, strip_markup

_MARKER = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]\s|[a-zđ]\)|[IVXL]+(?:[.)]|\s?[-–])\s|[A-ZĐ][.)]\s|\(\d+\)|\*\s"
    r"|(?:Phụ lục|PHỤ LỤC)\b|Số\s*:)"
)
_TABLE = "\uf8fe"  # the line in whose place an aligned table stands
_YEAR_LEFT = re.compile(r"20\d\d")  # of "…, ngày 19 tháng 5 năm | 2026"
_PIPED_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_PAGE_NUMBER = re.compile(r"[ \t]{15,}(?:[-–] ?)?(?:Trang )?\d{1,3}(?: ?[-–]|/\d{1,3})?[ \t]*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WRAPPED_FROM = 50  # a line this long was cut by the page's width, not by its author


def read_text(text: str) -> Document:
    tables: list[Table] = []
    lines: list[str] = []
    for line in find_aligned(text.replace("\f", f"\n{NEW_PAGE}").splitlines()):
        if isinstance(line, Table):
            tables.append(line)
        lines.append(_TABLE if isinstance(line, Table) else line)
    lines = [_plain(line).rstrip() for line in _without_page_numbers(part_letterhead(lines))]
    return _TextReader(_undouble(lines), tables).read()


def _plain(line: str) -> str:
    """Rows keep their `<br>` until they are cut into cells; bold over several lines is met later."""
    return line if "**" in line or line.startswith("|") else strip_markup(line)


def _without_page_numbers(lines: list[str]) -> list[str]:
    """A sentence that the turn of a page cuts is whole again."""
    kept: list[str] = []
    runs_on = False
    for at, line in enumerate(lines):
        if _PAGE_NUMBER.fullmatch(line):
            while kept and not kept[-1].strip():
                kept.pop()
            following = next((other.strip() for other in lines[at + 1 :] if other.strip()), "")
            runs_on = bool(kept) and _is_cut(kept[-1], following)
            kept += [] if runs_on else [""]
        elif line.strip() or not runs_on:
            kept.append(line)
            runs_on = False
    return kept


def _is_cut(line: str, following: str) -> bool:
    return not line.rstrip().endswith((".", ";", ":")) and following[:1].islower() and not _MARKER.match(following)


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
    """`tables`: those that stand in the places of the lines `_TABLE`."""

    def __init__(self, lines: list[str], tables: list[Table]) -> None:
        self._lines, self._aligned = lines, iter(tables)
        self._document = Document()
        self._wrapped: list[str] = []
        self._rows: list[str] = []
        self._tables = 0
        self._paragraphs = 0

    def read(self) -> Document:
        for line in self._lines:
            if line == _TABLE:
                self._end_table()
                self._end_paragraph()
                self._tables += 1
                self._document.blocks.append(replace(next(self._aligned), number=self._tables))
            elif _is_row(line) or (self._rows and line.strip() and not has_bullet(line)):
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
        if _YEAR_LEFT.fullmatch(line) and above.endswith("năm"):
            return True
        bare = line.lstrip("*_ ")
        if has_bullet(line) or _MARKER.match(bare) or is_kind_line(above):
            return False
        if bare[:1].islower() or above.endswith(","):
            return True
        if above.count("(") > above.count(")") and len(self._wrapped[-1]) >= _WRAPPED_FROM:
            return True
        return len(self._wrapped[-1]) >= _WRAPPED_FROM and above[-1] not in ".;:!?*" and not _is_in_capitals(line)

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
                Table(
                    tuple(_row(row, number, width) for number, row in enumerate(rows, 1)),
                    self._tables,
                    hides_merges=True,
                )
            )


def _is_in_capitals(line: str) -> bool:
    """A heading, not the end of a cut sentence: "I/2026.", "UBND."."""
    return line.isupper() and len(re.findall(r"[^\W\d_]+", line)) > 1


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or line.startswith("\t") or (line.startswith("|") and line.count("|") >= 3)


def _cells(line: str) -> list[tuple[str, ...]]:
    if "\t" in line:
        return [_lines(cell) for cell in line.split("\t")]
    if line.startswith("|"):
        return [_lines(cell) for cell in line.strip().strip("|").split("|")]
    return [_lines(line)]


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line for part in _BREAK.split(cell) if (line := clean(strip_markup(part))))


def _row(cells: list[tuple[str, ...]], number: int, width: int) -> Row:
    if len(cells) == 1 and width > 1:
        return Row({0: Cell(cells[0], width)}, number)
    return Row({column: Cell(lines) for column, lines in enumerate(cells)}, number)

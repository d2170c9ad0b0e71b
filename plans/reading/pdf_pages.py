"""Pages of a PDF: their lines and tables, without what is printed on every page."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pdfplumber.page import Page

from plans.reading.pdf_drawing import drawing_of
from plans.reading.pdf_lines import Line, lines_of
from plans.reading.pdf_tables import PrintedTable, tables_on
from plans.reading.pdf_unruled import Columns, find_unruled

PageProgress = Callable[[int, int], None]
_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:phụ lục|phụ biểu|biểu|mẫu)\s*(?:số\s*)?[\dIVX]", re.IGNORECASE)  # tells pages apart
_EDGE = 0.12  # of the page's height: where headers and footers stand
_MOST_FURNITURE = 3  # rows of a header
_FOOTNOTE_RULE = (30.0, 0.4)  # least points, most of the page's width


@dataclass(slots=True)
class PrintedPage:
    """`rows` stand outside the tables. `rules`: (left, right, height) of lone horizontal lines.

    `nameless`: letters of which the file says only how they look.
    """

    number: int
    width: float
    height: float
    rows: list[list[Line]]
    tables: list[PrintedTable]
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    has_picture: bool = False
    letters: int = 0
    nameless: int = 0
    columns: Columns | None = None  # of a table without rules that reaches the foot of the page

    def pieces(self) -> Iterator[list[Line] | PrintedTable]:
        """Rows and tables from top to bottom."""
        pieces = [(row[0].top, 0, row) for row in self.rows] + [(table.top, 1, table) for table in self.tables]
        for _, _, piece in sorted(pieces, key=lambda piece: piece[:2]):
            yield piece


def read_page(page: Page, above: Columns | None = None) -> PrintedPage:
    drawing = drawing_of(page)
    ruled, outside = tables_on(drawing, page.page_number)
    unruled = find_unruled(outside, page.page_number, (1 - _EDGE) * float(page.height), above)
    return PrintedPage(
        page.page_number,
        float(page.width),
        float(page.height),
        lines_of(unruled.rest, page.page_number),
        ruled + unruled.tables,
        [(edge["x0"], edge["x1"], edge["top"]) for edge in drawing.edges if edge["orientation"] == "h"],
        drawing.has_picture,
        sum(not letter.text.isspace() for letter in drawing.letters),
        sum(letter.text.startswith("(cid:") for letter in drawing.letters),
        unruled.columns,
    )


def take_off_furniture(pages: list[PrintedPage]) -> list[str]:
    """Page numbers, headers and footers leave the pages; what they said, each once."""
    repeated = _repeated(pages)
    said: dict[str, None] = {}
    for page in pages:
        for row in _edge_rows(page):
            text = " ".join(line.text for line in row)
            if _PAGE_NUMBER.match(text):
                page.rows.remove(row)
            elif _key(row, page) in repeated:
                page.rows.remove(row)
                said[text] = None
        _take_off_footnotes(page)
    return list(said)


def _repeated(pages: list[PrintedPage]) -> set[tuple]:
    counts = Counter(_key(row, page) for page in pages for row in _edge_rows(page))
    least = max(2, (len(pages) + 1) // 2)
    return {key for key, count in counts.items() if count >= least}


def _edge_rows(page: PrintedPage) -> list[list[Line]]:
    """Rows in the margins that nothing else stands beyond."""
    tops = [table.top for table in page.tables]
    bottoms = [table.bottom for table in page.tables]
    first, last = min(tops, default=page.height), max(bottoms, default=0.0)
    above = [row for row in page.rows if row[0].bottom < min(first, _EDGE * page.height)]
    below = [row for row in page.rows if row[0].top > max(last, (1 - _EDGE) * page.height)]
    return above[:_MOST_FURNITURE] + [row for row in below[-_MOST_FURNITURE:] if row not in above]


def _key(row: list[Line], page: PrintedPage) -> tuple:
    """The same words at the same distance from the edge, whatever the size of the page."""
    text = " ".join(line.text for line in row)
    text = text if _APPENDIX.match(text) else re.sub(r"\d+", "#", text)
    return text, round(min(row[0].top, page.height - row[0].top) / 4)


def _take_off_footnotes(page: PrintedPage) -> None:
    """Small print under a short rule near the foot of the page."""
    if not page.rows:
        return
    sizes = Counter(round(line.size) for row in page.rows for line in row)
    usual = sizes.most_common(1)[0][0]
    least, most = _FOOTNOTE_RULE
    for left, right, height in page.rules:
        if height > page.height / 2 and least < right - left < most * page.width:
            below = [row for row in page.rows if row[0].top > height - 1]
            if below and all(line.size <= usual - 1 for row in below for line in row):
                page.rows = [row for row in page.rows if row not in below]

"""HTML pages and dumps: headings, paragraphs, lists, and tables with joined cells. Nothing is fetched or run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from plans.reading.blocks import Cell, Document, Paragraph, Row, Table
from plans.reading.numbering import figure
from plans.reading.refusals import Unreadable
from plans.reading.wording import clean

_START = re.compile(
    r"<(?:!doctype html|html|head|body|table|div|h[1-6]|meta|p|span|section|article)\b", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_UNREAD = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "del",
    "s",
    "strike",
    "object",
    "iframe",
    "svg",
}
_BLOCKS = {
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "blockquote",
    "pre", "dt", "dd", "caption", "figure", "center", "form", "main", "address", "hr",
}  # fmt: skip
_LIST_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MAX_SPAN = 500
_MAX_CELLS = 300_000


def declared_charset(data: bytes) -> str:
    """The one-byte encoding that a page from an old editor names, "" for any other."""
    match = _CHARSET.search(data[:4000])
    name = match[1].decode().lower() if match else ""
    return name if name in ("windows-1252", "windows-1258", "iso-8859-1") else ""


def looks_like_html(text: str) -> bool:
    """A tag of a page at its very start; dumps with a tag here and there are read as text."""
    start = re.sub(r"^\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*", "", text[:4000], flags=re.DOTALL)
    return bool(_START.match(start))


def read_html(text: str) -> Document:
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]*>", "", text)  # the text is decoded already
    try:
        root = html.document_fromstring(text, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("no_text") from error
    walker = _Walker()
    walker.walk_inside(root)
    return walker.document


@dataclass(slots=True)
class _Text:
    """Words gathered since the last block began. `level`: of the heading they stand in."""

    parts: list[str] = field(default_factory=list)
    bold: bool = True
    level: int = 0


class _Walker:
    def __init__(self) -> None:
        self.document = Document()
        self._text = _Text()
        self._paragraphs = self._tables = self._cells = 0

    def walk_inside(self, element: html.HtmlElement) -> None:
        self._add(element.text, bold=False, level=0)
        for child in element:
            self._walk(child, bold=False, level=0)
            self._add(child.tail, bold=False, level=0)
        self._end()

    def _walk(self, element: html.HtmlElement, *, bold: bool, level: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _UNREAD or _is_hidden(element):
            return
        if tag == "table" and element.find(".//table") is None:
            self._end()
            self._table(element)
            return
        is_block = tag in _BLOCKS or tag in ("table", "tr", "td", "th", "ul", "ol")
        if is_block:
            self._end()
        level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else level
        bold = bold or tag in ("b", "strong", "th") or bool(level)
        if tag == "li":
            self._add(f"{_marker(element)} ", bold=bold, level=level)
        self._add("\n" if tag == "br" else element.text, bold=bold, level=level)
        for child in element:
            self._walk(child, bold=bold, level=level)
            self._add(child.tail, bold=bold, level=level)
        if is_block:
            self._end()

    def _add(self, text: str | None, *, bold: bool, level: int) -> None:
        if not text:
            return
        self._text.parts.append(text if text == "\n" else re.sub(r"\s+", " ", text))
        if text.strip():
            self._text.bold &= bold
            self._text.level = level

    def _end(self) -> None:
        lines = [line for part in "".join(self._text.parts).split("\n") if (line := clean(part))]
        if lines and lines != ["-"]:
            self._paragraphs += 1
            bold, level = self._text.bold, self._text.level
            self.document.blocks += [Paragraph(line, self._paragraphs, level=level, bold=bold) for line in lines]
        self._text = _Text()

    def _table(self, table: html.HtmlElement) -> None:
        rows: list[Row] = []
        hanging: dict[int, tuple[int, Cell]] = {}  # column -> rows still to cover, the cell
        for element in table.iter("tr"):
            cells = {column: cell for column, (_, cell) in hanging.items()}
            hanging = {column: (left - 1, cell) for column, (left, cell) in hanging.items() if left > 1}
            self._lay(element, cells, hanging)
            self._count(cells)
            rows.append(Row(dict(sorted(cells.items())), len(rows) + 1))
        if any(row.filled for row in rows):
            self._tables += 1
            self.document.blocks.append(Table(tuple(rows), self._tables))

    def _lay(self, row: html.HtmlElement, cells: dict[int, Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
        """The row's own cells in the columns that none from above covers."""
        taken = {column for start, cell in cells.items() for column in range(start, start + cell.span)}
        column = 0
        for part in row.iterchildren("td", "th"):
            while column in taken:
                column += 1
            cell = Cell(tuple(_lines_of(part)), _span(part, "colspan"))
            cells[column] = cell
            if (below := _span(part, "rowspan") - 1) > 0:
                hanging[column] = (below, Cell(cell.lines, cell.span, repeated=True))
            column += cell.span

    def _count(self, cells: dict[int, Cell]) -> None:
        self._cells += len(cells)
        if self._cells > _MAX_CELLS:
            raise Unreadable("limits")


def _lines_of(cell: html.HtmlElement) -> Iterator[str]:
    """A cell is a small page of its own."""
    inner = _Walker()
    inner.walk_inside(cell)
    return inner.document.lines()


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _marker(item: html.HtmlElement) -> str:
    """What stands before an item of a list: a dash, or its number in the list's way of counting."""
    numbered = item.getparent()
    if numbered is None or numbered.tag != "ol":
        return "-"
    start = numbered.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    number = first + sum(1 for _ in item.itersiblings("li", preceding=True))
    label = figure(number, _LIST_KINDS.get(numbered.get("type", ""), "decimal"))
    return f"{label})" if label.isalpha() and label.islower() else f"{label}."


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or "mso-hide:all" in style or "hidden" in element.attrib

"""Word documents: the body as blocks, with tracked changes read as accepted."""

import re
from collections.abc import Iterator

from lxml import etree

from plans.reading.blocks import Cell, Document, Paragraph, Row, Table
from plans.reading.numbering import Numbering, W
from plans.reading.old_fonts import unicode_letters
from plans.reading.package import Package
from plans.reading.refusals import Unreadable
from plans.reading.styles import Styles
from plans.reading.wording import clean

MAIN = "word/document.xml"
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "txbxContent", "pPr", "rPr", "sdtPr", "Fallback")}
_SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_TEXTS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}


def read_docx(package: Package) -> Document:
    body = package.xml(MAIN).find(f"{W}body")
    if body is None:
        raise Unreadable("corrupt")
    sheet = _optional(package, "word/styles.xml")
    styles = Styles(sheet)
    unicode_letters(body, styles)
    reader = _BodyReader(Numbering(_optional(package, "word/numbering.xml"), sheet), styles)
    document = reader.read(body)
    document.marks = list(_marks(package, body))
    document.has_tracked_changes = any(
        next(body.iter(f"{W}{name}"), None) is not None for name in ("ins", "del", "moveFrom", "moveTo")
    )
    return document


class _BodyReader:
    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        self._document = Document()
        self._paragraphs = 0
        self._tables = 0

    def read(self, body: etree._Element) -> Document:
        for element in _children(body):
            if element.tag == f"{W}tbl":
                self._tables += 1
                self._document.blocks.append(self._table(element, self._tables))
            else:
                self._paragraphs += 1
                self._document.blocks += self._paragraph(element)
        return self._document

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        lines = self._lines(element)
        level, bold = (self._styles.level(element), self._styles.is_bold(element)) if lines else (0, False)
        for line in lines:
            yield Paragraph(line, self._paragraphs, level=level, bold=bold)

    def _lines(self, paragraph: etree._Element) -> list[str]:
        """The lines of a paragraph, its automatic label before the first."""
        text = _text(paragraph)
        if not text.strip() and _is_deleted(paragraph):
            return []
        label = self._numbering.label(paragraph)
        return [line for part in f"{label} {text}".split("\n") if (line := clean(part))]

    def _table(self, table: etree._Element, number: int) -> Table:
        rows: list[Row] = []
        for element in _children(table):
            if element.tag == f"{W}tr" and not _is_deleted_row(element):
                rows.append(self._row(element, rows[-1] if rows else None, len(rows) + 1))
        return Table(tuple(rows), number)

    def _row(self, row: etree._Element, above: Row | None, number: int) -> Row:
        before = row.find(f"{W}trPr/{W}gridBefore")
        column = int(before.get(f"{W}val", 0)) if before is not None else 0
        cells: dict[int, Cell] = {}
        for element in _children(row):
            if element.tag != f"{W}tc":
                continue
            cell = self._cell(element, above.covering(column) if above else None)
            cells[column] = cell
            column += cell.span
        return Row(cells, number)

    def _cell(self, element: etree._Element, above: Cell | None) -> Cell:
        properties = element.find(f"{W}tcPr")
        span = _number(properties, "gridSpan", 1)
        merged = properties.find(f"{W}vMerge") if properties is not None else None
        lines = tuple(self._cell_lines(element))
        if merged is not None and merged.get(f"{W}val") != "restart" and above is not None and not lines:
            return Cell(above.lines, span, repeated=True)
        return Cell(lines, span)

    def _cell_lines(self, element: etree._Element) -> Iterator[str]:
        for child in _children(element):
            if child.tag == f"{W}p":
                yield from self._lines(child)
            elif child.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
                yield from self._cell_lines(child)


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables, rows and cells, also those wrapped in content controls or tracked inserts."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"):
            yield from _children(child)


def _text(element: etree._Element) -> str:
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts)


def _gather(element: etree._Element, parts: list[str]) -> None:
    for child in element:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in _TEXTS:
            parts.append(_TEXTS[child.tag])
        elif child.tag not in _SKIPPED and not _is_hidden(child):
            _gather(child, parts)


def _is_hidden(element: etree._Element) -> bool:
    if element.tag != f"{W}r":
        return False
    vanish = element.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _is_deleted(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}del") is not None or paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _is_deleted_row(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _number(properties: etree._Element | None, name: str, default: int) -> int:
    element = properties.find(f"{W}{name}") if properties is not None else None
    value = element.get(f"{W}val", "") if element is not None else ""
    return max(1, min(int(value), 200)) if value.isdigit() else default


def _marks(package: Package, body: etree._Element) -> Iterator[str]:
    for name in sorted(package.names):
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            for paragraph in package.xml(name).iter(f"{W}p"):
                yield from (line for part in _text(paragraph).split("\n") if (line := clean(part)))
    for box in body.iter(f"{W}txbxContent"):
        for paragraph in box.iter(f"{W}p"):
            yield from (line for part in _text(paragraph).split("\n") if (line := clean(part)))


def _optional(package: Package, name: str) -> etree._Element | None:
    return package.xml(name) if name in package.names else None

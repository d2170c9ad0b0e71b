"""Workbooks: the cells of each sheet as stored and shown. No formula is ever worked out."""

import math
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from plans.reading.number_formats import BUILT_IN, show_number, show_text
from plans.reading.package import Package
from plans.reading.refusals import Unreadable

WORKBOOK = "xl/workbook.xml"
MAX_CELLS = 300_000
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a cell shows. `formula`: the text comes of one."""

    text: str
    formula: bool = False


@dataclass(slots=True)
class Worksheet:
    """Cells by row (from 1) and column (from 0); `merges`: first row and column, last row and column."""

    name: str
    hidden: bool
    cells: dict[int, dict[int, Stored]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_workbook(package: Package) -> Iterator[Worksheet]:
    """The sheets in their order, read one at a time."""
    book = package.xml(WORKBOOK)
    targets = _targets(package)
    properties = book.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    reader = _SheetReader(package, _shared_strings(package), _formats(package), from_1904)
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        target = targets.get(sheet.get(_ID) or sheet.get(_STRICT_ID) or "", "")
        if target in package.names:
            yield reader.read(target, sheet.get("name", ""), sheet.get("state", "visible") != "visible")


def _targets(package: Package) -> dict[str, str]:
    name = "xl/_rels/workbook.xml.rels"
    if name not in package.names:
        raise Unreadable("corrupt")
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in package.xml(name).iterfind("{*}Relationship")
    }


def _shared_strings(package: Package) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in package.names:
        return []
    return [_rich_text(item) for item in package.elements(name, "{*}si")]


def _rich_text(item: etree._Element) -> str:
    """Phonetic guides (rPh) are no part of the text."""
    return "".join(text.text or "" for text in item.iterfind("{*}t")) + "".join(
        text.text or "" for text in item.iterfind("{*}r/{*}t")
    )


def _formats(package: Package) -> list[str]:
    """The number format of each cell style."""
    if "xl/styles.xml" not in package.names:
        return []
    styles = package.xml("xl/styles.xml")
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in styles.iterfind("{*}numFmts/{*}numFmt")}
    numbers = [style.get("numFmtId", "0") for style in styles.iterfind("{*}cellXfs/{*}xf")]
    return [own.get(number) or BUILT_IN.get(_integer(number), "General") for number in numbers]


class _SheetReader:
    def __init__(self, package: Package, strings: list[str], formats: list[str], from_1904: bool) -> None:
        self._package = package
        self._strings = strings
        self._formats = formats
        self._from_1904 = from_1904
        self._left = MAX_CELLS

    def read(self, part: str, name: str, hidden: bool) -> Worksheet:
        sheet = Worksheet(name, hidden)
        row_number = 0
        for element in self._package.elements(part, "{*}row", "{*}mergeCell", "{*}col"):
            tag = etree.QName(element).localname
            if tag == "row":
                row_number = _integer(element.get("r")) or row_number + 1
                self._row(sheet, row_number, element)
            elif tag == "mergeCell":
                self._merge(sheet, element.get("ref", ""))
            elif element.get("hidden") in ("1", "true"):
                first, last = _integer(element.get("min")), _integer(element.get("max"))
                sheet.hidden_columns.update(range(first - 1, min(last, 16384)))
        return sheet

    def _row(self, sheet: Worksheet, number: int, element: etree._Element) -> None:
        cells: dict[int, Stored] = {}
        column = -1
        for cell in element.iterfind("{*}c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            stored = self._stored(cell)
            if stored.text:
                cells[column] = stored
        self._count(len(cells))
        if cells:
            sheet.cells[number] = cells
        if element.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(number)

    def _merge(self, sheet: Worksheet, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _place(first), _place(last)
        if start and end and start != end:
            self._count(1)
            sheet.merges.append((*start, *end))

    def _count(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise Unreadable("limits")

    def _stored(self, cell: etree._Element) -> Stored:
        kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
        formula = cell.find("{*}f")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return Stored(_rich_text(inline) if inline is not None else "")
        if kind == "s":
            index = _integer(value)
            value = self._strings[index] if index < len(self._strings) else ""
        text = self._shown(kind, value, self._format(cell))
        if formula is not None:
            return Stored(text or f"={formula.text or ''}", formula=True)
        return Stored(text)

    def _format(self, cell: etree._Element) -> str:
        style = _integer(cell.get("s"))
        return self._formats[style] if style < len(self._formats) else "General"

    def _shown(self, kind: str, value: str, code: str) -> str:
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "d":
            return re.sub(r"^(\d{4})-(\d\d)-(\d\d).*", r"\3/\2/\1", value)
        if kind != "n" or not value:
            return show_text(value, code) if value and kind in ("s", "str") else value
        try:
            number = float(value)
        except ValueError:
            return value
        return show_number(number, code, from_1904=self._from_1904) if math.isfinite(number) else value


def _place(reference: str) -> tuple[int, int] | None:
    """(row from 1, column from 0) of "B7"."""
    match = _REFERENCE.match(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0

"""PDF files with a text layer: paragraphs as they were written, tables healed of their page breaks."""

import io
from collections.abc import Iterator

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from plans.reading.blocks import Cell, Document, Paragraph, Remark, Row, Table
from plans.reading.pdf_chains import Chain
from plans.reading.pdf_columns import SideBySide, find_columns, lines_in
from plans.reading.pdf_joining import Margins, join, pitches_of, text_of, usual_left, usual_right
from plans.reading.pdf_lines import Line, in_one
from plans.reading.pdf_pages import PageProgress, PrintedPage, read_page, take_off_furniture
from plans.reading.pdf_tables import PrintedTable
from plans.reading.recognising import recognise
from plans.reading.refusals import Unreadable

MAX_PAGES = 800
_FEW_LETTERS = 40  # on a page that is a picture: a stamp or a page number, no text
_MOST_NAMELESS = 0.2  # of the letters


def read_pdf(data: bytes, on_page: PageProgress, *, may_recognise: bool = False) -> Document:
    """`may_recognise`: a scan is read by machine; every row of it needs checking then."""
    pages = _pages(data, on_page)
    is_scan = _is_scan(pages)
    if is_scan and not may_recognise:
        raise Unreadable("pdf_scan")
    if is_scan:
        pages = recognise(data, on_page)
    _refuse_nameless(pages)
    document = Document(marks=take_off_furniture(pages), is_recognised=is_scan)
    _Flow(pages, document).write()
    scanned = [str(page.number) for page in pages if page.has_picture and page.letters < _FEW_LETTERS]
    if scanned:
        text = f"Trang {', '.join(scanned[:20])} là ảnh quét, không đọc được chữ; hãy đối chiếu với bản gốc."
        document.remarks.append(Remark(text))
    return document


def _pages(data: bytes, on_page: PageProgress) -> list[PrintedPage]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            total = len(pdf.pages)
            if total > MAX_PAGES:
                raise Unreadable("limits")
            return list(_read_pages(pdf, total, on_page))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a damaged file breaks the parser in any of its parts
        reason = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        raise Unreadable("password" if isinstance(reason, PDFPasswordIncorrect) else "corrupt") from error


def _read_pages(pdf: pdfplumber.PDF, total: int, on_page: PageProgress) -> Iterator[PrintedPage]:
    columns = None
    for page in pdf.pages:
        printed = read_page(page, columns)
        columns = printed.columns
        yield printed
        page.close()  # else all letters of all pages stay in memory
        on_page(page.page_number, total)


def _is_scan(pages: list[PrintedPage]) -> bool:
    return any(page.has_picture for page in pages) and all(page.letters < _FEW_LETTERS for page in pages)


def _refuse_nameless(pages: list[PrintedPage]) -> None:
    if sum(page.nameless for page in pages) > _MOST_NAMELESS * sum(page.letters for page in pages):
        raise Unreadable("pdf_letters")


class _Flow:
    """Writes the pieces of all pages as blocks."""

    def __init__(self, pages: list[PrintedPage], document: Document) -> None:
        self._pages = pages
        self._document = document
        self._margins = _page_margins(pages)
        self._lines: list[Line] = []
        self._chain: Chain | None = None
        self._width = 0
        self._paragraphs = 0
        self._tables = 0

    def write(self) -> None:
        for page in self._pages:
            if round(page.width) != self._width:
                self._end_text()
                self._width = round(page.width)
            for piece in _pieces(page, (page.width / 2, self._margins[self._width].middle)):
                if isinstance(piece, PrintedTable):
                    self._take_table(piece)
                elif isinstance(piece, SideBySide):
                    self._end_text()
                    self._end_table()
                    self._add_table(_columns_as_table(piece, self._tables + 1))
                else:
                    self._end_table()
                    self._lines.append(piece)
        self._end_text()
        self._end_table()

    def _take_table(self, table: PrintedTable) -> None:
        self._end_text()
        if self._chain and table.rows[0].page == self._chain.page + 1 and self._chain.goes_on_with(table):
            self._chain.add(table)
        else:
            self._end_table()
            self._chain = Chain(table)

    def _end_text(self) -> None:
        if self._lines:
            margins = self._margins[self._width]
            for lines in join(self._lines, margins):
                if text := text_of(lines, margins):
                    self._paragraphs += 1
                    bold = all(line.bold for line in lines)
                    self._document.blocks.append(Paragraph(text, self._paragraphs, lines[0].page, bold=bold))
        self._lines = []

    def _end_table(self) -> None:
        if self._chain:
            table = self._chain.table(self._tables + 1)
            if table.rows:
                self._add_table(table)
        self._chain = None

    def _add_table(self, table: Table) -> None:
        self._tables = table.number
        self._document.blocks.append(table)


def _pieces(page: PrintedPage, middles: tuple[float, ...]) -> Iterator[Line | SideBySide | PrintedTable]:
    rows: list[list[Line]] = []
    for piece in page.pieces():
        if isinstance(piece, PrintedTable):
            yield from _text_pieces(rows, middles)
            rows = []
            yield piece
        else:
            rows.append(piece)
    yield from _text_pieces(rows, middles)


def _text_pieces(rows: list[list[Line]], middles: tuple[float, ...]) -> Iterator[Line | SideBySide]:
    for found in find_columns(rows, middles):
        yield found if isinstance(found, SideBySide) else in_one(found)


def _page_margins(pages: list[PrintedPage]) -> dict[int, Margins]:
    """By the width of the page: where its text begins and ends."""
    margins = {}
    for width in {round(page.width) for page in pages}:
        columns = [[row[0] for row in page.rows] for page in pages if round(page.width) == width]
        ends = [in_one(row) for page in pages if round(page.width) == width for row in page.rows]
        margins[width] = Margins(usual_left(ends, width / 2), usual_right(ends, width / 2), pitches_of(columns))
    return margins


def _columns_as_table(columns: SideBySide, number: int) -> Table:
    cells = {0: Cell(tuple(lines_in(columns.left))), 1: Cell(tuple(lines_in(columns.right)))}
    return Table((Row(cells, 1, columns.page),), number)

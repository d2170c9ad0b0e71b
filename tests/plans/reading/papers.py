"""Documents made for tests: Word files with tables, packages with single parts replaced."""

import io
import zipfile
from collections.abc import Iterable

import docx

OPENING = (
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG SAO MAI",
    "Số: 45/KH-UBND",
    "Sao Mai, ngày 05 tháng 9 năm 2026",
    "KẾ HOẠCH",
    "Triển khai mùa đọc sách",
    "Căn cứ Luật Thư viện;",
)
COLUMNS = ("TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Sản phẩm")


class Paper:
    """`Paper().lines(…).table(…).bytes()`; a cell of None lies under the one merged over it."""

    def __init__(self, *, opening: Iterable[str] = OPENING) -> None:
        self.document = docx.Document()
        self.lines(*opening)

    def lines(self, *texts: str) -> "Paper":
        for text in texts:
            self.document.add_paragraph(text)
        return self

    def table(self, *rows: Iterable[str | None], merged: Iterable[tuple] = ()) -> "Paper":
        cells = [list(row) for row in rows]
        table = self.document.add_table(len(cells), len(cells[0]))
        for number, row in enumerate(cells):
            for column, text in enumerate(row):
                if text is not None:
                    table.cell(number, column).text = text
        for first, last in merged:
            text = table.cell(*first).text
            table.cell(*first).merge(table.cell(*last)).text = text
        return self

    def bytes(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The package with parts replaced or added, those of None left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    """A Word file whose body is the given WordprocessingML."""
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {namespace}><w:body>{xml}</w:body></w:document>"
    return with_parts(Paper(opening=()).bytes(), {"word/document.xml": body.encode()})


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def table(*rows: Iterable[str]) -> str:
    """Rows of cells, each a paragraph's content."""
    made = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cells}</w:tr>' for cells in made)}</w:tbl>"

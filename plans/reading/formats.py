"""Which reader a file needs: decided by its first bytes and its parts, never by its name."""

from collections.abc import Callable

from plans.reading.blocks import Document
from plans.reading.docx import MAIN, read_docx
from plans.reading.package import Package
from plans.reading.refusals import Unreadable
from plans.reading.text import read_text
from plans.reading.workbook import WORKBOOK
from plans.reading.xlsx import read_xlsx

PageProgress = Callable[[int, int], None]
MAX_BYTES = 25 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY_STARTS = (b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM")


def read_blocks(data: bytes, filename: str, on_page: PageProgress = lambda done, total: None) -> Document:
    """`on_page` is told (pages read, pages in all) where a file has pages."""
    if not data:
        raise Unreadable("empty")
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large")
    if data.startswith(b"PK"):
        return _read_package(Package(data))
    if data.startswith(_OLE):
        raise Unreadable(_ole_code(data))
    if b"%PDF-" in data[:1024]:
        from plans.reading.pdf import read_pdf  # heavy, so only for those who read a PDF

        return read_pdf(data, on_page)
    if data.startswith(_BINARY_STARTS) or data.lstrip()[:5] in (b"{\\rtf", b"<?xml"):
        raise Unreadable("wrong_type")
    if filename.lower().endswith((".docx", ".doc")) or (b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("wrong_type")
    return read_text(data)


def _read_package(package: Package) -> Document:
    """Decided by the parts inside the package, never by the file's name."""
    if "[Content_Types].xml" not in package.names:
        raise Unreadable("wrong_type")
    types = package.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in package.names):
        raise Unreadable("macros")
    if WORKBOOK in package.names:
        return read_xlsx(package)
    if MAIN in package.names:
        return read_docx(package)
    raise Unreadable("wrong_type")


def _ole_code(data: bytes) -> str:
    """Office encrypts into an OLE container; its streams are named in UTF-16."""
    return "password" if "EncryptedPackage".encode("utf-16-le") in data else "old_doc"

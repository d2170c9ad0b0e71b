"""Which reader a file needs: decided by its first bytes and its parts, never by its name."""

from collections.abc import Callable

from plans.reading.blocks import Document
from plans.reading.docx import MAIN, read_docx
from plans.reading.html import declared_charset, looks_like_html, read_html
from plans.reading.old_office import ending_of, is_old
from plans.reading.package import Package
from plans.reading.refusals import Unreadable
from plans.reading.text import decode, read_text
from plans.reading.workbook import WORKBOOK
from plans.reading.xlsx import read_xlsx

PageProgress = Callable[[int, int], None]
MAX_BYTES = 25 * 1024 * 1024
ENDINGS = (".docx", ".xlsx", ".pdf", ".html", ".htm", ".txt", ".md", ".doc", ".xls", ".rtf", ".odt", ".ods")
_PACKAGES = (".docx", ".doc", ".xlsx", ".xls", ".pdf")  # whose content is never plain text
_BINARY_STARTS = (b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM")


def read_blocks(
    data: bytes, filename: str, on_page: PageProgress = lambda done, total: None, *, may_recognise: bool = False
) -> Document:
    """`on_page` is told (pages read, pages in all) where a file has pages."""
    if not data:
        raise Unreadable("empty")
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large")
    if is_old(data):
        ending_of(data)  # may know a better reason
        raise Unreadable("old_doc")  # `child` has such files converted before they come here
    if data.startswith(b"PK"):
        return _read_package(Package(data))
    if b"%PDF-" in data[:1024]:
        from plans.reading.pdf import read_pdf  # heavy, so only for those who read a PDF

        return read_pdf(data, on_page, may_recognise=may_recognise)
    if data.startswith(_BINARY_STARTS) or (b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("wrong_type")
    return _read_characters(data, filename)


def _read_characters(data: bytes, filename: str) -> Document:
    text = decode(data, declared_charset(data))
    if looks_like_html(text):
        return read_html(text)
    if filename.lower().endswith(_PACKAGES) or text.lstrip()[:5] == "<?xml" or text[:13].upper() == "MIME-VERSION:":
        raise Unreadable("wrong_type")
    return read_text(text)


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

"""Scans, where the operator has installed Tesseract with Vietnamese and said OCR=1: lines that a machine guessed."""

import csv
import io
import shutil
import subprocess

import pypdfium2

from plans.reading.pdf_lines import Line, in_one
from plans.reading.pdf_pages import PageProgress, PrintedPage
from plans.reading.refusals import Unreadable

MAX_PAGES = 60
_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_SECONDS_A_PAGE = 60
_LANGUAGE = "vie"
_WORD = "5"  # the level of words in Tesseract's table


def recognise(data: bytes, on_page: PageProgress) -> list[PrintedPage]:
    """The pages of a scan; raises Unreadable where they cannot be recognised here."""
    program = shutil.which("tesseract")
    if program is None or _LANGUAGE not in _run([program, "--list-langs"], b"").split():
        raise Unreadable("pdf_scan")
    scan = pypdfium2.PdfDocument(data)
    try:
        if len(scan) > MAX_PAGES:
            raise Unreadable("limits")
        pages = []
        for number in range(1, len(scan) + 1):
            pages.append(_page(program, scan[number - 1], number))
            on_page(number, len(scan))
        return pages
    finally:
        scan.close()


def _page(program: str, page: pypdfium2.PdfPage, number: int) -> PrintedPage:
    width, height = page.get_size()
    picture = io.BytesIO()
    page.render(scale=_DOTS_PER_INCH / _POINTS_PER_INCH, grayscale=True).to_pil().save(picture, "PNG")
    table = _run(
        [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(_DOTS_PER_INCH), "tsv"], picture.getvalue()
    )
    rows = _rows(table, number)
    letters = sum(len(line.text) for row in rows for line in row)
    return PrintedPage(number, width, height, rows, [], letters=letters)


def _run(command: list[str], given: bytes) -> str:
    """Under the limits of this process; it writes no files."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS_A_PAGE, check=True)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Unreadable("limits") from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unreadable("pdf_scan") from error
    return done.stdout.decode("utf-8", "replace")


def _rows(table: str, page: int) -> list[list[Line]]:
    """Words of Tesseract's table as printed lines, top to bottom."""
    lines: dict[tuple[str, ...], list[Line]] = {}
    for word in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if word.get("level") == _WORD and (word.get("text") or "").strip():
            key = tuple(word.get(name) or "" for name in ("block_num", "par_num", "line_num"))
            lines.setdefault(key, []).append(_word(word, page))
    return sorted(([in_one(words)] for words in lines.values()), key=lambda row: row[0].top)


def _word(word: dict[str, str], page: int) -> Line:
    left, top, width, height = (
        int(word.get(name) or 0) * _POINTS_PER_INCH / _DOTS_PER_INCH for name in ("left", "top", "width", "height")
    )
    text = word["text"].strip()
    return Line(text, left, left + width, top, top + height, height, False, width, width, page=page)

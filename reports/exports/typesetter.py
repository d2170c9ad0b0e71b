"""Sets type in a process of its own: python -m reports.exports.typesetter FOLDER. Without Django.

What Typst has set it keeps in memory until its process ends (14 KB a cell), so a long table is set piece by piece,
each piece in a fork that ends with it. FOLDER is written, and its result read, by `reports.exports.typesetting`.
"""

import json
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import typst

MOST_CHARACTERS = 100_000  # of a piece: about 120 MB
SHORT = 50  # rows that are not worth a process
TALL = 600  # characters of a cell that may not fit on one page
DPI = 200


def pdf(folder: Path) -> None:
    """letter.typ, then each appendix-N.json by appendix.typ, as result.pdf."""
    appendices = [json.loads(path.read_text()) for path in sorted(folder.glob("appendix-*.json"))]
    short = sum(len(each["table"]["rows"]) for each in appendices) <= SHORT
    run = _here if short else _alone  # never both: Typst leaves threads behind, which no fork survives
    run(_letter, folder)
    whole = pdfium.PdfDocument(folder / "whole.pdf")
    for appendix in appendices:
        _append(whole, folder, appendix, run)
    whole.save(folder / "result.pdf")


def _append(whole: pdfium.PdfDocument, folder: Path, appendix: dict[str, Any], run: Callable[..., Any]) -> None:
    rows, start, pages_before = appendix["table"].pop("rows"), 0, 0
    while True:
        end = _end_of_piece(rows, start)
        tall = any(len(cell) > TALL for row in rows[start:end] for cell in row)
        piece = appendix | {"rows": rows[start:end], "pages_before": pages_before, "tall": tall}
        (folder / "piece.json").write_text(json.dumps(piece, ensure_ascii=False))
        pages, first = run(_piece, folder)
        goes_on = end < len(rows)
        cut = goes_on and pages > 1 and not tall  # what stands on the last page is set again with what follows
        with pdfium.PdfDocument(folder / "piece.pdf") as document:
            whole.import_pages(document, list(range(pages - cut)))
        if not goes_on:
            return
        start, pages_before = start + first if cut else end, pages_before + pages - cut


def _end_of_piece(rows: list[list[str]], start: int) -> int:
    end, characters = start, 0
    while end < len(rows) and characters < MOST_CHARACTERS:
        characters += sum(map(len, rows[end])) + 10 * len(rows[end])
        end += 1
    return end


def _letter(folder: Path) -> None:
    _compile(folder, "letter.typ", "letter.json", "whole.pdf")


def _piece(folder: Path) -> tuple[int, int]:
    """(pages, which row stands first on the last of them)"""
    compiler = _compile(folder, "appendix.typ", "piece.json", "piece.pdf", tags=False)
    return tuple(json.loads(compiler.query("<last>", field="value", one=True)))


def _compile(folder: Path, source: str, data: str, target: str, tags: bool = True) -> typst.Compiler:
    compiler = typst.Compiler(folder / source, root=folder, sys_inputs={"data": data})
    compiler.compile(output=folder / target, format="pdf", pdf_tags=tags)
    return compiler


def _here(act: Callable[[Path], Any], folder: Path) -> Any:
    return act(folder)


def _alone(act: Callable[[Path], Any], folder: Path) -> Any:
    with get_context("fork").Pool(1) as pool:
        return pool.apply(act, (folder,))


def pictures(folder: Path) -> None:
    """Each picture-N.svg as a .png beside it."""
    for path in folder.glob("*.svg"):
        (folder / "page.typ").write_text(
            f'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("{path.name}")'
        )
        typst.compile(folder / "page.typ", output=path.with_suffix(".png"), format="png", ppi=DPI)


if __name__ == "__main__":
    {"pdf": pdf, "pictures": pictures}[sys.argv[1]](Path(sys.argv[2]))

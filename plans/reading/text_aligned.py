"""Tables that a text dump shows by white space alone: the page is read as a printed page without rules is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from plans.reading.blocks import Table
from plans.reading.column_words import role_of
from plans.reading.labels import split_label
from plans.reading.pdf_chains import Chain
from plans.reading.pdf_lines import Letter
from plans.reading.pdf_tables import PrintedTable
from plans.reading.pdf_unruled import Columns, find_unruled
from plans.reading.phrases import looks_like_unit
from plans.reading.wording import has_bullet

NEW_PAGE = "\uf8ff"  # begins the first line of each page but the first
_CHUNK = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_WIDE, _HIGH, _SIZE = 5.0, 12.0, 10.0  # of a sign, as if it were printed
_TALLEST = 100  # lines of a page; text without page breaks is cut into such
_LONGEST = 6_000  # lines; a longer dump is not searched
_LEAST_KNOWN = 2  # words over columns in one line of a header


def find_aligned(lines: list[str]) -> list[str | Table]:
    """The lines, with a table in the place of each run of lines that makes one; other lines as they are."""
    if len(lines) > _LONGEST or not any(_may_be_header(line) for line in lines):
        return [line.lstrip(NEW_PAGE) for line in lines]
    return list(_Aligning().run(lines))


def _may_be_header(line: str) -> bool:
    if "|" in line or "\t" in line:
        return False
    chunks = _CHUNK.findall(line)
    return len(chunks) > _LEAST_KNOWN and sum(bool(role_of(chunk)) for chunk in chunks) >= _LEAST_KNOWN


class _Aligning:
    def __init__(self) -> None:
        self._chain: Chain | None = None
        self._before: Columns | None = None
        self._count = 0

    def run(self, lines: list[str]) -> Iterator[str | Table]:
        for number, page in enumerate(_pages(lines), 1):
            if self._before is None and not any(_may_be_header(line) for line in page):
                yield from self._end()
                yield from page
                continue
            yield from self._page(page, number)
        yield from self._end()

    def _page(self, page: list[str], number: int) -> Iterator[str | Table]:
        found = find_unruled(_letters(page), number, len(page) * _HIGH, self._before)
        self._before = found.columns
        at = 0
        for table in found.tables:
            first, last = (round(place // _HIGH) for place in (table.top, table.bottom - 1))
            if any(line.strip() for line in page[at:first]):
                yield from self._end()
            yield from page[at:first]
            yield from self._take(table)
            at = last + 1
        if any(line.strip() for line in page[at:]):
            yield from self._end()
        yield from page[at:]

    def _take(self, table: PrintedTable) -> Iterator[Table]:
        if self._chain and self._chain.goes_on_with(table):
            self._chain.add(table)
            return
        yield from self._end()
        self._chain = Chain(table)

    def _end(self) -> Iterator[Table]:
        if self._chain:
            self._count += 1
            yield _with_whole_names(self._chain.table(self._count))
        self._chain = None


def _with_whole_names(table: Table) -> Table:
    """How wide a column was printed nobody knows here: a line ends only where the next begins an item or a unit."""
    rows = (
        replace(row, cells={at: replace(cell, lines=_joined(cell.lines)) for at, cell in row.cells.items()})
        for row in table.rows
    )
    return Table(tuple(rows), table.number, hides_merges=True)


def _joined(lines: tuple[str, ...]) -> tuple[str, ...]:
    whole: list[str] = []
    for line in lines:
        begins = has_bullet(line) or split_label(line)[0] or (line[:1].isupper() and looks_like_unit(line))
        if whole and not (begins and not whole[-1].endswith((",", " và", " -"))):
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return tuple(whole)


def _pages(lines: list[str]) -> Iterator[list[str]]:
    """Between the marks of new pages; what is longer than a page is cut."""
    starts = [0, *(at for at, line in enumerate(lines) if at and line.startswith(NEW_PAGE)), len(lines)]
    for first, last in pairwise(starts):
        for at in range(first, last, _TALLEST):
            yield [line.lstrip(NEW_PAGE) for line in lines[at : min(at + _TALLEST, last)]]


def _letters(page: list[str]) -> list[Letter]:
    """Each word where it stands in its line, as one sign: so a long dump is read in seconds."""
    return [
        Letter(word[0], word.start() * _WIDE, word.end() * _WIDE, top, top + _SIZE, _SIZE, False)
        for top, line in ((row * _HIGH, line) for row, line in enumerate(page))
        for word in _WORD.finditer(line)
    ]

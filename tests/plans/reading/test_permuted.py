"""The columns of a table stand in any order: the tasks stay the same."""

import random
from dataclasses import replace

import pytest

from plans.reading.blocks import Document, Row, Table
from plans.reading.extraction import extract
from plans.reading.formats import read_blocks
from tests.plans.corpus.paper import load
from tests.plans.corpus.word import docx_bytes

PAPERS = ("bac-ninh-dich-vu-cong", "ca-mau-dat-dai", "lam-dong-du-lich", "nghe-an-duong-sat")


def permuted(table: Table, seed: int) -> Table:
    """All columns but the first moved; those that one cell lies over stay side by side."""
    groups = _groups(table)
    moved = groups[1:]
    random.Random(seed).shuffle(moved)
    order = [column for group in (groups[0], *moved) for column in group]
    place = {column: at for at, column in enumerate(order)}
    return replace(table, rows=tuple(_moved(row, place) for row in table.rows))


def _moved(row: Row, place: dict[int, int]) -> Row:
    if len(row.filled) < 3:
        return row
    return replace(row, cells=dict(sorted((place[column], cell) for column, cell in row.cells.items())))


def _groups(table: Table) -> list[range]:
    inside = {
        column
        for row in table.rows
        if len(row.filled) > 2
        for start, cell in row.cells.items()
        for column in range(start + 1, start + cell.span)
    }
    starts = [column for column in range(table.width) if column not in inside]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], table.width], strict=True)]


def facts(document: Document) -> list[tuple]:
    return [
        (task["id"], task["content"], task["leads"], task["partners"], task["deadline"], task["product"])
        for task in extract(document)["tasks"]
    ]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", PAPERS)
def test_the_order_of_columns_changes_nothing(name: str, seed: int):
    document = read_blocks(docx_bytes(load(name)), "a.docx")
    expected = facts(document)
    document.blocks = [
        permuted(block, seed) if isinstance(block, Table) and len(block.rows) > 3 else block
        for block in document.blocks
    ]
    assert facts(document) == expected != []

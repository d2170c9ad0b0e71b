"""The document as it stands, for people to look at beside the draft that was made of it."""

from plans.reading.blocks import Document, Paragraph, Row, Table

MAX_BLOCKS = 20_000  # paragraphs and rows
MAX_CHARACTERS = 2_000_000


def picture(document: Document) -> list[dict]:
    """Blocks in order, cut off where the document is too long to be shown:

    {"paragraph": number, "page": page or None, "text": …} or
    {"table": number, "rows": [{"row": number, "page": …, "cells": [[column, span, text], …]}]}
    """
    drawn: list[dict] = []
    room = _Room()
    for block in document.blocks:
        entry = _table(block, room) if isinstance(block, Table) else _paragraph(block, room)
        if entry is None:
            break
        drawn.append(entry)
    return drawn


class _Room:
    def __init__(self) -> None:
        self._blocks, self._characters = MAX_BLOCKS, MAX_CHARACTERS

    def takes(self, characters: int) -> bool:
        self._blocks -= 1
        self._characters -= characters
        return self._blocks >= 0 and self._characters >= 0


def _paragraph(block: Paragraph, room: _Room) -> dict | None:
    if not room.takes(len(block.text)):
        return None
    return {"paragraph": block.number, "page": block.page, "text": block.text}


def _table(table: Table, room: _Room) -> dict | None:
    rows: list[dict] = []
    for row in table.rows:
        cells = _cells(row)
        if not room.takes(sum(len(text) for _, _, text in cells)):
            break
        rows.append({"row": row.number, "page": row.page, "cells": cells})
    return {"table": table.number, "rows": rows} if rows else None


def _cells(row: Row) -> list[list]:
    return [
        [column, cell.span, "\n".join(cell.lines)] for column, cell in sorted(row.cells.items()) if not cell.repeated
    ]

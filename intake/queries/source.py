"""A window of the source beside the draft: the rows and paragraphs around one place, with units and dates marked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from intake.models import Doubt
from intake.queries.marking import Piece, marked
from plans.models import Plan, SourceFile
from tasks.models import Task

BEFORE, AFTER = 3, 6
STEP = 12  # lines a press of "Phần trước", "Phần sau" moves


@dataclass(frozen=True)
class Cell:
    pieces: list[Piece]
    span: int = 1
    level: str = ""  # of the doubt about what stands in it
    name: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph (one cell) or a row of a table."""

    index: int
    page: int | None
    table: int | None
    number: int
    cells: list[Cell]
    here: bool = False


@dataclass(frozen=True)
class Block:
    table: int | None
    lines: list[Line]
    head: Line | None = None


@dataclass(frozen=True)
class Window:
    file: SourceFile
    blocks: list[Block] = field(default_factory=list)
    page: int | None = None
    pages: int | None = None
    found: bool = False
    earlier: int | None = None  # where the window before this one begins
    later: int | None = None


def window(plan: Plan, task: Task | None, doubts: dict[str, list[Doubt]], start: int | None = None) -> Window | None:
    """None where the draft was read from no file. `start`: the first line, instead of those around the task."""
    kept = plan.source_files.order_by("pk").first()
    if kept is None:
        return None
    lines = list(_lines(kept.picture))
    here = _places(lines, task.place if task else {})
    first = start if start is not None and 0 <= start < len(lines) else max(0, (here[0] if here else 0) - BEFORE)
    last = max(first + BEFORE + AFTER, (here[-1] + AFTER) if here and start is None else 0)
    shown = [_line(lines[n], n, n in here, task, doubts) for n in range(first, min(last, len(lines)))]
    heads = {table: _line(row, n, False, None, {}) for table, (n, row) in _heads(lines).items()}
    return Window(
        file=kept,
        blocks=[_block(table, list(group), heads) for table, group in groupby(shown, key=lambda line: line.table)],
        page=next((line.page for line in shown if line.here or not here), None),
        pages=max((line["page"] or 0 for line in lines), default=0) or None,
        found=bool(here),
        earlier=max(0, first - STEP) if first else None,
        later=last if last < len(lines) else None,
    )


def _lines(picture: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in picture:
        if "table" not in block:
            yield block | {"table": None, "number": block["paragraph"]}
            continue
        width = max((column + span for row in block["rows"] for column, span, _ in row["cells"]), default=0)
        for row in block["rows"]:
            cells = list(_without_gaps(row["cells"], width))
            yield row | {"table": block["table"], "number": row["row"], "cells": cells}


def _without_gaps(cells: list[list], width: int) -> Iterator[list]:
    """A cell merged down from the row above leaves a gap: an empty one stands there, so that columns stay in line."""
    at = 0
    for column, span, text in cells:
        if column > at:
            yield [at, column - at, ""]
        yield [column, span, text]
        at = column + span
    if at < width:
        yield [at, width - at, ""]


def _places(lines: list[dict[str, Any]], place: dict[str, Any]) -> list[int]:
    if "table" in place:
        table, first = place["table"], place.get("row")
    else:
        table, first = None, place.get("paragraph")
    last = place.get("last") or first
    return [n for n, line in enumerate(lines) if first and line["table"] == table and first <= line["number"] <= last]


def _heads(lines: list[dict[str, Any]]) -> dict[int, tuple[int, dict[str, Any]]]:
    """The first row of each table, which names its columns."""
    found: dict[int, tuple[int, dict[str, Any]]] = {}
    for n, line in enumerate(lines):
        if line["table"] is not None:
            found.setdefault(line["table"], (n, line))
    return found


def _block(table: int | None, lines: list[Line], heads: dict[int, Line]) -> Block:
    head = heads.get(table) if table is not None else None
    return Block(table, lines, head if head and head.index != lines[0].index else None)


def _line(raw: dict[str, Any], n: int, here: bool, task: Task | None, doubts: dict[str, list[Doubt]]) -> Line:
    in_table = raw["table"] is not None
    texts = raw["cells"] if in_table else [[None, 1, raw["text"]]]
    own = task if here else None
    read_from = _read_from(own)
    cells = [
        _cell(text, span, own, doubts.get(read_from.get((raw["table"], raw["number"], column), "")) or [])
        for column, span, text in texts
    ]
    return Line(n, raw["page"], raw["table"], raw["number"], cells, here)


def _read_from(task: Task | None) -> dict[tuple[int | None, int, int | None], str]:
    """{(table or None, row or paragraph, column or None): the cell of the draft that was read there}"""
    found: dict[tuple[int | None, int, int | None], str] = {}
    for name, said in ((task.place.get("cells") or {}) if task else {}).items():
        place = said.get("place") or {}
        if number := place.get("row") or place.get("paragraph"):
            found.setdefault((place.get("table"), number, place.get("column")), name)
    return found


def _cell(text: str, span: int, task: Task | None, about: list[Doubt]) -> Cell:
    words = [party.phrase for party in task.parties.all()] if task else []
    pieces = marked(text, words) if task else [Piece(text)]
    return Cell(pieces, span, about[0].level if about else "", about[0].get_field_display() if about else "")

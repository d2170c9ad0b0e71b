"""Figures shared out: a row for each unit, a column for each indicator, "Bảng giao chỉ tiêu cho các xã"."""

import re
from dataclasses import dataclass

from plans.reading.blocks import Cell, Document, Row, Table
from plans.reading.column_contents import are_figures, are_units, body_of, texts_in
from plans.reading.column_words import role_of
from plans.reading.crosses import is_time_word
from plans.reading.phrases import split_units
from plans.reading.running import Spot
from plans.reading.targets import read_value

_GIVES = re.compile(r"chỉ tiêu|mục tiêu|(?<!bàn )giao(?! (?:thông|dịch|lưu|ban)(?!\w))", re.IGNORECASE)
_TOLD = re.compile(r"hiện trạng|ước thực hiện|kết quả (?:thực hiện|năm)|kinh phí|dự toán", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng|toàn (?:tỉnh|xã|phường|thành phố|ngành))\W*$", re.IGNORECASE)
_BEHIND = re.compile(r"\s*\((?:đơn vị(?: tính)?:|đvt:)?(?P<measure>[^()]{1,30})\)\s*$", re.IGNORECASE)
_NO_FIGURE = frozenset({"money", "person", "deadline", "content"})
_TALLEST, _LEAST_COLUMNS, _LEAST_ROWS = 3, 2, 2
_LEAST_LETTERS = 6
_CHECK = {
    "field": "content",
    "level": "check",
    "text": "Bảng ghi đơn vị theo hàng, chỉ tiêu theo cột; hãy đối chiếu từng con số với bảng gốc.",
}


@dataclass(frozen=True, slots=True)
class _Head:
    """`units`: the column of their names; `indicators`: column -> its words; `height`: rows above the body."""

    units: int
    indicators: dict[int, str]
    height: int


def matrices_in(document: Document, spots: dict[int, Spot], *, year: int | None) -> tuple[frozenset[int], list[dict]]:
    """(numbers of the tables that are such, their figures as indicators, one for each unit and column)."""
    taken: set[int] = set()
    found: list[dict] = []
    head, width = None, 0
    for table in document.blocks:
        if not isinstance(table, Table):
            continue
        own = _head_of(table, spots[table.number])
        if own is None and (head is None or not _goes_on(table, head, width)):
            head = None
            continue
        head, width = own or head, table.width
        taken.add(table.number)
        rows = table.rows[own.height :] if own else table.rows
        found += [one for row in rows for one in _of_row(row, head, table, year)]
    return frozenset(taken), [{"no": number, **one} for number, one in enumerate(found, 1)]


def _head_of(table: Table, spot: Spot) -> _Head | None:
    title = f"{spot.appendix.heading if spot.appendix else ''} {spot.caption}"
    if _TOLD.search(title):
        return None
    for height in range(_TALLEST, 0, -1):
        body = [row for row in body_of(table.rows[height:]) if not any(_TOTAL.match(t.text) for t in _cells((row,)))]
        head = _head(table.rows[:height], body)
        if head and (_GIVES.search(title) or any(_GIVES.search(cell.text) for cell in _cells(table.rows[:height]))):
            return head
    return None


def _head(rows: tuple[Row, ...], body: list[Row]) -> _Head | None:
    """Every column but the number, the unit and a note holds nothing but figures."""
    columns = sorted({start for row in (*rows, *body) for start in row.cells})
    inside = {column: texts_in(body, column) for column in columns}
    if len(body) < _LEAST_ROWS:
        return None
    units = [column for column in columns[:2] if are_units(inside[column])]
    others = [column for column in columns if units and column > units[0] and any(inside[column])]
    words = {column: _words(rows, column) for column in others if role_of(_words(rows, column)) != "note"}
    fits = all(_is_of_figures(words[column], inside[column]) for column in words)
    return _Head(units[0], words, len(rows)) if fits and len(words) >= _LEAST_COLUMNS else None


def _is_of_figures(words: str, cells: list[str]) -> bool:
    named = len(words) >= _LEAST_LETTERS and role_of(words) not in _NO_FIGURE and not _TOLD.search(words)
    return named and not is_time_word(words) and are_figures(cells)


def _words(rows: tuple[Row, ...], column: int) -> str:
    """The lowest words over a column; those over several columns only group them."""
    said = [cell.text for row in rows if (cell := row.covering(column)).text and not cell.repeated]
    return said[-1] if said else ""


def _cells(rows: tuple[Row, ...]) -> list[Cell]:
    return [cell for row in rows for cell in row.filled.values()]


def _goes_on(table: Table, head: _Head, width: int) -> bool:
    """The rest of the table on the next page, without a header of its own."""
    body = body_of(table.rows)
    return table.width == width and all(are_figures(texts_in(body, column)) for column in head.indicators)


def _of_row(row: Row, head: _Head, table: Table, year: int | None) -> list[dict]:
    """Nothing for a total, a group of units, a blank line."""
    units = row.at(head.units).text
    if not are_units([units]):
        return []
    page = {"page": row.page} if row.page else {}
    place = {**page, "table": table.number, "row": row.number}
    return [
        _indicator(words, units, target, place)
        for column, words in head.indicators.items()
        if (target := _target(words, row.at(column).text, year))
    ]


def _target(words: str, value: str, year: int | None) -> dict | None:
    measure = _BEHIND.search(words)
    found = read_value(value, measure["measure"].strip() if measure else "", of=words)
    as_of = {"as_of": f"{year}-12-31"} if year else {}
    return {"label": _bare(words), **found, "from": None, **as_of} if found else None


def _bare(words: str) -> str:
    return _BEHIND.sub("", words)


def _indicator(words: str, units: str, target: dict, place: dict) -> dict:
    return {
        "pillar": None,
        "pillar_no": None,
        "text": _bare(words),
        "monitor": [],
        "implementers": split_units(units),
        "partners": [],
        "basis": None,
        "place": place,
        "targets": [target],
        "doubts": [_CHECK],
        "confidence": 0.85,
    }

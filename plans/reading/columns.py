"""Knowing the columns of a task or indicator table by the words of its header."""

import re
from dataclasses import dataclass, field

from plans.reading.blocks import Cell, Row
from plans.reading.column_contents import body_of, longest, settle
from plans.reading.column_words import role_of
from plans.reading.crosses import is_time_word, marked_columns, ticked_columns
from plans.reading.labels import read_label
from plans.reading.phrases import looks_like_unit

_SECOND = {
    "content": "detail",
    "deadline": "deadline_2",
    "value": "value_2",
    "value_2": "value_3",
}  # further columns of a role
_BODY = 80  # rows that are enough to know a column by, titles among them
_LONGEST_UNIT = 40  # the name of a unit over its own column


@dataclass(frozen=True, slots=True)
class Header:
    """Grid column of each role, and which rows the header took.

    `detail`: a second column of content. `ticked`: columns headed by a time ("Quý II") where rows put a cross.
    `marked`: columns headed by a unit where rows put CT, PH or a cross. `spans`: how wide each column is.
    `texts`: the words over each.
    """

    roles: dict[str, int]
    height: int
    ticked: dict[int, str] = field(default_factory=dict)
    marked: dict[int, str] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    @property
    def is_of_tasks(self) -> bool:
        named = {"lead", "deadline", "both", "partner"} & self.roles.keys()
        return (
            "content" in self.roles and bool(named or self.ticked or self.marked) and not self._is_of_people_or_money
        )

    @property
    def is_of_indicators(self) -> bool:
        named = {"monitor", "lead", "value", "measure", "partner"} & self.roles.keys()
        return "indicator" in self.roles and "content" not in self.roles and bool(named)

    @property
    def is_known(self) -> bool:
        return self.is_of_tasks or self.is_of_indicators

    @property
    def _is_of_people_or_money(self) -> bool:
        """A list of members, or an estimate that charges nobody with a day."""
        if "person" in self.roles:
            return True
        timed = {"deadline", "start", "product", "result"} & self.roles.keys() or self.ticked
        return not timed and bool({"money", "measure"} & self.roles.keys())


def find_header(rows: tuple[Row, ...], at: int) -> Header | None:
    """The header that begins at row `at`, of one to three rows; None where that row is no header."""
    for height in (3, 2, 1):
        taken = rows[at : at + height]
        if len(taken) == height and _is_header(taken):
            header = _header(taken, body_of(_under(rows, at + height)))
            if header.is_known:
                return header
    return None


def _under(rows: tuple[Row, ...], at: int) -> tuple[Row, ...]:
    """The rows down to the next header."""
    end = next((other for other in range(at, min(at + _BODY, len(rows))) if _is_header((rows[other],))), at + _BODY)
    return rows[at:end]


def _header(rows: tuple[Row, ...], body: list[Row]) -> Header:
    stacks = _stacks(rows)
    texts = {column: " ".join(_texts(rows, column)) for column in stacks}
    spans = {column: _span(rows, column) for column in texts}
    of_figures = any(role_of(text) in ("indicator", "measure") for text in texts.values())
    ticked = {} if of_figures else ticked_columns(stacks, body)
    marked = {} if of_figures else marked_columns(stacks, body)
    taken = {*ticked, *marked}
    roles = _roles(rows, [column for column in texts if column not in taken])
    if "result" in roles and "product" not in roles and "kết quả" in texts[roles["result"]].lower():
        roles["product"] = roles.pop("result")
    free = {column: text for column, text in texts.items() if column not in taken}
    roles = settle(_with_content(roles, free, spans, body), free, spans, body)
    return Header(roles, len(rows), ticked, marked, spans, texts)


def _roles(rows: tuple[Row, ...], columns: list[int]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for column in columns:
        role = _role_at(rows, column)
        while role in roles:
            role = _SECOND.get(role, "")
        if role:
            roles[role] = column
    return roles


def _stacks(rows: tuple[Row, ...]) -> dict[int, list[str]]:
    """The words over each column; dumps print the word over several columns above the first of them only."""
    stacks: dict[int, list[str]] = {}
    above: list[str] = []
    for column in _columns(rows):
        texts = _texts(rows, column)
        if len(texts) > 1:
            above = texts[:-1]
        elif texts and len(rows) > 1 and not rows[0].covering(column).text:
            texts = [*above, *texts]
        else:
            above = []
        stacks[column] = texts
    return stacks


def _columns(rows: tuple[Row, ...]) -> list[int]:
    return sorted({start for row in rows for start in row.cells})


def _cells(rows: tuple[Row, ...], column: int) -> list[Cell]:
    return [cell for row in rows if (cell := row.covering(column)).text and not cell.repeated]


def _texts(rows: tuple[Row, ...], column: int) -> list[str]:
    return [cell.text for cell in _cells(rows, column)]


def _span(rows: tuple[Row, ...], column: int) -> int:
    return min((row.at(column).span for row in rows if column in row.cells), default=1)


def _with_content(
    roles: dict[str, int], texts: dict[int, str], spans: dict[int, int], body: list[Row]
) -> dict[str, int]:
    """Where no word names the content, it is the longest column without a role, else that of the products."""
    if {"content", "indicator"} & roles.keys() or not {"lead", "both", "deadline"} & roles.keys():
        return roles
    free = [column for column, text in texts.items() if column not in roles.values() and text]
    if free:
        return {**roles, "content": longest(free, body, spans)}
    named = {"product": "content"} if "lead" in roles and "product" in roles else {}
    return {named.get(role, role): column for role, column in roles.items()}


def _role_at(rows: tuple[Row, ...], column: int) -> str:
    """A sub-heading ("Phối hợp") says more than the heading over it ("Đơn vị thực hiện")."""
    texts = _texts(rows, column)
    if not texts:
        return ""
    return role_of(texts[-1]) or role_of(" ".join(texts)) or role_of(texts[0])


def _is_header(rows: tuple[Row, ...]) -> bool:
    """Headers are short words throughout; a second row has at least one sub-heading and no running text."""
    first = rows[0].filled.values()
    if len(first) < 2 or any(read_label(cell.text) for cell in first):
        return False
    if any(len(cell.text) > 90 for row in rows for cell in row.filled.values()):
        return False
    if sum(bool(role_of(cell.text)) for cell in first) < 2:
        return False
    return all(_is_lower_row(row) for row in rows[1:])


def _is_lower_row(row: Row) -> bool:
    own = [cell.text for cell in row.filled.values() if not cell.repeated]
    bare = [text for text in own if read_label(text)]
    if len(own) < 2 or (bare and (len(bare) < 2 or not all(map(is_time_word, bare)))):
        return False
    if any(re.search(r":\s|\d/", text) for text in own):
        return False
    below = row.at(0).text != own[0]  # the first column has its word above
    named = [bool(role_of(text) or is_time_word(text) or (below and _is_short_unit(text))) for text in own]
    merged_down = any(cell.repeated for cell in row.cells.values())
    return all(named) or (merged_down and any(bool(role_of(text) or is_time_word(text)) for text in own))


def _is_short_unit(text: str) -> bool:
    return len(text) < _LONGEST_UNIT and looks_like_unit(text)

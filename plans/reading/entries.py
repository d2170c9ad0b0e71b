"""Rows of one table as plain entries: cells by role, label, place; page breaks healed."""

import re
from dataclasses import dataclass, field, replace

from plans.reading.blocks import Cell, Row, Table
from plans.reading.columns import Header, find_header
from plans.reading.crosses import is_time_word, marked_in, ticked_in
from plans.reading.headless import guess_header
from plans.reading.labels import read_code, read_label, split_label
from plans.reading.moments import find_moments

_COUNTED = re.compile(r"^\(?(\d+)\)?$")


@dataclass(slots=True)
class Entry:
    """One row. `cells`: role -> lines; `columns`: role -> grid column; `broken`: a header was repeated before it.

    `may_be_merged`: a blank cell may carry on the one above.
    """

    label: str
    tt: str
    cells: dict[str, tuple[str, ...]]
    repeated: frozenset[str]
    place: dict
    is_full_width: bool = False
    broken: bool = False
    columns: dict[str, int] | None = None
    lead_above: str = ""
    deadline_above: str = ""
    may_be_merged: bool = False

    def text(self, role: str) -> str:
        return " ".join(self.cells.get(role, ()))


@dataclass(slots=True)
class Group:
    """Rows under one header. `title`: the heading row "II. …" that stands over that header inside the table."""

    purpose: str
    headings: dict[str, str]
    title: str = ""
    entries: list[Entry] = field(default_factory=list)


class SheetReader:
    """Carries the header over tables that a page break has cut in two."""

    def __init__(self) -> None:
        self._header: Header | None = None
        self._width = 0
        self._has_code_column = False

    @property
    def headings(self) -> dict[str, str]:
        """Role -> the words over its column."""
        header = self._header
        return {role: header.texts.get(column, "") for role, column in header.roles.items()} if header else {}

    def heading_of(self, role: str) -> str:
        return self.headings.get(role, "")

    def read(self, table: Table) -> list[Group]:
        if self._header and table.width != self._width and not find_header(table.rows, 0):
            self._header = None
        groups: list[Group] = []
        at, broken, title = self._skip_unknown_header(table), False, ""
        while at < len(table.rows):
            header = None if self._is_of_body(table.rows[at]) else find_header(table.rows, at)
            if header:
                self._learn(header, table.width)
                at, broken = at + header.height, True
                continue
            if own := self._title_of_section(table.rows, at):
                title = own
            elif self._header and not _is_column_count(table.rows[at]):
                entry = self._entry(table.rows[at], table)
                if entry:
                    entry.broken, broken = broken, False
                    purpose = "tasks" if self._header.is_of_tasks else "indicators"
                    if not groups or groups[-1].purpose != purpose or title:
                        groups.append(Group(purpose, self.headings, title))
                    groups[-1].entries.append(entry)
                    title = ""
            at += 1
        return groups

    def _is_of_body(self, row: Row) -> bool:
        """Under a known header: a day or month stands where the time stands, as no header has it."""
        column = self._header.roles.get("deadline") if self._header else None
        return (
            column is not None and bool(find_moments(row.at(column).text)) and not is_time_word(row.at(column).text)
        )

    def _skip_unknown_header(self, table: Table) -> int:
        """Where nothing in the table is a known header, its columns are told by their cells."""
        if self._header or any(find_header(table.rows, at) for at in range(len(table.rows))):
            return 0
        if guessed := guess_header(table.rows):
            self._learn(guessed[1], table.width)
            return guessed[0] + guessed[1].height
        return 0

    def _title_of_section(self, rows: tuple[Row, ...], at: int) -> str:
        """ "II. NHIỆM VỤ" over a header of other columns; over the same header again it only groups rows."""
        filled = list(rows[at].filled.values())
        if len(filled) != 1 or not split_label(filled[0].text)[0]:
            return ""
        header = find_header(rows, at + 1) if at + 1 < len(rows) else None
        other = header and (not self._header or header.texts != self._header.texts)
        return filled[0].text if other else ""

    def _learn(self, header: Header, width: int) -> None:
        self._header, self._width = _with_unnamed_code(header), width
        self._has_code_column |= "code" in self._header.roles

    def _entry(self, row: Row, table: Table) -> Entry | None:
        if not row.filled:
            return None
        roles = self._roles_for(row)
        cells = {role: self._cell(row, column).lines for role, column in roles.items()}
        self._join_deadlines(cells, row)
        self._add_marked(cells, row)
        repeated = frozenset(role for role, column in roles.items() if row.at(column).repeated)
        tt, code = (" ".join(cells.pop(role, ())) for role in ("tt", "code"))
        label = "" if {"tt", "code"} & repeated else read_label(code) or read_code(code) or read_label(tt)
        main = "content" if "content" in roles else "indicator"
        title = self._title_in(row, roles, label)
        if read_label(tt) and not title and not any(_is_said(lines) for lines in cells.values()):
            return None  # an empty line of a form
        if title:
            cells = {main: title.lines}
        elif not label:
            if not self._is_right_of(row, roles[main]):
                label, cells[main] = self._label_in(row, cells.get(main, ()), tt)
        elif self._has_code_column and "code" not in roles and not code:
            inner, lines = self._inner_code(cells.get(main, ()))
            label, cells[main] = inner or label, lines
        page = {"page": row.page} if row.page else {}
        place = {**page, "table": table.number, "row": row.number}
        full = title is not None or self._is_full_width(row, roles, main)
        return Entry(
            label,
            tt if read_label(tt) else "",
            cells,
            repeated,
            place,
            full,
            columns=roles,
            may_be_merged=table.hides_merges,
        )

    def _cell(self, row: Row, column: int) -> Cell:
        """Rows may be cut a little differently from the header: the cell that begins under its word counts."""
        cell = row.at(column)
        span = self._header.spans.get(column, 1)
        others = (row.at(other) for other in range(column + 1, column + span))
        return cell if cell.text else next((other for other in others if other.text), cell)

    def _join_deadlines(self, cells: dict[str, tuple[str, ...]], row: Row) -> None:
        """Beginning and end, several deadlines and crosses under months become one text."""
        timed = bool({"deadline", "start"} & self._header.roles.keys())
        if ticked := ticked_in(row, self._header.ticked, ticks_alone=timed):
            cells["deadline"] = (*cells.get("deadline", ()), "; ".join(ticked))
        second = cells.pop("deadline_2", ())
        if second and cells.get("deadline"):
            named = zip(("deadline", "deadline_2"), (cells["deadline"], second), strict=True)
            cells["deadline"] = tuple(f"- {self.heading_of(role)}: {' '.join(lines)}" for role, lines in named)
        elif second:
            cells["deadline"] = second
        start = " ".join(cells.get("start", ()))
        if start and not cells.get("deadline"):
            cells["deadline"] = (f"Từ {start}",)

    def _add_marked(self, cells: dict[str, tuple[str, ...]], row: Row) -> None:
        """Units that head a column and are marked in the row."""
        leads, partners = marked_in(row, self._header.marked, helps="lead" in self._header.roles)
        for role, units in (("lead", leads), ("partner", partners)):
            if units:
                cells[role] = (*cells.get(role, ()), *units)

    def _title_in(self, row: Row, roles: dict[str, int], label: str) -> Cell | None:
        """The one text beside a label, merged over other columns or standing behind A, I, II …"""
        named = {roles.get("tt"), roles.get("code")}
        others = [cell for column, cell in row.filled.items() if column not in named or not _is_mark(cell.text)]
        if not label or len(others) != 1 or others[0].repeated:
            return None
        return others[0] if others[0].span > 1 or label[0].isupper() else None

    def _roles_for(self, row: Row) -> dict[str, int]:
        """Text dumps lose the code column from the header only: then every later column stands one further."""
        roles = dict(self._header.roles)
        if not self._has_code_column or "code" in roles or "tt" not in roles:
            return roles
        next_column = roles["tt"] + 1
        last = max(roles.values())
        if (read_label(row.at(next_column).text) and row.at(last + 1).text) or _is_shifted_heading(
            row, next_column, last
        ):
            roles = {role: column + (column >= next_column) for role, column in roles.items()}
            roles["code"] = next_column
        return roles

    def _is_right_of(self, row: Row, main: int) -> bool:
        """The row only carries on a column behind the content."""
        return all(column > main and cell.span == 1 for column, cell in row.filled.items())

    def _label_in(self, row: Row, lines: tuple[str, ...], tt: str) -> tuple[str, tuple[str, ...]]:
        """A heading row merged over all columns carries its label in its text."""
        text = " ".join(lines) or tt or next((cell.text for cell in row.filled.values()), "")
        if len(row.filled) > 1 and not tt:
            return "", lines
        label, rest = split_label(text)
        return (label, (rest,)) if label else ("", lines or (text,))

    def _inner_code(self, lines: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        text = " ".join(lines)
        if label := read_label(text):
            return label, ()
        label, rest = split_label(text)
        return (label, (rest,)) if label and label[0].isdigit() else ("", lines)

    def _is_full_width(self, row: Row, roles: dict[str, int], main: str) -> bool:
        """One text over most of the table: how heading rows are printed."""
        if len(row.filled) == 1 and self._width > 2:
            ((column, cell),) = row.filled.items()
            unsure = self._has_code_column and "code" not in roles  # which column the words stand in
            return cell.span > 1 or column < roles[main] or (unsure and column != roles[main])
        cell = row.at(roles[main])
        return bool(cell.text) and cell.span >= max(2, self._width - roles[main] - 1)


def _is_mark(text: str) -> bool:
    return bool(read_label(text) or read_code(text))


def _is_said(lines: tuple[str, ...]) -> bool:
    return any(line.strip(" .…-–_") for line in lines)


def _with_unnamed_code(header: Header) -> Header:
    """A column between the running number and the content holds the codes, named or not."""
    roles = header.roles
    main = roles.get("content", roles.get("indicator", 0))
    beside = roles.get("tt", main) + 1
    if "code" in roles or beside >= main or beside in roles.values() or header.texts.get(beside):
        return header
    return replace(header, roles={**roles, "code": beside})


def _is_shifted_heading(row: Row, column: int, last: int) -> bool:
    """Code and title alone, one column further than the header says: `|| III | Đo lường …|||`."""
    return bool(
        read_label(row.at(column).text)
        and row.at(column + 1).text
        and not any(row.at(other).text for other in range(column + 2, last + 1))
    )


def _is_column_count(row: Row) -> bool:
    """The row "(1) (2) (3) …" under many headers."""
    numbers = [_COUNTED.match(cell.text) for cell in row.filled.values()]
    return len(numbers) >= 3 and all(numbers) and [int(n[1]) for n in numbers] == list(range(1, len(numbers) + 1))

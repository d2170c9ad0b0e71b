"""Tables of an appendix as one list of plain rows: headers known, page breaks healed."""

import re
from dataclasses import dataclass, field

from plans.reading.blocks import Cell, Document, Paragraph, Row, Table
from plans.reading.columns import Header, find_header
from plans.reading.labels import read_label, split_label

_APPENDIX = re.compile(
    r"^(?P<kind>phụ lục|phụ biểu|biểu|mẫu)\s*(?:số\s*)?(?P<code>[IVX]+|\d+[a-zA-Z]?)?(?!\w)"
    r"\s*[.:–-]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^\(?(\d+)\)?$")


@dataclass(slots=True)
class Entry:
    """One row of an appendix. `cells`: role -> lines; `broken`: a header was repeated just before it."""

    label: str
    tt: str
    cells: dict[str, tuple[str, ...]]
    repeated: frozenset[str]
    place: dict
    is_full_width: bool = False
    broken: bool = False

    def text(self, role: str) -> str:
        return " ".join(self.cells.get(role, ()))


@dataclass(slots=True)
class Sheet:
    """All tables under one appendix heading that have the same purpose."""

    code: str
    title: str
    purpose: str
    entries: list[Entry] = field(default_factory=list)


def find_sheets(document: Document) -> list[Sheet]:
    sheets: list[Sheet] = []
    code = title = ""
    reader: _SheetReader | None = None
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            reader = reader or _SheetReader()
            for purpose, entries in reader.read(block):
                if not sheets or (sheets[-1].code, sheets[-1].title, sheets[-1].purpose) != (code, title, purpose):
                    sheets.append(Sheet(code, title, purpose))
                sheets[-1].entries += entries
        elif appendix := appendix_heading(document, index):
            code, title = appendix
            reader = None
    return sheets


def appendix_heading(document: Document, index: int) -> tuple[str, str] | None:
    """("PL02", "Phụ lục 02. DANH MỤC …") where an appendix begins; its title may be the next paragraph."""
    block = document.blocks[index]
    match = _APPENDIX.match(block.text) if isinstance(block, Paragraph) else None
    if not match or len(block.text) > 160 or (match["title"] and match["title"] != match["title"].upper()):
        return None
    after = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    title = match["title"] or (after.text if isinstance(after, Paragraph) and after.text.isupper() else "")
    if not match["code"]:
        return "", title
    name = block.text[: match.end("code")]
    initials = "".join(word[0] for word in match["kind"].upper().split())
    return f"{initials}{match['code'].upper()}", f"{name}. {title}" if title else name


class _SheetReader:
    """Carries the header over tables that a page break has cut in two."""

    def __init__(self) -> None:
        self._header: Header | None = None
        self._width = 0
        self._has_code_column = False

    def read(self, table: Table) -> list[tuple[str, list[Entry]]]:
        if self._header and table.width != self._width and not find_header(table.rows, 0):
            self._header = None
        groups: list[tuple[str, list[Entry]]] = []
        at, broken = 0, False
        while at < len(table.rows):
            if header := find_header(table.rows, at):
                self._learn(header, table.width)
                at, broken = at + header.height, True
                continue
            if self._header and not _is_column_count(table.rows[at]):
                entry = self._entry(table.rows[at], table)
                if entry:
                    entry.broken, broken = broken, False
                    purpose = "tasks" if self._header.is_of_tasks else "indicators"
                    if not groups or groups[-1][0] != purpose:
                        groups.append((purpose, []))
                    groups[-1][1].append(entry)
            at += 1
        return groups

    def _learn(self, header: Header, width: int) -> None:
        self._header, self._width = _with_unnamed_code(header), width
        self._has_code_column |= "code" in self._header.roles

    def _entry(self, row: Row, table: Table) -> Entry | None:
        if not row.filled:
            return None
        roles = self._roles_for(row)
        cells = {role: row.at(column).lines for role, column in roles.items()}
        repeated = frozenset(role for role, column in roles.items() if row.at(column).repeated)
        tt, code = (" ".join(cells.pop(role, ())) for role in ("tt", "code"))
        if read_label(tt) and not any(_is_said(lines) for lines in cells.values()):
            return None  # an empty line of a form
        label = "" if {"tt", "code"} & repeated else read_label(code) or read_label(tt)
        main = "content" if "content" in roles else "indicator"
        if title := self._title_in(row, roles, label):
            cells = {main: title.lines}
        elif not label:
            label, cells[main] = self._label_in(row, cells.get(main, ()), tt)
        elif self._has_code_column and "code" not in roles and not code:
            inner, lines = self._inner_code(cells.get(main, ()))
            label, cells[main] = inner or label, lines
        place = {"table": table.number, "row": row.number}
        full = title is not None or self._is_full_width(row, roles, main)
        return Entry(label, tt if read_label(tt) else "", cells, repeated, place, full)

    def _title_in(self, row: Row, roles: dict[str, int], label: str) -> Cell | None:
        """The one text beside a label, merged over other columns or standing behind A, I, II …"""
        named = {roles.get("tt"), roles.get("code")}
        others = [cell for column, cell in row.filled.items() if column not in named]
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
            (cell,) = row.filled.values()
            return cell.span > 1 or row.at(roles[main]) is not cell
        cell = row.at(roles[main])
        return bool(cell.text) and cell.span >= max(2, self._width - roles[main] - 1)


def _is_said(lines: tuple[str, ...]) -> bool:
    return any(line.strip(" .…-–_") for line in lines)


def _with_unnamed_code(header: Header) -> Header:
    """A column between the running number and the content holds the codes, named or not."""
    roles = header.roles
    main = roles.get("content", roles.get("indicator", 0))
    beside = roles.get("tt", main) + 1
    if "code" in roles or beside >= main or beside in roles.values():
        return header
    return Header({**roles, "code": beside}, header.height)


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

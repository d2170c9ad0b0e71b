"""Rows of a task table as tasks: headings above them, rows continued, sub-rows, codes."""

import re
from datetime import date

from plans.reading import doubts
from plans.reading.cells import cells_of_row
from plans.reading.charges import unit_in_heading
from plans.reading.deadlines import read_deadline
from plans.reading.due import due_words
from plans.reading.entries import Entry
from plans.reading.labels import Outline, read_code, split_label
from plans.reading.parties import Parties, lead_scopes, part_parties
from plans.reading.phrases import split_units
from plans.reading.sheets import Sheet
from plans.reading.titles import unit_in_title
from plans.reading.wording import has_bullet, without_bullet

_FACTS = ("lead", "deadline", "both")
_DITTO = re.compile(r"""^(?:[-–\s]*(?:nt|như trên)[-–.\s]*|["“”″〃]{1,2}|''|//)$""", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:(?:tổng cộng|tổng số)\b|(?:tổng|cộng)\s*:?\s*$)", re.IGNORECASE)


def tasks_of(sheet: Sheet, *, issued_on: date | None, year: int | None) -> list[dict]:
    outline, codes = Outline(), _Codes()
    tasks: list[dict] = []
    counted = [entry for entry in sheet.entries if not _TOTAL.match(entry.text("content"))]
    entries = _joined(_with_groups(counted))
    _repeat(entries)
    _note_what_stands_above(entries)
    for index, entry in enumerate(entries):
        if is_heading(entry, entries[index + 1] if index + 1 < len(entries) else None):
            section = outline.open(entry.label, entry.text("content").strip())
            text = entry.text("result") or entry.text("product")
            if text and entry.label:
                target = {"section": _code(sheet.code, outline.path) or section.title, "text": text}
                sheet.section_targets.append(target)
        else:
            outline.leave(entry.label)
            tasks.append(_task(entry, outline, sheet, issued_on, year))
            codes.code(tasks[-1], entry.label, _code(sheet.code, outline.path))
    return tasks


class _Codes:
    """Codes of rows that have none of their own, or only a letter: they follow the row above."""

    def __init__(self) -> None:
        self._numbered = self._last = ""
        self._under = None
        self._count = 0

    def code(self, task: dict, label: str, under: str) -> None:
        if under != self._under:
            self._numbered, self._last, self._count, self._under = "", under, 0, under
        if not label:
            self._count += 1
            task["id"] = _code(self._last, str(self._count))
            return
        if label[0].isdigit():
            self._numbered = task["id"]
        elif label[0].islower() and self._numbered:
            task["id"] = _code(self._numbered, label)
        self._last, self._count = task["id"], 1


def _repeat(entries: list[Entry]) -> None:
    """ "nt", "như trên": the cell says what the one above it says."""
    above: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for role in (*_FACTS, "partner", "product", "result"):
            if _DITTO.match(entry.text(role)) and role in above:
                entry.cells[role] = above[role]
            elif entry.text(role):
                above[role] = entry.cells[role]


def _note_what_stands_above(entries: list[Entry]) -> None:
    lead = deadline = ""
    for entry in entries:
        entry.lead_above, entry.deadline_above = lead, deadline
        lead = "\n".join(entry.cells.get("lead", ())) or lead
        deadline = entry.text("deadline") or deadline


def _joined(entries: list[Entry]) -> list[Entry]:
    """Rows that only carry on the row above are added to it."""
    whole: list[Entry] = []
    for entry in entries:
        if whole and _continues(entry, whole[-1]):
            for role, lines in entry.cells.items():
                if role not in entry.repeated:
                    whole[-1].cells[role] = whole[-1].cells.get(role, ()) + lines
        else:
            whole.append(entry)
    return whole


def _with_groups(entries: list[Entry]) -> list[Entry]:
    """Two columns of content: where the first is merged over several rows, it groups what the second says."""
    if not any(
        entry.text("detail") and ("content" in entry.repeated or not entry.text("content")) for entry in entries
    ):
        return entries
    members: list[Entry] = []
    group: tuple[str, ...] = ()
    for entry in entries:
        if entry.is_full_width or not entry.text("detail"):
            continue
        if "content" not in entry.repeated and entry.text("content"):
            _label_members(members)
            group, members = entry.cells["content"], []
        members.append(entry)
        entry.cells["group"], entry.cells["content"] = group, entry.cells.pop("detail")
        entry.repeated -= {"content"}
    _label_members(members)
    return entries


def _label_members(members: list[Entry]) -> None:
    """Rows of one group: by the labels in their own words, else the group's number and a count."""
    above = members[0].label if members else ""
    for count, entry in enumerate(members, 1):
        label, first = split_label(entry.cells["content"][0])
        entry.cells["content"] = (first, *entry.cells["content"][1:])
        entry.label = label or (f"{above}.{count}" if above and len(members) > 1 else entry.label)


def _continues(entry: Entry, above: Entry) -> bool:
    if entry.label or entry.tt or entry.is_full_width:
        return False
    if any(entry.text(role) and role not in entry.repeated for role in _FACTS):
        return not entry.text("content") or "content" in entry.repeated
    text = entry.text("content")
    alone = not any(entry.text(role) for role in entry.cells if role != "content")
    return not (alone and text.isupper() and not entry.broken and above.label)


def is_heading(entry: Entry, following: Entry | None) -> bool:
    """Nobody is charged and nothing is due; a numbered row is one only if sub-rows follow."""
    if any(entry.text(role) for role in (*_FACTS, "partner")):
        return False
    if not entry.label or entry.is_full_width or (entry.label[0].isupper() and not read_code(entry.label)):
        return True
    return bool(following and _is_below(following.label, entry.label))


def _is_below(label: str, above: str) -> bool:
    if above[0].isdigit() and label.startswith(f"{above}."):
        return True
    return above[0].isdigit() and len(label) == 1 and label.islower()


def _task(entry: Entry, outline: Outline, sheet: Sheet, issued_on: date | None, year: int | None) -> dict:
    parties = _parties(entry)
    inherited = {} if parties.lead_text else _inherited_lead(sheet, outline, entry)
    lead_text = parties.lead_text or inherited.get("leads", "")
    deadline_text = entry.text("deadline")
    if not deadline_text and (said := _inherited_deadline(sheet, outline, entry)):
        deadline_text = inherited["deadline"] = said
    if "leads" in inherited and entry.may_be_merged and "partner" in sheet.headed and not parties.partner_text:
        inherited["partners"] = ""
    task = {
        "id": read_code(entry.label) or (_code(sheet.code, outline.path_of(entry.label)) if entry.label else ""),
        "section": _sections(sheet, outline, entry.label, entry.text("group")),
        "content": " ".join(entry.cells.get("content", ())) or None,
        "product": entry.text("product") or None,
        "result": entry.text("result") or None,
        "leads": split_units(lead_text),
        "partners": parties.partners,
        "lead_text": " ".join(lead_text.split("\n")),
        "deadline_text": deadline_text,
        "deadline": _deadline(deadline_text, entry.text("start"), issued_on, year),
        "place": entry.place,
    }
    if parties.partner_text:
        task["partner_text"] = " ".join(parties.partner_text.split("\n"))
    if scopes := lead_scopes(lead_text):
        task["lead_scopes"] = scopes
    if entry.tt.isdigit() and entry.tt != entry.label:
        task["tt"] = int(entry.tt)
    if items := _items(entry.cells.get("content", ())):
        task["items"] = items
    if detail := entry.cells.get("detail"):
        task["requirements"] = [without_bullet(line) for line in detail]
    task["doubts"] = doubts.of_task(
        task, issued_on=issued_on, expects_product=bool({"product", "result"} & sheet.headed)
    )
    task["doubts"] += doubts.of_reading(inherited, certain=parties.certain)
    task["cells"] = cells_of_row(entry, task, guessed=frozenset(inherited))
    return task


_MAY_END = frozenset({"date", "month", "quarter", "year"})
_MAY_BEGIN = _MAY_END | {"recurring", "ongoing"}


def _deadline(text: str, start: str, issued_on: date | None, year: int | None) -> dict:
    """`start`: what a column of its own says of the beginning: with a day of the end it makes a stretch of time."""
    found = read_deadline(text, issued_on=issued_on, year=year)
    if not start or found["kind"] not in _MAY_BEGIN or "from" in found:
        return found
    begins = read_deadline(f"từ {start}", issued_on=issued_on, year=year).get("from")
    if not begins or begins > (found["due"] or begins):
        return found
    return found | {"from": begins} | ({"kind": "range"} if found["kind"] in _MAY_END else {})


def _parties(entry: Entry) -> Parties:
    """Leads and partners; plans with one column for both tell them apart by a word in the cell."""
    leads, partners = entry.cells.get("lead", ()), entry.cells.get("partner", ())
    both = entry.cells.get("both", ())
    return part_parties("\n".join((*leads, *both)), "\n".join(partners), mixed=bool(both))


def _inherited_lead(sheet: Sheet, outline: Outline, entry: Entry) -> dict[str, str]:
    """The unit that heads the rows: a blank cell of a column before the content, else a heading above."""
    if {"lead", "both"} & sheet.headed:
        repeats = entry.may_be_merged or _stands_first(entry, "lead")
        return {"leads": entry.lead_above} if repeats and entry.lead_above else {}
    headings = [section.title for section in outline.enclosing(entry.label)]
    titles = list(reversed([*sheet.titles, *headings]))
    named = (rule(title) for rule in (unit_in_heading, unit_in_title) for title in titles)
    unit = next((who for who in named if who), "")
    return {"leads": unit} if unit else {}


def _stands_first(entry: Entry, role: str) -> bool:
    """The column stands before the content, so a blank cell of it says what the cell above says."""
    columns = entry.columns or {}
    return columns.get(role, 99) < columns.get("content", 0)


def _inherited_deadline(sheet: Sheet, outline: Outline, entry: Entry) -> str:
    """ "I. Nhiệm vụ hoàn thành trong Quý I/2026" over rows of a table without a column for the time, or the cell
    above in a table whose rows begin with the time."""
    if "deadline" in sheet.headed:
        return entry.deadline_above if _stands_first(entry, "deadline") else ""
    titles = [section.title for section in outline.enclosing(entry.label)]
    return next((said for title in reversed(titles) if (said := due_words(title))), "")


def _sections(sheet: Sheet, outline: Outline, label: str, group: str) -> list[str]:
    own = [section.heading for section in outline.enclosing(label)]
    return [*sheet.above, *own, *([group] if group else [])]


def _items(lines: tuple[str, ...]) -> list[str]:
    listed = [without_bullet(line) for line in lines if has_bullet(line)]
    return listed if len(listed) > 1 else []


def _code(*parts: str) -> str:
    return ".".join(part for part in parts if part)

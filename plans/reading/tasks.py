"""Rows of a task table as tasks: headings above them, rows continued, sub-rows, codes."""

import re
from datetime import date

from plans.reading import doubts
from plans.reading.deadlines import read_deadline
from plans.reading.labels import Outline
from plans.reading.phrases import split_units
from plans.reading.sheets import Entry, Sheet
from plans.reading.wording import has_bullet, without_bullet

_FACTS = ("lead", "deadline", "both")
_TOTAL = re.compile(r"^(?:tổng cộng|tổng số|cộng)\b", re.IGNORECASE)
_PARTNER_PART = re.compile(r"[;.\s]*(?:(?:cơ quan|đơn vị)\s+)?phối hợp\s*:\s*", re.IGNORECASE)


def tasks_of(sheet: Sheet, *, issued_on: date | None, year: int | None) -> list[dict]:
    outline = Outline()
    tasks: list[dict] = []
    entries = _joined(sheet.entries)
    for index, entry in enumerate(entries):
        if is_heading(entry, entries[index + 1] if index + 1 < len(entries) else None):
            outline.open(entry.label, entry.text("content").strip())
        elif not _TOTAL.match(entry.text("content")):
            outline.leave(entry.label)
            tasks.append(_task(entry, outline, sheet, issued_on, year))
    _number_unlabelled(tasks, sheet.code)
    return tasks


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
    if not entry.label or entry.is_full_width or entry.label[0].isupper():
        return True
    return bool(following and _is_below(following.label, entry.label))


def _is_below(label: str, above: str) -> bool:
    if above[0].isdigit() and label.startswith(f"{above}."):
        return True
    return above[0].isdigit() and len(label) == 1 and label.islower()


def _task(entry: Entry, outline: Outline, sheet: Sheet, issued_on: date | None, year: int | None) -> dict:
    lead_lines, partner_lines = _parties(entry)
    deadline_text = entry.text("deadline")
    task = {
        "id": _code(sheet.code, outline.path_of(entry.label)) if entry.label else "",
        "section": _sections(sheet, outline, entry.label),
        "content": " ".join(entry.cells.get("content", ())) or None,
        "product": entry.text("product") or None,
        "result": entry.text("result") or None,
        "leads": split_units("\n".join(lead_lines)),
        "partners": split_units("\n".join(partner_lines)),
        "lead_text": " ".join(lead_lines),
        "deadline_text": deadline_text,
        "deadline": read_deadline(deadline_text, issued_on=issued_on, year=year),
        "place": entry.place,
    }
    if partner_lines:
        task["partner_text"] = " ".join(partner_lines)
    if entry.tt.isdigit() and entry.tt != entry.label:
        task["tt"] = int(entry.tt)
    if items := _items(entry.cells.get("content", ())):
        task["items"] = items
    task["doubts"] = doubts.of_task(
        task, issued_on=issued_on, expects_product=bool({"product", "result"} & entry.cells.keys())
    )
    return task


def _parties(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leads and partners; plans with one column for both tell them apart by a word in the cell."""
    leads, partners = entry.cells.get("lead", ()), entry.cells.get("partner", ())
    if both := entry.cells.get("both", ()):
        parts = _PARTNER_PART.split("\n".join(both), maxsplit=1)
        leads += tuple(parts[0].split("\n"))
        partners += tuple(parts[1].split("\n")) if len(parts) > 1 else ()
    return leads, partners


def _sections(sheet: Sheet, outline: Outline, label: str) -> list[str]:
    above = [section.heading for section in outline.enclosing(label)]
    return [sheet.title, *above] if sheet.code else above


def _items(lines: tuple[str, ...]) -> list[str]:
    listed = [without_bullet(line) for line in lines if has_bullet(line)]
    return listed if len(listed) > 1 else []


def _number_unlabelled(tasks: list[dict], code: str) -> None:
    """A row without a label of its own takes the code of the row above and a count."""
    last, count = code, 0
    for task in tasks:
        if task["id"]:
            last, count = task["id"], 1
        else:
            count += 1
            task["id"] = _code(last, str(count))


def _code(*parts: str) -> str:
    return ".".join(part for part in parts if part)

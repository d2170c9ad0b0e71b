"""From the names in a lead or partner cell to rows of TaskParty, and to what is doubtful about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from intake.models import Doubt
from intake.operations.doubting import about_lead, no_lead, to_look_at, unknown_lead
from plans.models import Plan
from tasks.models import TaskParty
from units.names import Book, Resolution

Field, Kind, Part = Doubt.Field, TaskParty.Kind, TaskParty.Part


@dataclass
class Cell:
    """Unsaved rows of one task; whoever keeps them sets their task (and the doubts' plan)."""

    parties: list[TaskParty] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def unit_ids(self) -> set[int]:
        return {party.unit_id for party in self.parties if party.unit_id}


def lead_cell(book: Book, phrases: Iterable[str], scopes: dict[str, str] | None = None) -> Cell:
    cell = Cell()
    for phrase in phrases:
        found = book.resolve(phrase)
        if found.kind == Kind.UNIT and found.unit.pk in cell.unit_ids:
            continue
        party = _party(Part.LEAD, phrase, found, len(cell.parties), (scopes or {}).get(phrase, ""))
        cell.parties.append(party)
        cell.doubts += about_lead(party) + _inexact(Field.LEADS, phrase, found)
        if found.kind == Kind.UNKNOWN:
            cell.doubts.append(unknown_lead(phrase, [unit.name for unit in found.suggestions[:3]]))
    if not cell.parties:
        cell.doubts.append(no_lead())
    return cell


def partner_cell(book: Book, phrases: Iterable[str], lead_unit_ids: set[int]) -> Cell:
    """A unit that already leads is dropped (the words stay in the text); an unknown one is kept as an outsider."""
    cell = Cell()
    for phrase in phrases:
        found = book.resolve(phrase)
        if found.kind == Kind.UNIT and found.unit.pk in lead_unit_ids:
            text = f"{found.unit.name} vừa chủ trì vừa phối hợp: chỉ giữ vai chủ trì."
            cell.doubts.append(to_look_at(Field.PARTNERS, text))
        elif found.kind != Kind.UNIT or found.unit.pk not in cell.unit_ids:
            cell.parties.append(_party(Part.PARTNER, phrase, found, len(cell.parties)))
            cell.doubts += _inexact(Field.PARTNERS, phrase, found)
    return cell


def confirming_unit_id(plan: Plan, lead_unit_ids: set[int]) -> int | None:
    """The focal unit; what it leads itself, the oversight unit; what both lead, nobody but the unit's own head."""
    candidates = (plan.focal_unit_id, plan.oversight_unit_id)
    return next((unit for unit in candidates if unit and unit not in lead_unit_ids), None)


def _party(part: str, phrase: str, found: Resolution, order: int, scope: str = "") -> TaskParty:
    kind = Kind.OUTSIDER if part == Part.PARTNER and found.kind == Kind.UNKNOWN else found.kind
    return TaskParty(
        part=part,
        kind=kind,
        unit=found.unit if kind == Kind.UNIT else None,
        group=found.group if kind == Kind.GROUP else None,
        phrase=phrase[:500],
        scope=scope[:500],
        order=order,
    )


def _inexact(where: str, phrase: str, found: Resolution) -> list[Doubt]:
    meant = found.unit or found.group
    if found.exact or meant is None or found.kind not in (Kind.UNIT, Kind.GROUP):
        return []
    less = ", trừ " + ", ".join(unit.name for unit in found.without) if found.without else ""
    return [to_look_at(where, f"Văn bản ghi “{phrase[:150]}”. Hệ thống hiểu là {meant.name}{less}.")]

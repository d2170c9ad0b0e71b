"""A row of a draft as a person types it, cell by cell, and the stamp that tells whether a cell has changed since."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from django.db.models import Field, Model

from kpi.models import Indicator
from plans.models import Plan, Section
from reports.models import ReportingDuty
from tasks.models import Milestone, Task, TaskParty

# Cells of one input each, of the row itself.
PLAIN = ("code", "content", "product", "expected_result", "approval_level", "deadline_text")
ELSEWHERE = {"state", "amends", "published_at", "order"}
Inputs = dict[str, str]


def typed(task: Task, only: Collection[str] = ()) -> dict[str, Inputs]:
    """{cell: {name of the input: text in it}}, of all cells or of some; asks for the row's parties and milestones
    where a cell holds them."""
    return {cell: _READ[cell](task) for cell in only or _READ}


def milestones_of(task: Task) -> list[Milestone]:
    return sorted(task.milestones.all(), key=lambda milestone: (milestone.order, milestone.pk))


def stamps(task: Task, only: Collection[str] = ()) -> dict[str, str]:
    return {cell: stamp(inputs) for cell, inputs in typed(task, only).items()}


def stamp(inputs: Mapping[str, str]) -> str:
    """Of one cell; the browser's line ends and the spaces around do not count."""
    plain = {name: text.replace("\r\n", "\n").strip() for name, text in inputs.items() if text.strip()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]


def stamp_row(row: Plan | Indicator | ReportingDuty | Section) -> str:
    """Of what the form of a document, an indicator, a duty or a heading shows; empty for a row that is to come."""
    if row.pk is None:
        return ""
    parts = [row, *row.targets.order_by("order")] if isinstance(row, Indicator) else [row]
    shown = [[f"{part.pk}"] + [_text(part, field.attname) for field in _shown(part)] for part in parts]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def _shown(row: Model) -> list[Field]:
    """What is decided elsewhere than in the form is no conflict with it."""
    return [field for field in row._meta.concrete_fields if field.name not in ELSEWHERE]


def _text(row: Model, name: str) -> str:
    value = getattr(row, name)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _parties(task: Task, part: str) -> list[TaskParty]:
    return sorted((one for one in task.parties.all() if one.part == part), key=lambda one: (one.order, one.pk))


def _names(task: Task, part: str) -> str:
    return "; ".join(party.phrase for party in _parties(task, part))


def _parts(task: Task) -> Inputs:
    return {name: text for party in _parties(task, TaskParty.Part.LEAD) for name, text in _part(party).items()}


def _dues(task: Task) -> Inputs:
    return {name: text for milestone in milestones_of(task) for name, text in _due(milestone).items()}


def _quantity(task: Task) -> Inputs:
    return {"quantity_target": str(task.quantity_target or ""), "quantity_unit": task.quantity_unit}


def _part(party: TaskParty) -> Inputs:
    return {f"phan-{party.pk}": party.scope, f"neu-{party.pk}": _day(party.name_by_date)}


def _due(milestone: Milestone) -> Inputs:
    names = (("label", milestone.label), ("kind", milestone.kind), ("due_date", _day(milestone.due_date)))
    return {f"moc-{milestone.pk}-{name}": text for name, text in names}


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


_READ: dict[str, Callable[[Task], Inputs]] = {
    **{name: lambda task, name=name: {name: getattr(task, name)} for name in PLAIN},
    "section": lambda task: {"section": str(task.section_id or "")},
    "acceptance": lambda task: {"acceptance": "\n".join(map(str, task.acceptance))},
    "leads": lambda task: {"leads": _names(task, TaskParty.Part.LEAD)},
    "partners": lambda task: {"partners": _names(task, TaskParty.Part.PARTNER)},
    "parts": _parts,
    "dues": _dues,
    "confirming_unit": lambda task: {"confirming_unit": getattr(task.confirming_unit, "name", "")},
    "quantity": _quantity,
    "starred": lambda task: {"starred": "on" if task.starred else ""},
    "held": lambda task: {"held": "on" if task.held else ""},
}
CELLS = frozenset(_READ)

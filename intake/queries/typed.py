"""A row of a draft as a person types it, cell by cell, and the stamp that tells whether a cell has changed since."""

import hashlib
import json
from collections.abc import Mapping

from tasks.models import Milestone, Task, TaskParty

# Cells of one input each; the others (parts, dues, quantity) have several.
PLAIN = ("code", "content", "product", "expected_result", "approval_level", "deadline_text")
Inputs = dict[str, str]


def typed(task: Task) -> dict[str, Inputs]:
    """{cell: {name of the input: text in it}}; asks for the row's parties and milestones."""
    parties = sorted(task.parties.all(), key=lambda party: (party.order, party.pk))
    leads = [party for party in parties if party.part == TaskParty.Part.LEAD]
    partners = [party for party in parties if party.part == TaskParty.Part.PARTNER]
    cells = {name: {name: getattr(task, name)} for name in PLAIN}
    return cells | {
        "section": {"section": str(task.section_id or "")},
        "acceptance": {"acceptance": "\n".join(map(str, task.acceptance))},
        "leads": {"leads": _names(leads)},
        "partners": {"partners": _names(partners)},
        "parts": {name: text for party in leads for name, text in _part(party).items()},
        "dues": {name: text for milestone in milestones_of(task) for name, text in _due(milestone).items()},
        "confirming_unit": {"confirming_unit": getattr(task.confirming_unit, "name", "")},
        "quantity": {
            "quantity_target": str(task.quantity_target or ""),
            "quantity_unit": task.quantity_unit,
        },
        "starred": {"starred": "on" if task.starred else ""},
        "held": {"held": "on" if task.held else ""},
    }


def milestones_of(task: Task) -> list[Milestone]:
    return sorted(task.milestones.all(), key=lambda milestone: (milestone.order, milestone.pk))


def stamps(task: Task) -> dict[str, str]:
    return {cell: stamp(inputs) for cell, inputs in typed(task).items()}


def stamp(inputs: Mapping[str, str]) -> str:
    """Of one cell; the browser's line ends and the spaces around do not count."""
    plain = {name: text.replace("\r\n", "\n").strip() for name, text in inputs.items() if text.strip()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]


def _names(parties: list[TaskParty]) -> str:
    return "; ".join(party.phrase for party in parties)


def _part(party: TaskParty) -> Inputs:
    return {f"phan-{party.pk}": party.scope, f"neu-{party.pk}": _day(party.name_by_date)}


def _due(milestone: Milestone) -> Inputs:
    names = (("label", milestone.label), ("kind", milestone.kind), ("due_date", _day(milestone.due_date)))
    return {f"moc-{milestone.pk}-{name}": text for name, text in names}


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else ""

"""The cells of an open row, as the form shows them."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField

from intake.forms import TaskForm
from intake.models import Doubt

INPUTS = {"quantity": ("quantity_target", "quantity_unit"), "parts": (), "dues": ()}
DOUBTED = {"deadline_text": "deadline", "held": "other"}  # the others have their doubts under their own name
READ = {"expected_result": "result", "acceptance": "requirements", "deadline_text": "deadline"}
SURE, LIKELY = 0.9, 0.6


@dataclass
class OpenCell:
    """`stamp`: what tells a later change by somebody else; `read`: how surely the machine read it, in words."""

    name: str
    fields: list[BoundField]
    stamp: str
    here: bool = False
    doubts: list[Doubt] = field(default_factory=list)
    read: str = ""

    @property
    def level(self) -> str:
        return self.doubts[0].level if self.doubts else ""


def cells_of(form: TaskForm, here: dict[str, list[Doubt]], looked_at: str) -> dict[str, OpenCell]:
    """`looked_at`: the doubtful cell that the reader stands at."""
    read = form.task.place.get("cells") or {}
    return {
        name.removeprefix("dau-"): _cell(form, name.removeprefix("dau-"), stamp, here, looked_at, read)
        for name, stamp in form.stamps.items()
    }


def _cell(
    form: TaskForm, name: str, stamp: str, here: dict[str, list[Doubt]], looked_at: str, read: dict[str, Any]
) -> OpenCell:
    doubted = DOUBTED.get(name, name)
    inputs = [form[one] for one in INPUTS.get(name, (name,)) if one in form.fields]
    words = _words(read.get(READ.get(name, name))) if any(one.value() for one in inputs) else ""
    return OpenCell(name, inputs, stamp, looked_at in {name, doubted}, here.get(doubted) or [], words)


def _words(said: dict[str, Any] | None) -> str:
    confidence = (said or {}).get("confidence")
    if confidence is None:
        return ""
    if confidence >= SURE:
        return "đọc rõ"
    return "đọc được, nên đối chiếu" if confidence >= LIKELY else "đọc không chắc"

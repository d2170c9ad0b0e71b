"""What falls due, whatever kind of duty it is."""

from dataclasses import dataclass, field
from datetime import date

from agenda.ladder.days import Rung
from plans.models import Plan
from tasks.models import Assignment


@dataclass(frozen=True)
class Due:
    """One dated duty of one unit. `assignment`: the work itself, which may be updated, acknowledged and so held."""

    kind: str
    subject: tuple[str, int]
    date: date
    plan: Plan
    unit_id: int
    text: str
    path: str
    code: str = ""
    officer_id: int | None = None
    leader_id: int | None = None
    assignment: Assignment | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Spoken:
    """A duty and the rung that speaks of it today."""

    due: Due
    rung: Rung

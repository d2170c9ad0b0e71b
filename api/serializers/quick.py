"""Rows of a list of assignments straight from the columns: a page of 100 at a fifth of the serializer's time.

`AssignmentSerializer` describes the same data for one assignment; a test holds the two equal.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from plans.models import Plan
from tasks.figures import official
from tasks.models import Assignment, Task
from tasks.perms import can_read_work
from units.models import User

Row = dict[str, Any]
PLAIN = ("id", "milestone", "occurrence", "scope", "state", "is_ongoing", "self_confirmed")
DAYS = ("original_due_date", "due_date", "supplement_due_date", "counted_due_date", "sent_date", "completed_date")
WORK = ("percent", "quantity_done", "quantity_target", "quantity_unit", "supplement_asked", "delegated_to")
COLUMNS = (
    *PLAIN,
    *DAYS,
    *WORK,
    *("received_at", "updated_at", "submission_number", "submission_date", "submission_to"),
    *("plan", "plan__kind", "plan__number", "plan__focal_unit", "plan__oversight_unit"),
    *("task", "task__code", "task__content", "unit", "unit__code", "unit__name"),
    *("confirming_unit", "confirming_unit__code", "confirming_unit__name"),
    *("leader", "leader__full_name", "officer", "officer__full_name"),
    *("confirmed_by", "confirmed_by__full_name"),
)


class Shower:
    def __init__(self, reader: User, today: date) -> None:
        self.reader, self.today = reader, today
        self._zone = timezone.get_current_timezone()
        self._task = Task()  # lent to each row for its name: making an instance costs more than all the rest
        self._plans: dict[int, Row] = {}
        self._readable: dict[tuple, bool] = {}

    def show(self, row: Row) -> Row:
        shown = {name: row[name] for name in PLAIN} | {name: _day(row[name]) for name in DAYS}
        return shown | {
            "plan": self._plan(row),
            "task": {"id": row["task"], "code": row["task__code"], "name": self._name(row["task__content"])},
            "unit": _unit(row, "unit"),
            "confirming_unit": _unit(row, "confirming_unit"),
            "official": official(
                state=row["state"], due=row["counted_due_date"], sent=row["sent_date"], today=self.today
            ),
            "work": self._work(row) if self._may_read(row) else None,
        }

    def _plan(self, row: Row) -> Row:
        if row["plan"] not in self._plans:
            reference = Plan(kind=row["plan__kind"], number=row["plan__number"]).reference
            self._plans[row["plan"]] = {"id": row["plan"], "reference": reference}
        return self._plans[row["plan"]]

    def _may_read(self, row: Row) -> bool:
        """Asked once for all rows that it cannot tell apart."""
        names = ("unit", "confirming_unit", "plan__focal_unit", "plan__oversight_unit")
        unit, confirming, focal, oversight = key = tuple(row[name] for name in names)
        if key not in self._readable:
            plan = Plan(focal_unit_id=focal, oversight_unit_id=oversight)
            assignment = Assignment(unit_id=unit, confirming_unit_id=confirming, plan=plan)
            self._readable[key] = can_read_work(self.reader, assignment)
        return self._readable[key]

    def _name(self, content: str) -> str:
        self._task.content = content
        return self._task.name

    def _work(self, row: Row) -> Row:
        return {name: row[name] for name in WORK} | {
            "received_at": self._moment(row["received_at"]),
            "leader": _person(row, "leader"),
            "officer": _person(row, "officer"),
            "confirmed_by": _person(row, "confirmed_by"),
            "updated_at": self._moment(row["updated_at"]),
            "submission_number": row["submission_number"],
            "submission_date": _day(row["submission_date"]),
            "submission_to": row["submission_to"],
        }

    def _moment(self, moment: datetime | None) -> str | None:
        return moment and moment.astimezone(self._zone).isoformat()


def _unit(row: Row, name: str) -> Row | None:
    return row[name] and {"id": row[name], "code": row[f"{name}__code"], "name": row[f"{name}__name"]}


def _person(row: Row, name: str) -> Row | None:
    return row[name] and {"id": row[name], "full_name": row[f"{name}__full_name"]}


def _day(day: date | None) -> str | None:
    return day and day.isoformat()

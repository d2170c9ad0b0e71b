"""From a deadline as read to milestones. Relative ones keep their anchor: `tasks` counts the day once it is known."""

from datetime import date
from typing import Any

from intake.models import Doubt
from intake.operations.doubting import to_look_at
from tasks.models import Milestone, Task
from tasks.queries.fanout import ANCHORS

Kind = Milestone.Kind
DATED = {Kind.DATE, Kind.MONTH, Kind.QUARTER, Kind.YEAR}
WORKING_DAYS = "working days from "


def milestones_of(task: Task, deadline: dict[str, Any] | None) -> list[Milestone]:
    """At least one; `deadline` in the shape of the reading, `multiple` as one milestone each."""
    deadline = deadline or {"kind": Kind.NONE}
    parts = deadline.get("milestones") if deadline["kind"] == "multiple" else None
    return [_milestone(task, part, order) for order, part in enumerate(parts or [deadline])]


def deadline_doubts(deadline: dict[str, Any] | None, text: str) -> list[Doubt]:
    parts = (deadline or {}).get("milestones") or [deadline or {}]
    problem = next((words for part in parts if (words := _problem(part, text))), "")
    return [to_look_at(Doubt.Field.DEADLINE, problem)] if problem else []


def counts_from_issue(deadline: dict[str, Any] | None) -> bool:
    parts = (deadline or {}).get("milestones") or [deadline or {}]
    relative = [_anchor(part) for part in parts if part.get("kind") == Kind.RELATIVE]
    return bool(relative) and set(relative) == {"plan issued"}


def _milestone(task: Task, part: dict[str, Any], order: int) -> Milestone:
    kind = part["kind"] if part["kind"] in Kind.values else Kind.NONE
    due = None if kind == Kind.RELATIVE else _day(part.get("done_on") or part.get("due"))
    return Milestone(
        task=task,
        order=order,
        label=(part.get("label") or "")[:300],
        kind=Kind.NONE if kind in DATED and due is None else kind,
        due_date=due,
        before=bool(part.get("before")) and kind == Kind.DATE,
        from_date=_day(part.get("from")),
        recurrence=(part.get("rule") or "")[:60],
        anchor=_anchor(part)[:60],
        days=part.get("days"),
    )


def _anchor(part: dict[str, Any]) -> str:
    """Working days are not counted from an anchor by the machine: somebody writes the day."""
    anchor = part.get("anchor") or ""
    return WORKING_DAYS + anchor if part.get("working") else anchor


def _problem(part: dict[str, Any], text: str) -> str:
    if part.get("tentative"):
        return "Thời hạn chỉ là dự kiến: xem lại, hoặc ghi ngày cụ thể."
    if part.get("kind") == Kind.RELATIVE and _anchor(part) not in ANCHORS:
        return "Thời hạn tính từ một mốc chưa có ngày: ghi ngày cụ thể khi đã biết."
    if not text.strip():
        return "Văn bản không nêu thời hạn của nhiệm vụ này."
    return ""


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None

"""From a deadline as read to milestones. Relative ones keep their anchor: `tasks` counts the day once it is known."""

from datetime import date
from typing import Any

from intake.models import Doubt
from intake.operations.doubting import to_look_at
from tasks.models import Milestone, Task
from tasks.queries.fanout import ANCHORS, PRINTED_DAY, WORKING_DAYS

Kind = Milestone.Kind
DATED = {Kind.DATE, Kind.MONTH, Kind.QUARTER, Kind.YEAR}
ISSUE = "plan issued"


def milestones_of(task: Task, deadline: dict[str, Any] | None) -> list[Milestone]:
    """At least one; `deadline` in the shape of the reading, `multiple` as one milestone each."""
    deadline = deadline or {"kind": Kind.NONE}
    parts = deadline.get("milestones") if deadline["kind"] == "multiple" else None
    return [_milestone(task, part, order) for order, part in enumerate(parts or [deadline])]


def deadline_doubts(deadline: dict[str, Any] | None, text: str) -> list[Doubt]:
    whole = deadline or {}
    parts = [whole, *(whole.get("milestones") or [])]
    problem = next((words for part in parts if (words := _problem(part, text))), "")
    return [to_look_at(Doubt.Field.DEADLINE, problem)] if problem else []


def counts_from_issue(deadline: dict[str, Any] | None) -> bool:
    parts = (deadline or {}).get("milestones") or [deadline or {}]
    relative = [part.get("anchor") for part in parts if part.get("kind") == Kind.RELATIVE]
    return bool(relative) and set(relative) == {ISSUE}


def _milestone(task: Task, part: dict[str, Any], order: int) -> Milestone:
    kind = part["kind"] if part["kind"] in Kind.values else Kind.NONE
    anchor = _anchor(part)
    counted = kind == Kind.RELATIVE and not PRINTED_DAY.fullmatch(anchor)
    due = None if counted else _day(part.get("done_on") or part.get("due"), task)
    return Milestone(
        task=task,
        order=order,
        label=(part.get("label") or "")[:300],
        kind=Kind.NONE if kind in DATED and due is None else kind,
        due_date=due,
        before=bool(part.get("before")) and kind == Kind.DATE,
        from_date=_day(part.get("from"), task),
        recurrence=_recurrence(part)[:60],
        anchor=anchor[:60],
        days=part.get("days"),
    )


def _anchor(part: dict[str, Any]) -> str:
    anchor = part.get("anchor") or ""
    return WORKING_DAYS + anchor if anchor and part.get("working") else anchor


def _recurrence(part: dict[str, Any]) -> str:
    """ "every year, month 11, day 15, until 2030-12-31": the rule and where in the period it falls."""
    names = ("quarter", "month", "month_of_period", "weekday", "day", "from", "until")
    details = [f"{name.replace('_', ' ')} {part[name]}" for name in names if part.get(name)]
    return ", ".join([part["rule"], *details]) if part.get("rule") else ""


def _problem(part: dict[str, Any], text: str) -> str:
    if part.get("unread"):
        return f"Chưa hiểu “{'; '.join(part['unread'])[:150]}” trong thời hạn: ghi ngày cụ thể."
    if part.get("lunar"):
        return "Thời hạn ghi theo dịp lễ, Tết hoặc âm lịch: ghi ngày dương lịch."
    if part.get("tentative"):
        return "Thời hạn chỉ là dự kiến: xem lại, hoặc ghi ngày cụ thể."
    if part.get("assumed_year"):
        return f"Văn bản không ghi năm của thời hạn; hệ thống hiểu là năm {part['assumed_year']}."
    if part.get("vague") and part.get("due"):
        day = date.fromisoformat(part["due"])
        return f"Văn bản không ghi ngày cụ thể; hệ thống hiểu hạn là ngày {day:%d/%m/%Y}."
    if part.get("kind") == Kind.RELATIVE and not _is_countable(part):
        return "Thời hạn tính từ một mốc chưa có ngày: ghi ngày cụ thể khi đã biết."
    if not text.strip():
        return "Văn bản không nêu thời hạn của nhiệm vụ này."
    return ""


def _is_countable(part: dict[str, Any]) -> bool:
    anchor = part.get("anchor") or ""
    return anchor in ANCHORS or bool(PRINTED_DAY.fullmatch(anchor))


def _day(value: str | None, task: Task) -> date | None:
    """A printed day, or the day of issue where the text says "từ ngày ban hành"."""
    if value == ISSUE:
        return task.plan.issued_date
    return date.fromisoformat(value) if value else None

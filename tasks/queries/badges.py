"""The one badge a row shows, the most urgent: words and codes of SCREENS section 2."""

from dataclasses import dataclass
from datetime import date

from tasks.figures import Official, official
from tasks.models import Assignment

State = Assignment.State
SOON_DAYS = 10


@dataclass(frozen=True)
class Badge:
    code: str
    label: str


def badge(assignment: Assignment, today: date, *, progress: bool = True) -> Badge:
    """`progress` adds "· 65%" or "· 18/24 quy trình" for readers who may see it."""
    due = assignment.counted_due_date
    counted = official(state=assignment.state, due=due, sent=assignment.sent_date, today=today)
    tail = _progress(assignment) if progress else ""
    if counted is None:
        return Badge("cancelled", "Đã hủy")
    if counted == Official.DONE_ON_TIME:
        return Badge("done_on_time", "Hoàn thành đúng hạn" if due else "Hoàn thành")
    if counted == Official.DONE_LATE:
        return Badge("done_late", f"Hoàn thành quá hạn {(assignment.sent_date - due).days} ngày")
    if counted == Official.OPEN_OVERDUE:
        waits = f" · {assignment.get_state_display().lower()}" if assignment.state != State.OPEN else tail
        return Badge("overdue", f"Quá hạn {(today - due).days} ngày{waits}")
    if assignment.state in (State.AT_HEAD, *State.with_the_confirmer()):
        return Badge(assignment.state, assignment.get_state_display())
    return _open(assignment, today, tail)


def _open(assignment: Assignment, today: date, tail: str) -> Badge:
    due = assignment.counted_due_date
    if assignment.supplement_asked:
        return Badge("supplement", "Cần bổ sung")
    if due and (due - today).days <= SOON_DAYS:
        left = (due - today).days
        return Badge("due_soon", f"Còn {left} ngày{tail}" if left else f"Hạn hôm nay{tail}")
    if assignment.received_at is None:
        return Badge("not_received", "Chưa tiếp nhận")
    if assignment.is_ongoing:
        return Badge("ongoing", "Thường xuyên")
    return Badge("in_progress", f"Đang thực hiện{tail}")


def _progress(assignment: Assignment) -> str:
    if assignment.is_counted:
        return f" · {assignment.count_text}"
    return f" · {assignment.percent}%" if assignment.percent else ""


def distance(due: date | None, today: date) -> str:
    """ "còn 41 ngày", "quá hạn 51 ngày", "hạn hôm nay"; empty without a date."""
    if due is None:
        return ""
    left = (due - today).days
    if left == 0:
        return "hạn hôm nay"
    return f"còn {left} ngày" if left > 0 else f"quá hạn {-left} ngày"

"""What a person's units are asked to explain, row by row for the inbox."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from kpi.models import Explanation
from tasks.models import Assignment
from tasks.queries.badges import Badge, distance
from units.models import User

SIZE, SOON_DAYS = 20, 3


@dataclass(frozen=True)
class ExplanationRow:
    asked: Explanation
    badge: Badge
    text: str
    under_due: str


def rows(user: User, today: date) -> tuple[list[ExplanationRow], int]:
    """The first to be due, and how many there are; most units are asked nothing, which one short query tells."""
    found = Explanation.objects.open().filter(unit__in=user.unit_ids())
    if not found.exists():
        return [], 0
    found = found.exclude(assignment__state__in=Assignment.State.finished())
    related = ("unit", "asked_by", "indicator__plan", "assignment__plan", "assignment__task")
    shown = [_row(one, today) for one in found.select_related(*related).order_by("due_date", "pk")[:SIZE]]
    return shown, len(shown) if len(shown) < SIZE else found.count()


def _row(asked: Explanation, today: date) -> ExplanationRow:
    if asked.indicator:
        text = f"Chỉ tiêu {asked.indicator.number}. {asked.indicator.text}"
    else:
        text = f"{asked.assignment.task.code} {asked.assignment.task.name.rstrip('.')}"
    text = shorten(text, 160, placeholder="…")
    return ExplanationRow(asked, _badge(asked.due_date, today), text, distance(asked.due_date, today))


def _badge(due: date, today: date) -> Badge:
    left = (due - today).days
    if left < 0:
        return Badge("overdue", f"Quá hạn {-left} ngày")
    if left <= SOON_DAYS:
        return Badge("due_soon", f"Còn {left} ngày" if left else "Hạn hôm nay")
    return Badge("in_progress", "Chờ giải trình")

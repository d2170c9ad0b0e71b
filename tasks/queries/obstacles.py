"""Khó khăn, vướng mắc of a plan, the oldest open one first."""

from django.db.models import QuerySet

from plans.models import Plan
from tasks.models import Obstacle
from units.models import User

STATES = {
    "": "Chưa giải quyết",
    "cap-tren": "Đã báo cáo cấp trên",
    "da-giai-quyet": "Đã giải quyết",
    "tat-ca": "Tất cả",
}
RELATED = ("assignment__unit", "assignment__task", "assignment__plan", "author", "answered_by")


def of_plan(plan: Plan, user: User, *, state: str = "", kind: str = "", unit: int | None = None) -> QuerySet:
    rows = Obstacle.objects.visible_to(user).filter(assignment__plan=plan).select_related(*RELATED)
    if state == "":
        rows = rows.open()
    elif state == "cap-tren":
        rows = rows.filter(state=Obstacle.State.ESCALATED)
    elif state == "da-giai-quyet":
        rows = rows.exclude(closed_at=None)
    if kind in Obstacle.Kind.values:
        rows = rows.filter(kind=kind)
    return (rows if unit is None else rows.filter(assignment__unit=unit)).order_by("created_at", "pk")

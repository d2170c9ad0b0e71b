"""Open doubts: as a list, on the open row, and which comes before and after the one that is looked at."""

from dataclasses import dataclass

from django.db.models import QuerySet

from intake.models import Doubt
from plans.models import Plan
from tasks.models import Task


@dataclass(frozen=True)
class At:
    """Where the reader stands among the doubtful cells: place 1 … count (0: at none of them), and the neighbours as
    (task or None for the document, field)."""

    place: int
    count: int
    previous: tuple[int | None, str] | None
    following: tuple[int | None, str] | None


def doubts_of(plan: Plan) -> QuerySet[Doubt]:
    return plan.doubts.open().in_order().select_related("task")


def open_doubts_on(plan: Plan, task: Task | None) -> dict[str, list[Doubt]]:
    """By cell: those of one task, or of the document itself."""
    found = every_cell()
    for doubt in plan.doubts.open().filter(task=task).order_by("id"):
        found[doubt.field].append(doubt)
    return found


def every_cell() -> dict[str, list[Doubt]]:
    return {field: [] for field in Doubt.Field.values}


def neighbours(plan: Plan, task: Task | None, field: str) -> At:
    """In the order of the list, round from the last to the first. A cell that is doubtful no more stands where
    it would by its row."""
    rows = plan.doubts.open().in_order().values_list("task_id", "field", "task__order")
    order = {(task_id, name): place or 0 for task_id, name, place in rows}
    cells = list(order)
    here = (task.pk if task else None, field)
    if not cells:
        return At(0, 0, None, None)
    if here in order:
        now, alone = cells.index(here), len(cells) == 1
        around = (None, None) if alone else (cells[now - 1], cells[(now + 1) % len(cells)])
        return At(now + 1, len(cells), *around)
    return _beside(cells, order, task.order if task else 0)


def _beside(cells: list[tuple[int | None, str]], order: dict, place: int) -> At:
    own = [cell for cell in cells if order[cell] == place]
    after = own or [cell for cell in cells if order[cell] > place] or cells
    before = [cell for cell in cells if order[cell] < place]
    return At(0, len(cells), before[-1] if before else None, after[0])

"""What an act on rows of a draft leaves behind, so that `undo_step` can put it back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core import serializers
from django.db.models import Model, Q

from intake.models import Doubt, DraftStep, Proposal, RowAsRead
from journal.models import Event
from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty, TaskTwin

KEPT_FOR = timedelta(days=30)
QUANTITY = "quantity"
CALLED = {
    "code": "mã",
    "section": "mục",
    "content": "nội dung",
    "leads": "chủ trì",
    "parts": "phần việc của từng đơn vị",
    "partners": "phối hợp",
    "deadline_text": "thời hạn",
    "dues": "mốc, hạn",
    "product": "sản phẩm/kết quả",
    "expected_result": "kết quả cần đạt",
    "acceptance": "yêu cầu, tiêu chí",
    "approval_level": "cấp phê duyệt",
    "confirming_unit": "đơn vị theo dõi, xác nhận",
    QUANTITY: "số lượng",
    "starred": "dấu trọng tâm",
    "held": "dấu chưa rõ nội dung",
}
Picture = dict[str, list[dict[str, Any]]]


def picture(rows: Mapping[type[Model], Iterable[Model]]) -> Picture:
    """Rows as they are now. Of a kind that is named, all that hang on the tasks (of doubts: the open ones) must be
    given: when the picture is put back, others of that kind go."""
    return {model._meta.label_lower: serializers.serialize("python", found) for model, found in rows.items()}


def whole(tasks: list[Task]) -> Picture:
    """With all that hangs on them: for what deletes rows, or moves it between them."""
    hanging = {model: model.objects.filter(task__in=tasks) for model in (TaskParty, Milestone, Doubt, RowAsRead)}
    twins = TaskTwin.objects.filter(Q(first__in=tasks) | Q(second__in=tasks))
    offers = Proposal.objects.filter(task__in=tasks)
    return picture({Task: tasks, **hanging, Proposal: offers, TaskTwin: twins})


def keep_step(
    event: Event,
    what: str,
    *,
    before: Picture,
    made: Iterable[Task] = (),
    above: Mapping[int, Task | None] | None = None,
    cell: str = "",
) -> None:
    """The step that `event` tells of. `above`: of a row that goes or moves, the row it stands under."""
    rows = [image["pk"] for image in before.get(Task._meta.label_lower, [])] + [task.pk for task in made]
    DraftStep.objects.create(
        plan_id=event.plan_id,
        actor_id=event.actor_id,
        at=event.at,
        what=what[:200],
        cell=cell,
        rows=rows,
        before=before,
        above={row: over.pk if over else None for row, over in (above or {}).items()},
    )


def only_cell(cells: Iterable[str]) -> str:
    found = {QUANTITY if cell.startswith(QUANTITY) else cell for cell in cells}
    return found.pop() if len(found) == 1 else ""


def called(cells: Collection[str], code: str) -> str:
    """What was done to a row, e.g. "sửa thời hạn, dòng A.1"."""
    if not cells:
        return f"xác nhận dòng {code}"
    cell = only_cell(cells)
    return f"sửa {CALLED[cell]}, dòng {code}" if cell else f"sửa dòng {code}"


def forget_old_steps(*, now: datetime) -> int:
    """Of drafts that became plans, and of long ago; how many."""
    done = ~Q(plan__state=Plan.State.DRAFT) | Q(at__lt=now - KEPT_FOR)
    return DraftStep.objects.filter(done).delete()[0]

"""Put back what one person did last to rows of a draft, as long as nobody else has touched those rows since."""

from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from intake.errors import IntakeError, RowChanged
from intake.models import Doubt, DraftStep, Proposal, RowAsRead
from intake.operations.drafts import lock_draft
from intake.operations.entering import free_codes
from intake.operations.places import make_room
from intake.queries.steps import last_run, overtaking
from journal.operations import record
from plans.models import Plan
from tasks.models import Task, TaskTwin
from units.models import User

TASK, TWIN = Task._meta.label_lower, TaskTwin._meta.label_lower
GONE = (
    "Bước này không hoàn tác được nữa: đơn vị, nhóm đơn vị hoặc mục mà dòng cũ ghi đã bị xóa khỏi hệ thống; "
    "sửa dòng bằng tay."
)


@transaction.atomic
def undo_step(*, plan_id: int, step_id: int, actor: User) -> DraftStep:
    """The step that was put back. Raises RowChanged where somebody else has changed one of its rows since."""
    plan = lock_draft(plan_id, actor)
    run = last_run(plan, actor)
    if not run or run[0].pk != step_id:
        raise _refusal(plan, step_id, actor)
    _put_back_whole(plan, run)
    step = run[0]
    subject = ("task", step.rows[0]) if len(step.rows) == 1 else ("plan", plan.pk)
    record("intake.step_undone", subject, actor=actor, plan_id=plan.pk, rows=len(step.rows))
    return step


def _refusal(plan: Plan, step_id: int, actor: User) -> IntakeError:
    step = plan.steps.filter(actor=actor, pk=step_id).first()
    other = overtaking(step) if step else None
    if other is None:
        return IntakeError("Bước này đã được hoàn tác, hoặc sau đó bạn đã làm bước khác; xem lại rồi hoàn tác.")
    when = f"{timezone.localtime(other.at):%H:%M ngày %d/%m/%Y}"
    said = f"{other.actor} đã {other.what} lúc {when}, sau bước này của bạn; bước này không hoàn tác được nữa."
    return RowChanged(said, cells=(), plan=plan)


def _put_back_whole(plan: Plan, run: list[DraftStep]) -> None:
    """Or not at all: what a row pointed to may have been deleted since, and an upgrade may keep it otherwise."""
    try:
        with transaction.atomic():
            for step in run:
                _put_back(plan, step)
                DraftStep.objects.filter(pk=step.pk).delete()
            connection.check_constraints([apps.get_model(label)._meta.db_table for label in (TASK, *run[0].before)])
    except (IntegrityError, DeserializationError, LookupError) as error:
        raise IntakeError(GONE) from error


def _put_back(plan: Plan, step: DraftStep) -> None:
    images = step.before.get(TASK, [])
    were = {image["pk"] for image in images}
    made = plan.tasks.filter(pk__in=set(step.rows) - were)
    _refuse_linked(made)
    made.delete()
    back = were - set(plan.tasks.filter(pk__in=were).values_list("pk", flat=True))
    taken = set(plan.tasks.exclude(pk__in=step.rows).values_list("code", flat=True))
    for task in _rows(images):
        _put_row(plan, task, taken, step.above)
    for label, hanging in step.before.items():
        if label == TWIN:
            _link_again(list(_rows(hanging)), back)
        elif label != TASK:
            _hang(apps.get_model(label), hanging, step.rows)


def _refuse_linked(made: QuerySet[Task]) -> None:
    """A link is made by hand, and keeps no step: it is not to go unnoticed with its row."""
    linked = made.filter(Q(twins_after__isnull=False) | Q(twins_before__isnull=False)).order_by("order").first()
    if linked:
        raise IntakeError(
            f"Dòng {linked.code} đã được liên kết với nhiệm vụ của văn bản khác; bỏ liên kết trước rồi hoàn tác."
        )


def _put_row(plan: Plan, task: Task, taken: set[str], above: dict[str, int | None]) -> None:
    """In the place it has or, where it had gone or moved, under the row that it stood under."""
    if task.code in taken:
        task.code = free_codes([task.code], taken)[0]
    places = dict(plan.tasks.filter(pk__in=[task.pk, above.get(str(task.pk))]).values_list("pk", "order"))
    if str(task.pk) in above:
        over = above[str(task.pk)]
        task.order = make_room(plan, 1 if over is None else places[over] + 1 if over in places else task.order)
    else:
        task.order = places[task.pk]
    task.save()


def _hang(model: type[Model], images: list[dict[str, Any]], rows: list[int]) -> None:
    which = Q(pk__in=[image["pk"] for image in images])
    if model is Doubt:
        which |= Q(task__in=rows, settled_at=None)
    elif model not in (RowAsRead, Proposal):  # of those, a step makes none
        which |= Q(task__in=rows)
    model.objects.filter(which).delete()
    model.objects.bulk_create(_rows(images))


def _link_again(twins: list[TaskTwin], back: set[int]) -> None:
    """Only rows that had gone lost their links by the step; where the other row is still there."""
    here = set(Task.objects.filter(pk__in={pk for t in twins for pk in (t.first_id, t.second_id)}).values_list("pk"))
    lost = [twin for twin in twins if {twin.first_id, twin.second_id} & back]
    still = [twin for twin in lost if {(twin.first_id,), (twin.second_id,)} <= here]
    TaskTwin.objects.bulk_create(still, ignore_conflicts=True)


def _rows(images: list[dict[str, Any]]) -> list[Any]:
    return [found.object for found in serializers.deserialize("python", images, ignorenonexistent=True)]

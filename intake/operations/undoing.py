"""Put back what one person did last to rows of a draft, as long as nobody else has touched those rows since."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from intake.errors import IntakeError, RowChanged
from intake.models import Doubt, DraftStep, Proposal, RowAsRead
from intake.operations.drafts import lock_draft
from intake.operations.entering import free_codes
from intake.operations.places import make_room
from intake.queries.steps import last_steps
from journal.operations import record
from plans.models import Plan
from tasks.models import Task, TaskTwin
from units.models import User

TYPED_ON = timedelta(minutes=1)  # a cell saves itself while it is typed: no longer than that between two times
TASK = Task._meta.label_lower


@transaction.atomic
def undo_step(*, plan_id: int, step_id: int, actor: User) -> DraftStep:
    """The step that was put back. Raises RowChanged where somebody else has changed one of its rows since."""
    plan = lock_draft(plan_id, actor)
    step, *typed = _run(plan, actor)
    if step is None or step.pk != step_id:
        raise IntakeError("Bước này đã được hoàn tác, hoặc sau đó bạn đã làm bước khác; xem lại rồi hoàn tác.")
    _refuse_overtaken(plan, [step, *typed][-1])
    for one in [step, *typed]:
        _put_back(plan, one)
        one.delete()
    subject = ("task", step.rows[0]) if len(step.rows) == 1 else ("plan", plan.pk)
    record("intake.step_undone", subject, actor=actor, plan_id=plan.pk, rows=len(step.rows))
    return step


def _run(plan: Plan, actor: User) -> list[DraftStep | None]:
    """The person's last step; of a cell that saved itself several times, all of them, the last first."""
    steps = last_steps(plan, actor)
    run = [steps.first()]
    for one in steps[1:50] if run[0] and run[0].cell else ():
        if (one.cell, one.rows) != (run[0].cell, run[0].rows) or run[-1].at - one.at > TYPED_ON:
            break
        run.append(one)
    return run


def _refuse_overtaken(plan: Plan, step: DraftStep) -> None:
    later = plan.steps.filter(pk__gt=step.pk).exclude(actor=step.actor_id).order_by("-pk")
    for other in later.select_related("actor").defer("before"):
        if set(other.rows) & set(step.rows):
            when = f"{timezone.localtime(other.at):%H:%M ngày %d/%m/%Y}"
            said = (
                f"{other.actor} đã {other.what} lúc {when}, sau bước này của bạn; bước này không hoàn tác được nữa."
            )
            raise RowChanged(said, cells=(), plan=plan)


def _put_back(plan: Plan, step: DraftStep) -> None:
    images = step.before.get(TASK, [])
    plan.tasks.filter(pk__in=set(step.rows) - {image["pk"] for image in images}).delete()
    taken = set(plan.tasks.exclude(pk__in=step.rows).values_list("code", flat=True))
    for task in _rows(images):
        _put_row(plan, task, taken, step.above)
    for label, hanging in step.before.items():
        if label != TASK:
            _hang(apps.get_model(label), hanging, step.rows)


def _put_row(plan: Plan, task: Task, taken: set[str], above: dict[str, int | None]) -> None:
    """In the place it has or, where it had gone or moved, under the row that it stood under."""
    task.code = free_codes([task.code], taken)[0]
    places = dict(plan.tasks.filter(pk__in=[task.pk, above.get(str(task.pk))]).values_list("pk", "order"))
    if str(task.pk) in above:
        over = above[str(task.pk)]
        task.order = make_room(plan, 1 if over is None else places[over] + 1 if over in places else task.order)
    else:
        task.order = places[task.pk]
    task.save()


def _hang(model: type[Model], images: list[dict[str, Any]], rows: list[int]) -> None:
    if model is TaskTwin:
        _link_again(list(_rows(images)))
        return
    which = Q(pk__in=[image["pk"] for image in images])
    if model is Doubt:
        which |= Q(task__in=rows, settled_at=None)
    elif model not in (RowAsRead, Proposal):  # of those, a step makes none
        which |= Q(task__in=rows)
    model.objects.filter(which).delete()
    model.objects.bulk_create(_rows(images))


def _link_again(twins: list[TaskTwin]) -> None:
    """Where the other row is still there."""
    here = set(Task.objects.filter(pk__in={pk for t in twins for pk in (t.first_id, t.second_id)}).values_list("pk"))
    still = [twin for twin in twins if {(twin.first_id,), (twin.second_id,)} <= here]
    TaskTwin.objects.bulk_create(still, ignore_conflicts=True)


def _rows(images: list[dict[str, Any]]) -> list[Any]:
    return [found.object for found in serializers.deserialize("python", images)]

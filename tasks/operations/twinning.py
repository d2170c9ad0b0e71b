"""Two tasks that are one work: what a unit does on the one is recorded on the other too, each in its own journal.

Both count as nhiệm vụ and as lượt giao of their own documents. Difficulties stay with the one they were told on.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.operations import record
from plans.models import Plan
from tasks import perms
from tasks.errors import TaskError
from tasks.models import Assignment, Evidence, Task, TaskTwin
from tasks.operations.locking import RELATED
from tasks.queries.twins import twins_of
from tasks.workflow import make_move
from units.models import User

SAME = ("kind", "sha256", "document_number", "url", "figure", "label")
COPIED = (*SAME, "file_name", "content_type", "size", "document_date", "figure_unit", "products", "signatures")


@transaction.atomic
def twin(*, task_id: int, other_id: int, actor: User, now: datetime) -> TaskTwin:
    """Raises PermissionDenied, TaskError: the focal unit of either links it with a task it may see."""
    task, other = _pair(task_id, other_id, actor)
    if task.plan_id == other.plan_id:
        raise TaskError("Chỉ liên kết được nhiệm vụ của hai văn bản khác nhau.")
    first, second = sorted((task, other), key=lambda one: one.pk)
    made, is_new = TaskTwin.objects.get_or_create(
        first=first, second=second, defaults={"author": actor, "created_at": now}
    )
    if is_new:
        record("tasks.twinned", ("task", task.pk), actor=actor, plan_id=task.plan_id, other=other.pk)
    return made


@transaction.atomic
def untwin(*, task_id: int, other_id: int, actor: User) -> bool:
    task, other = _pair(task_id, other_id, actor)
    first, second = sorted((task.pk, other.pk))
    gone, _ = TaskTwin.objects.filter(first=first, second=second).delete()
    if gone:
        record("tasks.untwinned", ("task", task.pk), actor=actor, plan_id=task.plan_id, other=other.pk)
    return bool(gone)


def lock_twins(assignment_id: int, actor: User) -> list[Assignment]:
    """The unit's open work on linked tasks, locked with the assignment in the order of their numbers."""
    found = Assignment.objects.only("task", "unit", "due_date").filter(pk=assignment_id)
    twins = [twin for assignment in found for twin in twins_of(assignment)]
    if not twins:
        return []
    ids = [assignment_id, *(one.pk for one in twins)]
    rows = Assignment.objects.select_related(*RELATED).select_for_update(of=("self",)).filter(pk__in=ids)
    locked = list(rows.order_by("pk"))
    return [
        one
        for one in locked
        if one.pk != assignment_id and one.state == Assignment.State.OPEN and perms.can_work(actor, one)
    ]


def prove_twins(evidence: Evidence, twins: list[Assignment], actor: User) -> None:
    for one in twins:
        _copy(evidence, one, actor)


def withdraw_from_twins(evidence: Evidence, twins: list[Assignment], actor: User, now: datetime) -> None:
    same = {name: getattr(evidence, name) for name in SAME}
    for one in twins:
        if one.evidences.filter(sealed_at=None, withdrawn_at=None, **same).update(withdrawn_at=now):
            _record("tasks.evidence_withdrawn", one, actor, evidence.assignment_id)


def send_twins(assignment: Assignment, twins: list[Assignment], actor: User, now: datetime) -> None:
    """With the proof that the sent one has; a twin that lacks something else stays with the unit."""
    for one in twins:
        held = set(one.evidences.filter(withdrawn_at=None, replaced_by=None).values_list(*SAME))
        for evidence in assignment.evidences.current():
            if tuple(getattr(evidence, name) for name in SAME) not in held:
                _copy(evidence, one, actor)
        one.acceptance_answers = one.acceptance_answers or assignment.acceptance_answers
        try:
            with transaction.atomic():
                make_move(one, "send", actor=actor, now=now)
        except TaskError:
            continue


def _copy(evidence: Evidence, twin: Assignment, actor: User) -> None:
    """A row of its own; the bytes are the same file."""
    event = _record("tasks.evidence_added", twin, actor, evidence.assignment_id, kind=evidence.kind)
    same = {name: getattr(evidence, name) for name in COPIED}
    told = {"assignment": twin, "author": evidence.author, "event": event, "created_at": evidence.created_at}
    Evidence.objects.create(**told, **same, file=evidence.file.name)


def _record(verb: str, twin: Assignment, actor: User, of: int, **payload: object) -> object:
    return record(verb, ("assignment", twin.pk), actor=actor, plan_id=twin.plan_id, twin_of=of, **payload)


def _pair(task_id: int, other_id: int, actor: User) -> tuple[Task, Task]:
    found = Task.objects.select_related("plan").in_bulk([task_id, other_id])
    seen = set(Plan.objects.visible_to(actor).filter(tasks__in=found).values_list("pk", flat=True))
    if len(found) < 2 or any(task.plan_id not in seen for task in found.values()):
        raise PermissionDenied("task")
    if not any(perms.can_lead_plan(actor, task.plan) for task in found.values()):
        raise PermissionDenied("plan")
    return found[task_id], found[other_id]

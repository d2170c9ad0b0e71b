"""Take a draft for writing, and put it away."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intake.errors import DraftIsGone, RowIsGone
from journal.operations import record
from plans.models import Plan
from tasks.models import Task
from tasks.perms import can_lead_plan
from units.models import User

ROW_GONE = "Dòng này đã được người khác xóa hoặc gộp vào dòng khác; phần vừa sửa không được lưu."


def lock_draft(plan_id: int, actor: User) -> Plan:
    """The plan row, locked until the transaction ends. Raises PermissionDenied, DraftIsGone."""
    plan = Plan.objects.select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        raise DraftIsGone("Bản nháp này đã được xóa; phần vừa sửa không được lưu.")
    if not can_lead_plan(actor, plan):
        raise PermissionDenied("draft")
    if plan.state != Plan.State.DRAFT:
        raise DraftIsGone("Văn bản này đã được đưa vào theo dõi; phần vừa sửa không được lưu.", plan=plan)
    return plan


def lock_row(task_id: int, actor: User) -> Task:
    """A row of a draft as it is now, its plan locked. Raises what `lock_draft` does, and RowIsGone."""
    plan_id = Task.objects.filter(pk=task_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise RowIsGone(ROW_GONE)
    plan = lock_draft(plan_id, actor)
    task = plan.tasks.select_related("confirming_unit").filter(pk=task_id).first()
    if task is None:  # deleted, or merged into another, while we waited for the lock
        raise RowIsGone(ROW_GONE, plan=plan)
    task.plan = plan
    return task


@transaction.atomic
def discard(*, plan_id: int, actor: User) -> str:
    """Delete the draft with its rows and files; its title, for the message."""
    plan = lock_draft(plan_id, actor)
    files = [source.file for source in plan.source_files.all()]
    record("intake.discarded", ("plan", plan.pk), actor=actor, plan_id=plan.pk, tasks=plan.tasks.count())
    title = plan.title
    plan.delete()
    for file in files:
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))
    return title

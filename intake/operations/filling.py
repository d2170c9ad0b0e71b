"""One word for many rows: a product for those that name none; duties of the document taken in as tasks."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from intake.errors import IntakeError
from intake.models import Doubt, Proposal
from intake.operations.doubting import settle, to_look_at
from intake.operations.drafts import lock_draft
from intake.operations.entering import enter_rows
from intake.operations.steps import keep_step, picture
from journal.operations import record
from tasks.models import Task
from units.models import User
from units.names import Book


@transaction.atomic
def fill_products(*, plan_id: int, task_ids: Iterable[int], product: str, actor: User, now: datetime) -> int:
    """Of the rows, those that name no product get this one; how many."""
    plan = lock_draft(plan_id, actor)
    if not product.strip():
        raise IntakeError("Ghi sản phẩm/kết quả để điền cho các dòng thiếu.")
    lacking = list(plan.tasks.filter(pk__in=list(task_ids), product=""))
    if not lacking:
        raise IntakeError("Chọn ít nhất một dòng còn thiếu sản phẩm/kết quả.")
    before = picture({Task: lacking, Doubt: Doubt.objects.open().filter(task__in=lacking)})
    plan.tasks.filter(pk__in=[task.pk for task in lacking]).update(product=product.strip())
    settle(Doubt.objects.filter(task__in=lacking, field=Doubt.Field.PRODUCT), actor, now)
    event = record("intake.products_filled", ("plan", plan.pk), actor=actor, plan_id=plan.pk, rows=len(lacking))
    keep_step(event, f"điền sản phẩm/kết quả cho {len(lacking)} dòng", before=before)
    return len(lacking)


@transaction.atomic
def take_in(*, plan_id: int, proposal_ids: Iterable[int], actor: User, now: datetime) -> list[Task]:
    """Proposed duties become the last rows of the draft, each to be looked at. Once only."""
    plan = lock_draft(plan_id, actor)
    offered = list(plan.proposals.filter(pk__in=list(proposal_ids), task=None).order_by("order"))
    if not offered:
        raise IntakeError("Đánh dấu ít nhất một việc đề xuất chưa đưa vào bản nháp.")
    last = plan.tasks.aggregate(last=Max("order"))["last"] or 0
    tasks, doubts = enter_rows(
        plan,
        [proposal.row for proposal in offered],
        book=Book.load(timezone.localdate(now)),
        sections={(section.title,): section for section in plan.sections.all()},
        first=last + 1,
        taken=plan.tasks.values_list("code", flat=True),
    )
    for proposal, task in zip(offered, tasks, strict=True):
        proposal.task = task
    Proposal.objects.bulk_update(offered, ["task"])
    doubted = {doubt.task for doubt in doubts}
    doubts += [_taken(task) for task in tasks if task not in doubted]
    for doubt in doubts:
        doubt.plan = plan
    Doubt.objects.bulk_create(doubts)
    event = record("intake.proposals_taken", ("plan", plan.pk), actor=actor, plan_id=plan.pk, rows=len(tasks))
    keep_step(event, f"đưa {len(tasks)} việc đề xuất vào bản nháp", before={}, made=tasks)
    return tasks


def _taken(task: Task) -> Doubt:
    doubt = to_look_at(Doubt.Field.CONTENT, "Lấy từ phần Tổ chức thực hiện: xem lại đơn vị, thời hạn, sản phẩm.")
    doubt.task = task
    return doubt

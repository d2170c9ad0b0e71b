"""Make tasks, and turn them into assignments: publication of a draft, and one task by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from journal.operations import record
from notifications.operations import post
from plans.models import Party, Plan
from tasks import notices, perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Milestone, Span, Task, TaskParty, TaskQuerySet
from tasks.operations.bulk import reserve_ids, write
from tasks.queries.fanout import Fanout
from units.models import Unit, UnitGroup, User

BATCH = 1_000


@dataclass(frozen=True)
class PartySpec:
    part: str
    unit: Unit | None = None
    group: UnitGroup | None = None

    def row(self, task: Task, order: int) -> TaskParty:
        kind = TaskParty.Kind.UNIT if self.unit else TaskParty.Kind.GROUP
        phrase = (self.unit or self.group).name
        return TaskParty(
            task=task, part=self.part, kind=kind, unit=self.unit, group=self.group, phrase=phrase, order=order
        )


@dataclass(frozen=True)
class Assigned:
    tasks: int
    assignments: int
    units: int


@transaction.atomic
def publish(*, plan_id: int, actor: User, now: datetime) -> Assigned:
    """Put a draft under tracking: number and date there, every lead known; groups fan out; units are told.

    Raises PermissionDenied, TaskConflict (already published), TaskError naming what is missing.
    """
    plan = lock_plan(plan_id, actor)
    if plan.state != Plan.State.DRAFT:
        raise TaskConflict("Văn bản này đã được đưa vào theo dõi.")
    if plan.amends_id:
        raise TaskError(f"Đây là bản sửa đổi của {plan.amends.reference}: so sánh rồi áp dụng vào văn bản đó.")
    if problems := missing(plan):
        raise TaskError("Chưa đưa vào theo dõi được: " + "; ".join(problems) + ". Bản nháp vẫn được giữ.")
    plan.state, plan.published_at = Plan.State.IN_FORCE, now
    plan.save(update_fields=["state", "published_at"])
    fanout = Fanout(plan, timezone.localdate(now))
    tasks = fanout.tasks()
    assigned = assign(fanout, tasks, now, dedupe=f"published-{now.isoformat()}")
    record(
        "plans.published",
        ("plan", plan.pk),
        actor=actor,
        plan_id=plan.pk,
        tasks=assigned.tasks,
        assignments=assigned.assignments,
        units=assigned.units,
    )
    return assigned


def missing(plan: Plan) -> list[str]:
    """What keeps a draft from being published, in words; empty when nothing does."""
    problems = []
    if not plan.number:
        problems.append("văn bản chưa có số")
    if not plan.issued_date:
        problems.append("văn bản chưa có ngày ban hành")
    if not plan.tasks.filter(held=False).exists():
        problems.append("chưa có nhiệm vụ nào để giao")
    return problems + [words for what, tasks in lacking(plan) for words in _named(tasks, what)]


def lacking(plan: Plan) -> list[tuple[str, TaskQuerySet]]:
    """(what, the tasks that lack it): each keeps the draft from being published."""
    tasks = plan.tasks.filter(held=False)
    return [
        ("chưa rõ đơn vị chủ trì", tasks.filter(parties__part="lead", parties__kind="unknown").distinct()),
        ("chưa có đơn vị chủ trì", tasks.exclude(parties__part="lead")),
        ("mất nội dung", tasks.filter(content="")),
    ]


def _named(tasks: TaskQuerySet, what: str) -> list[str]:
    codes = list(tasks.order_by("order").values_list("code", flat=True)[:4])
    more = " …" if len(codes) == 4 else ""
    return [f"nhiệm vụ {', '.join(codes[:3])}{more} {what}"] if codes else []


@transaction.atomic
def assign_by_hand(
    *,
    plan_id: int,
    actor: User,
    now: datetime,
    content: str,
    leads: Iterable[PartySpec],
    partners: Iterable[PartySpec] = (),
    due_date: date | None,
    **more: Any,
) -> tuple[Task, Assigned]:
    """One more task on a plan that is in force. `more`: fields of Task (product, quantity_target, …)."""
    plan = lock_plan(plan_id, actor)
    if plan.state != Plan.State.IN_FORCE:
        raise TaskError("Chỉ giao thêm nhiệm vụ vào văn bản đang theo dõi. Đưa văn bản vào theo dõi trước.")
    task = create_task(plan=plan, content=content, leads=leads, partners=partners, due_date=due_date, **more)
    fanout = Fanout(plan, timezone.localdate(now))
    assigned = assign(fanout, fanout.tasks(only=[task.pk]), now, dedupe=f"task-{task.pk}")
    if not assigned.assignments:
        raise TaskError("Chưa giao được: chọn ít nhất một đơn vị chủ trì.")
    record("tasks.assigned", ("task", task.pk), actor=actor, plan_id=plan.pk, assignments=assigned.assignments)
    return task, assigned


def create_task(
    *,
    plan: Plan,
    content: str,
    leads: Iterable[PartySpec],
    partners: Iterable[PartySpec] = (),
    due_date: date | None = None,
    code: str = "",
    **more: Any,
) -> Task:
    """A task with one milestone; without a date it stands as "không nêu ngày" until the lead registers one."""
    last = plan.tasks.aggregate(last=Max("order"))["last"] or 0
    task = Task.objects.create(plan=plan, content=content, order=last + 1, code=code or _free_code(plan), **more)
    specs = [*leads, *partners]
    TaskParty.objects.bulk_create(spec.row(task, order) for order, spec in enumerate(specs))
    kind = Milestone.Kind.DATE if due_date else Milestone.Kind.NONE
    Milestone.objects.create(task=task, kind=kind, due_date=due_date)
    return task


def _free_code(plan: Plan) -> str:
    """GT.1, GT.2 …: tasks given by hand ("giao thêm") beside the codes of the document."""
    taken = set(plan.tasks.filter(code__startswith="GT.").values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"GT.{n}") not in taken)


def lock_plan(plan_id: int, actor: User) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not perms.can_lead_plan(actor, plan):
        raise PermissionDenied("plan")
    return plan


def assign(fanout: Fanout, tasks: list[Task], now: datetime, *, dedupe: str) -> Assigned:
    Milestone.objects.bulk_update(fanout.settle_dates(tasks), ["due_date"])
    return give(fanout, tasks, fanout.assignments(tasks), now, dedupe=dedupe)


def give(fanout: Fanout, tasks: list[Task], rows: list[dict[str, Any]], now: datetime, *, dedupe: str) -> Assigned:
    """Write `rows`, made by `Fanout.assignments`, with their spans; their units see the plan and are told."""
    ids = reserve_ids(Assignment, len(rows))
    write(Assignment, ({"id": pk} | row for pk, row in zip(ids, rows, strict=True)))
    write(Span, (_first_span(pk, row, now) for pk, row in zip(ids, rows, strict=True)))
    Party.objects.bulk_create(fanout.parties(tasks), ignore_conflicts=True, batch_size=BATCH)
    post(notices.assigned(fanout.plan, rows, dedupe, today=timezone.localdate(now)))
    return Assigned(tasks=len(tasks), assignments=len(rows), units=len({row["unit_id"] for row in rows}))


def _first_span(pk: int, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {"assignment_id": pk, "state": Assignment.State.OPEN, "due_date": row["due_date"], "from_at": now}

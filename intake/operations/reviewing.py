"""What the officer changes in a draft: the document's facts, a task, a doubt that was looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.errors import IntakeError
from intake.models import Doubt
from intake.operations.deadlines import milestones_of
from intake.operations.doubting import content_missing, missing_in_document
from intake.operations.drafts import lock_draft
from intake.operations.heading import refuse_second_import
from intake.operations.parties import Cell, confirming_unit_id, lead_cell, partner_cell
from journal.operations import record
from plans.models import Plan
from plans.reading.deadlines import read_deadline
from tasks.models import Milestone, Task, TaskParty
from units.models import Unit, User
from units.names import Book

DATED = {Milestone.Kind.DATE, Milestone.Kind.MONTH, Milestone.Kind.QUARTER, Milestone.Kind.YEAR}


@dataclass(frozen=True)
class Due:
    """What the officer says of one milestone."""

    milestone_id: int
    kind: str
    due_date: date | None


@transaction.atomic
def revise_document(*, plan_id: int, actor: User, now: datetime, **facts: Any) -> Plan:
    """`facts`: fields of Plan. Tasks whose confirming unit followed from the rule follow it again."""
    plan = lock_draft(plan_id, actor)
    before = (plan.focal_unit_id, plan.oversight_unit_id)
    changed = sorted(name for name, value in facts.items() if getattr(plan, name) != value)
    for name in changed:
        setattr(plan, name, facts[name])
    if plan.oversight_unit_id == plan.focal_unit_id:
        raise IntakeError("Đơn vị giám sát phải khác cơ quan đầu mối.")
    refuse_second_import(plan)
    plan.save()
    if before != (plan.focal_unit_id, plan.oversight_unit_id):
        _confirm_by_rule_again(plan, set(before))
    _settle(plan.doubts.filter(task=None), actor, now)
    _add(plan, None, missing_in_document(plan))
    record("intake.document_revised", ("plan", plan.pk), actor=actor, plan_id=plan.pk, fields=changed)
    return plan


@transaction.atomic
def revise_task(
    *,
    task_id: int,
    actor: User,
    now: datetime,
    leads: Iterable[str],
    partners: Iterable[str],
    dues: Iterable[Due],
    confirming_unit: Unit | None,
    **facts: Any,
) -> Task:
    """`leads`, `partners`: names as typed; `facts`: fields of Task. What was doubtful counts as looked at, save
    what is still missing."""
    task = Task.objects.get(pk=task_id)
    plan = lock_draft(task.plan_id, actor)
    task.plan = plan
    reworded = facts["deadline_text"] != task.deadline_text
    for name, value in facts.items():
        setattr(task, name, value)
    cells = _name_parties(task, leads, partners, now)
    task.confirming_unit_id = _confirming(task, cells[0], confirming_unit)
    task.save()
    _set_dues(task, list(dues), reworded, now)
    _settle(task.doubts.all(), actor, now)
    if not task.held:
        doubts = content_missing(task) + [d for d in cells[0].doubts if d.level == Doubt.Level.MISSING]
        _add(plan, task, doubts)
    record("intake.task_revised", ("task", task.pk), actor=actor, plan_id=plan.pk, held=task.held)
    return task


@transaction.atomic
def settle_doubt(*, doubt_id: int, actor: User, now: datetime) -> Doubt:
    """ "Đã xem". What is missing is not settled by looking at it."""
    doubt = Doubt.objects.get(pk=doubt_id)
    lock_draft(doubt.plan_id, actor)
    if doubt.level == Doubt.Level.MISSING:
        raise IntakeError("Mục thiếu phải được điền, hoặc đánh dấu “Chưa rõ nội dung” để giữ lại, chưa giao.")
    _settle(Doubt.objects.filter(pk=doubt.pk), actor, now)
    record("intake.doubt_settled", ("plan", doubt.plan_id), actor=actor, plan_id=doubt.plan_id, doubt=doubt.pk)
    return doubt


def _name_parties(task: Task, leads: Iterable[str], partners: Iterable[str], now: datetime) -> tuple[Cell, Cell]:
    """Written anew from the names; the part of the work that went with a name stays with it."""
    book = Book.load(timezone.localdate(now))
    scopes = dict(task.parties.filter(part=TaskParty.Part.LEAD).values_list("phrase", "scope"))
    lead = lead_cell(book, leads, scopes)
    partner = partner_cell(book, partners, lead.unit_ids)
    task.parties.all().delete()
    for party in (rows := lead.parties + partner.parties):
        party.task = task
    TaskParty.objects.bulk_create(rows)
    return lead, partner


def _confirming(task: Task, lead: Cell, chosen: Unit | None) -> int | None:
    """A choice of the officer's holds; a value that came from the rule follows the leads."""
    if chosen is None or chosen.pk == task.confirming_unit_id:
        by_rule = confirming_unit_id(task.plan, lead.unit_ids)
        kept = (
            chosen.pk if chosen and chosen.pk not in {task.plan.focal_unit_id, task.plan.oversight_unit_id} else None
        )
        return kept if kept and kept not in lead.unit_ids else by_rule
    if chosen.pk in lead.unit_ids:
        raise IntakeError(f"{chosen.name} đang chủ trì nên không tự xác nhận; chọn đơn vị khác hoặc để trống.")
    return chosen.pk


def _set_dues(task: Task, dues: list[Due], reworded: bool, now: datetime) -> None:
    """Dates as the officer set them; with new words and untouched dates, what the words say."""
    milestones = {milestone.pk: milestone for milestone in task.milestones.all()}
    touched = [due for due in dues if due.milestone_id in milestones and _differs(milestones[due.milestone_id], due)]
    if reworded and not touched:
        year = (task.plan.issued_date or timezone.localdate(now)).year
        read = read_deadline(task.deadline_text, issued_on=task.plan.issued_date, year=year)
        task.milestones.all().delete()
        Milestone.objects.bulk_create(milestones_of(task, read))
        return
    for due in touched:
        milestone = milestones[due.milestone_id]
        milestone.kind, milestone.due_date, milestone.before = _kind(due), due.due_date, False
        milestone.save(update_fields=["kind", "due_date", "before"])


def _differs(milestone: Milestone, due: Due) -> bool:
    return (milestone.kind, milestone.due_date) != (due.kind, due.due_date)


def _kind(due: Due) -> str:
    """A day that somebody wrote is a date, whatever the words of the document are."""
    undated = due.kind not in DATED and due.kind != Milestone.Kind.DONE
    return Milestone.Kind.DATE if due.due_date and undated else due.kind


def _confirm_by_rule_again(plan: Plan, by_rule: set[int | None]) -> None:
    tasks = list(plan.tasks.prefetch_related("parties"))
    for task in tasks:
        if task.confirming_unit_id in by_rule | {None}:
            leads = {p.unit_id for p in task.parties.all() if p.unit_id and p.part == TaskParty.Part.LEAD}
            task.confirming_unit_id = confirming_unit_id(plan, leads)
    Task.objects.bulk_update(tasks, ["confirming_unit"])


def _settle(doubts: Any, actor: User, now: datetime) -> None:
    doubts.open().update(settled_at=now, settled_by=actor)


def _add(plan: Plan, task: Task | None, doubts: list[Doubt]) -> None:
    for doubt in doubts:
        doubt.plan, doubt.task = plan, task
    Doubt.objects.bulk_create(doubts)

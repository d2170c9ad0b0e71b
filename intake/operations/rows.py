"""Rows of a draft: one more, one less, two into one, one into several, up and down. Each is one event."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from intake.errors import IntakeError
from intake.models import Doubt
from intake.operations.doubting import add_doubts, content_missing, no_lead, settle
from intake.operations.drafts import lock_draft, lock_row
from intake.operations.entering import free_codes
from intake.operations.naming import follow_leads
from intake.operations.places import beside, make_room, swap
from intake.operations.steps import keep_step, picture, whole
from intake.queries.splitting import pieces_of
from journal.operations import record
from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty
from units.models import User

JOINED = ("content", "product", "expected_result", "lead_text", "partner_text", "deadline_text")
LINES = ("acceptance", "requirements")
COPIED = (*JOINED, *LINES, "approval_level", "starred", "held", "quantity_target", "quantity_unit", "place")


@transaction.atomic
def add_row(*, plan_id: int, after_id: int | None, actor: User) -> Task:
    """An empty row after another, or at the end; what it lacks is doubtful at once."""
    plan = lock_draft(plan_id, actor)
    before = plan.tasks.filter(pk=after_id).first() or plan.tasks.order_by("-order").first()
    task = _insert(plan, before, code=before.code if before else "1", section=before.section if before else None)
    Milestone.objects.create(task=task, kind=Milestone.Kind.NONE)
    follow_leads(plan, task)
    add_doubts(plan, task, [*content_missing(task), no_lead()])
    event = record("intake.row_added", ("task", task.pk), actor=actor, plan_id=plan.pk)
    keep_step(event, f"thêm dòng {task.code}", before={}, made=[task])
    return task


@transaction.atomic
def delete_row(*, task_id: int, actor: User) -> Task | None:
    """The row that now stands in its place, if any."""
    task = lock_row(task_id, actor)
    event = record("intake.row_deleted", ("task", task.pk), actor=actor, plan_id=task.plan_id)
    keep_step(event, f"xóa dòng {task.code}", before=whole([task]), above={task.pk: beside(task, up=True)})
    rows = task.plan.tasks.exclude(pk=task.pk)
    following = rows.filter(order__gt=task.order).order_by("order").first() or rows.order_by("-order").first()
    task.delete()
    return following


@transaction.atomic
def move_row(*, task_id: int, up: bool, actor: User) -> Task:
    """Change places with the row above or below; past a heading, the row goes under that heading."""
    task = lock_row(task_id, actor)
    other = beside(task, up=up)
    if other is None:
        raise IntakeError("Dòng này đã ở " + ("đầu" if up else "cuối") + " văn bản.")
    before, above = picture({Task: [task]}), {task.pk: beside(task, up=True)}
    swap(task, other)
    task.section_id = other.section_id
    task.save(update_fields=["section"])
    event = record("intake.row_moved", ("task", task.pk), actor=actor, plan_id=task.plan_id, up=up)
    keep_step(event, f"chuyển dòng {task.code} {'lên' if up else 'xuống'}", before=before, above=above)
    return task


@transaction.atomic
def merge_row(*, task_id: int, actor: User, now: datetime) -> Task:
    """The next row goes into this one: words joined, units and dates of both, each once."""
    task = lock_row(task_id, actor)
    other = beside(task, up=False)
    if other is None:
        raise IntakeError("Không có dòng sau để gộp vào dòng này.")
    before, above = whole([task, other]), {other.pk: task}
    for name in JOINED:
        setattr(task, name, _join(name, getattr(task, name), getattr(other, name)))
    for name in LINES:
        setattr(task, name, list(dict.fromkeys([*getattr(task, name), *getattr(other, name)])))
    task.starred, task.held = task.starred or other.starred, task.held and other.held
    if not task.quantity_target:
        task.quantity_target, task.quantity_unit = other.quantity_target, other.quantity_unit
    task.save()
    _take_parties(task, other)
    _take_milestones(task, other)
    _take_doubts(task, other)
    other.delete()
    follow_leads(task.plan, task)
    _settle_filled(task, actor, now)
    event = record("intake.rows_merged", ("task", task.pk), actor=actor, plan_id=task.plan_id, merged=other.code)
    keep_step(event, f"gộp dòng {other.code} vào dòng {task.code}", before=before, above=above)
    return task


@transaction.atomic
def split_row(*, task_id: int, actor: User) -> list[Task]:
    """One row for each line or item of its content; units, dates, product and open doubts stand in each."""
    task = lock_row(task_id, actor)
    pieces = pieces_of(task.content)
    if not pieces:
        raise IntakeError("Chưa thấy chỗ tách: xuống dòng trong ô Nội dung tại chỗ cần tách, lưu rồi tách.")
    before = whole([task])
    task.content = pieces[0]
    task.save(update_fields=["content"])
    made = [task]
    for piece in pieces[1:]:
        made.append(_copy(task, made[-1], piece))
    event = record("intake.row_split", ("task", task.pk), actor=actor, plan_id=task.plan_id, rows=len(made))
    keep_step(event, f"tách dòng {task.code} thành {len(made)} dòng", before=before, made=made[1:])
    return made


def _insert(plan: Plan, before: Task | None, *, code: str, **facts: object) -> Task:
    taken = plan.tasks.values_list("code", flat=True)
    place = make_room(plan, before.order + 1 if before else 1)
    return Task.objects.create(plan=plan, order=place, code=free_codes([code], taken)[0], **facts)


def _copy(task: Task, before: Task, content: str) -> Task:
    facts = {name: getattr(task, name) for name in (*COPIED, "section", "confirming_unit")} | {"content": content}
    made = _insert(task.plan, before, code=task.code, **facts)
    for rows in (TaskParty.objects.filter(task=task), Milestone.objects.filter(task=task)):
        copies = list(rows.order_by("order", "pk"))
        for copied in copies:
            copied.pk, copied.task = None, made
        rows.model.objects.bulk_create(copies)
    said = task.doubts.open().exclude(field=Doubt.Field.CODE).order_by("pk")
    add_doubts(task.plan, made, [Doubt(field=one.field, level=one.level, text=one.text) for one in said])
    return made


def _join(name: str, one: str, other: str) -> str:
    parts = list(dict.fromkeys(text.strip() for text in (one, other) if text.strip()))
    return ("; " if name.endswith("_text") else "\n").join(parts)


def _take_parties(task: Task, other: Task) -> None:
    """Not who is there already, and no helper that leads."""
    for party in other.parties.order_by("part", "order", "pk"):
        same = task.parties.filter(part=party.part)
        known = same.filter(unit=party.unit_id) if party.unit_id else same.filter(phrase=party.phrase)
        leading = party.unit_id and task.parties.filter(part=TaskParty.Part.LEAD, unit=party.unit_id)
        if not known.exists() and not (leading and leading.exists()):
            if party.part == TaskParty.Part.LEAD and party.unit_id:
                task.parties.filter(part=TaskParty.Part.PARTNER, unit=party.unit_id).delete()
            party.task, party.order = task, same.count()
            party.save(update_fields=["task", "order"])


def _take_milestones(task: Task, other: Task) -> None:
    own = {(m.kind, m.due_date, m.label) for m in task.milestones.all()}
    last = task.milestones.aggregate(last=Max("order"))["last"] or 0
    for milestone in other.milestones.order_by("order"):
        if (milestone.kind, milestone.due_date, milestone.label) not in own and milestone.kind != Milestone.Kind.NONE:
            last += 1
            milestone.task, milestone.order = task, last
            milestone.save(update_fields=["task", "order"])
    if task.milestones.exclude(kind=Milestone.Kind.NONE).exists():
        task.milestones.filter(kind=Milestone.Kind.NONE).delete()


def _take_doubts(task: Task, other: Task) -> None:
    """What is said of both is asked once."""
    said = set(task.doubts.open().values_list("field", "text"))
    again = [doubt.pk for doubt in other.doubts.open() if (doubt.field, doubt.text) in said]
    other.doubts.exclude(pk__in=again).update(task=task)


def _settle_filled(task: Task, actor: User, now: datetime) -> None:
    """What one of the two lacked and the other had is missing no more."""
    missing = task.doubts.missing()
    if task.content:
        settle(missing.filter(field=Doubt.Field.CONTENT), actor, now)
    leads = task.parties.filter(part=TaskParty.Part.LEAD)
    if leads.exists() and not leads.filter(kind=TaskParty.Kind.UNKNOWN).exists():
        settle(missing.filter(field=Doubt.Field.LEADS), actor, now)

"""What the officer changes in a draft as a whole: the document's facts, a doubt that was looked at, a heading."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from intake.errors import IntakeError
from intake.models import Doubt
from intake.operations.doubting import add_doubts, missing_in_document, settle
from intake.operations.drafts import lock_draft
from intake.operations.heading import save_once
from intake.operations.parties import confirming_unit_id
from intake.operations.staleness import refuse_stale
from intake.operations.steps import keep_step, picture
from journal.operations import record
from plans.models import Plan, Section
from tasks.models import Task, TaskParty
from units.models import User


@transaction.atomic
def revise_document(*, plan_id: int, actor: User, now: datetime, seen: str | None = None, **facts: Any) -> Plan:
    """`facts`: fields of Plan. Tasks whose confirming unit followed from the rule follow it again. `seen`: as of
    `revise_indicator`."""
    plan = lock_draft(plan_id, actor)
    refuse_stale(plan, seen, plan=plan, actor=actor, verb="intake.document_revised")
    before = (plan.focal_unit_id, plan.oversight_unit_id)
    changed = sorted(name for name, value in facts.items() if getattr(plan, name) != value)
    for name in changed:
        setattr(plan, name, facts[name])
    if plan.oversight_unit_id == plan.focal_unit_id:
        raise IntakeError("Đơn vị giám sát phải khác cơ quan đầu mối.")
    _check(plan, changed)
    save_once(plan)
    if before != (plan.focal_unit_id, plan.oversight_unit_id):
        _confirm_by_rule_again(plan, set(before))
        plan.steps.all().delete()  # they would put back who confirms by the old rule
    plan.steps.filter(rows=[]).delete()  # "Đã xem" on doubts of the document: all are settled here
    settle(plan.doubts.filter(task=None), actor, now)
    add_doubts(plan, None, missing_in_document(plan))
    record("intake.document_revised", ("plan", plan.pk), actor=actor, plan_id=plan.pk, fields=changed)
    return plan


@transaction.atomic
def settle_doubt(*, doubt_id: int, actor: User, now: datetime) -> Doubt:
    """ "Đã xem". What is missing is not settled by looking at it; what somebody settled meanwhile stays theirs."""
    found = Doubt.objects.get(pk=doubt_id)
    lock_draft(found.plan_id, actor)
    doubt = Doubt.objects.open().select_related("task").filter(pk=doubt_id).first()
    if doubt is None:
        return found
    if doubt.level == Doubt.Level.MISSING:
        raise IntakeError("Mục thiếu phải được điền, hoặc đánh dấu “Chưa rõ nội dung” để giữ lại, chưa giao.")
    task, plan_id = doubt.task, doubt.plan_id
    said = task.doubts.open() if task else [doubt]
    before = picture({Task: [task] if task else [], Doubt: said})
    settle(Doubt.objects.filter(pk=doubt.pk), actor, now)
    event = record("intake.doubt_settled", ("plan", plan_id), actor=actor, plan_id=plan_id, doubt=doubt.pk)
    where = f", dòng {task.code}" if task else ""
    keep_step(event, f"đánh dấu đã xem {doubt.get_field_display().lower()}{where}", before=before)
    return doubt


@transaction.atomic
def revise_section(
    *, plan_id: int, section_id: int, actor: User, title: str, target_text: str, seen: str | None = None
) -> Section:
    plan = lock_draft(plan_id, actor)
    section = plan.sections.filter(pk=section_id).first()
    if section is None or not title.strip():
        raise IntakeError("Ghi tiêu đề của mục, như trong văn bản.")
    refuse_stale(section, seen, plan=plan, actor=actor, verb="intake.section_revised")
    section.title, section.target_text = title.strip(), target_text.strip()
    section.save(update_fields=["title", "target_text"])
    record("intake.section_revised", ("plan", plan.pk), actor=actor, plan_id=plan.pk, row=section.pk)
    return section


def _check(plan: Plan, changed: list[str]) -> None:
    """In words, before the database does it with an error."""
    try:
        plan.clean_fields(exclude=[field.name for field in plan._meta.fields if field.name not in changed])
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        label = str(plan._meta.get_field(name).verbose_name)
        raise IntakeError(f"{label[0].upper()}{label[1:]}: {sentences[0]}", code=f"bad_{name}") from None


def _confirm_by_rule_again(plan: Plan, by_rule: set[int | None]) -> None:
    tasks = list(plan.tasks.prefetch_related("parties"))
    for task in tasks:
        if task.confirming_unit_id in by_rule | {None}:
            leads = {p.unit_id for p in task.parties.all() if p.unit_id and p.part == TaskParty.Part.LEAD}
            task.confirming_unit_id = confirming_unit_id(plan, leads)
    Task.objects.bulk_update(tasks, ["confirming_unit"])

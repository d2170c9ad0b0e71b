"""What the officer changes in one row of a draft: all of its cells at once, or one that saves itself."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from intake.errors import IntakeError, RowChanged
from intake.models import Doubt
from intake.operations.doubting import add_doubts, content_missing, settle
from intake.operations.drafts import lock_row
from intake.operations.dues import read_again, set_dues
from intake.operations.naming import follow_leads, name_parties, phrases
from intake.operations.staleness import who_changed
from intake.operations.steps import called, keep_step, only_cell, picture
from intake.queries.typed import stamps
from journal.models import Event
from journal.operations import record
from tasks.models import Milestone, Task, TaskParty
from units.models import Unit, User

Field = Doubt.Field
DOUBTED = {"deadline_text": Field.DEADLINE, "dues": Field.DEADLINE, "parts": Field.LEADS}


@transaction.atomic
def revise_task(
    *,
    task_id: int,
    actor: User,
    now: datetime,
    seen: Mapping[str, tuple[str, str]] | None = None,
    looked_at: bool = True,
    **cells: Any,
) -> Task:
    """Write the given cells: fields of Task, and `leads`, `partners` (names as typed), `parts` ({party: (part of the
    work, name units by)}), `dues` (of Due), `confirming_unit`.

    `seen`: {cell: (its stamp when the person opened it, the stamp of what they send)}; a cell that somebody else has
    changed to something else meanwhile raises RowChanged, and nothing is written. `looked_at`: the person has looked
    at the whole row, so its doubts are settled; otherwise only those of the given cells. What is missing stays.
    """
    task = lock_row(task_id, actor)
    _refuse_stale(task, seen or {}, actor)
    what, cell, touched = called(cells, task.code), only_cell(cells), sorted(cells)
    reworded = "deadline_text" in cells and cells["deadline_text"] != task.deadline_text
    named = bool({"leads", "partners"} & set(cells)) or (task.held and not cells.get("held", True))
    was = _hanging(task, parties=named or "parts" in cells, milestones=reworded or "dues" in cells)
    before = picture({Task: [task]} | was)
    leads, partners = cells.pop("leads", None), cells.pop("partners", None)
    dues, parts = cells.pop("dues", []), cells.pop("parts", {})
    chosen = cells.pop("confirming_unit", task.confirming_unit)
    for name, value in cells.items():
        setattr(task, name, value)
    _divide(was.get(TaskParty, []), parts)
    doubts = _name(task, was[TaskParty], leads, partners, now) if named else None
    if "confirming_unit" in touched or leads is not None:
        _set_confirming(task, chosen)
    task.save(update_fields=[*cells, "confirming_unit"])
    if Milestone in was:
        set_dues(task, was[Milestone], list(dues), read_again(task, now) if reworded else None)
    settled = _settle(task, was[Doubt], touched, doubts, actor, now, looked_at=looked_at)
    told = {"held": task.held, "cells": touched}
    event = record("intake.task_revised", ("task", task.pk), actor=actor, plan_id=task.plan_id, **told)
    if touched or settled:
        keep_step(event, what, before=before, cell=cell)
    return task


def _hanging(task: Task, *, parties: bool, milestones: bool) -> dict[type[Model], list[Any]]:
    """What hangs on the row before it changes, of the kinds that will."""
    asked = ((TaskParty, task.parties, parties), (Milestone, task.milestones, milestones))
    return {model: list(rows.all()) for model, rows, wanted in asked if wanted} | {Doubt: list(task.doubts.open())}


def _refuse_stale(task: Task, seen: Mapping[str, tuple[str, str]], actor: User) -> None:
    current = stamps(task, seen) if seen else {}
    stale = [cell for cell, (opened, sent) in seen.items() if current.get(cell, opened) not in {opened, sent}]
    if stale:
        said = who_changed(Event.objects.about("task", task.pk), actor, "dòng này")
        raise RowChanged(f"{said}; phần bạn gõ chưa được ghi và vẫn ở đây.", cells=stale, plan=task.plan)


def _divide(parties: list[TaskParty], parts: dict[int, tuple[str, date | None]]) -> None:
    for party in parties:
        if party.pk in parts and party.part == TaskParty.Part.LEAD:
            party.scope, party.name_by_date = parts[party.pk]
            party.save(update_fields=["scope", "name_by_date"])


def _name(
    task: Task, parties: list[TaskParty], leads: list[str] | None, partners: list[str] | None, now: datetime
) -> list[Doubt]:
    lead = name_parties(
        task,
        parties,
        phrases(parties, TaskParty.Part.LEAD) if leads is None else list(leads),
        phrases(parties, TaskParty.Part.PARTNER) if partners is None else list(partners),
        now,
    )
    return [doubt for doubt in lead.doubts if doubt.level == Doubt.Level.MISSING]


def _set_confirming(task: Task, chosen: Unit | None) -> None:
    """A choice of the officer's holds; a value that came from the rule follows the leads."""
    own = set(task.parties.filter(part=TaskParty.Part.LEAD, unit__isnull=False).values_list("unit_id", flat=True))
    if chosen is not None and chosen.pk != task.confirming_unit_id and chosen.pk in own:
        raise IntakeError(f"{chosen.name} đang chủ trì nên không tự xác nhận; chọn đơn vị khác hoặc để trống.")
    task.confirming_unit_id = chosen.pk if chosen else None
    follow_leads(task.plan, task)


def _settle(
    task: Task,
    said: list[Doubt],
    touched: list[str],
    leads: list[Doubt] | None,
    actor: User,
    now: datetime,
    *,
    looked_at: bool,
) -> list[Doubt]:
    """`said`: the open ones; `leads`: what is still missing of them, None where they were not read again. Those that
    are settled now."""
    cells = {DOUBTED.get(cell, cell) for cell in touched}
    whole = task.held or (looked_at and leads is not None)
    done = [doubt for doubt in said if whole or (_is_seen(doubt) if looked_at else doubt.field in cells)]
    if done:
        settle(task.doubts.filter(pk__in=[doubt.pk for doubt in done]), actor, now)
    if task.held:
        return done
    open_fields = {doubt.field for doubt in said if doubt not in done and doubt.level == Doubt.Level.MISSING}
    again = [doubt for doubt in content_missing(task) + (leads or []) if doubt.field not in open_fields]
    add_doubts(task.plan, task, again)
    return done


def _is_seen(doubt: Doubt) -> bool:
    """A lead that is missing is not found by looking."""
    return (doubt.field, doubt.level) != (Field.LEADS, Doubt.Level.MISSING)

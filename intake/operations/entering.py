"""Rows as the reader saw them become tasks of a draft, with parties, milestones and doubts."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from intake.models import Doubt
from intake.operations.deadlines import counts_from_issue, deadline_doubts, milestones_of
from intake.operations.doubting import content_missing, said_by_reader
from intake.operations.parties import Cell, confirming_unit_id, lead_cell, partner_cell
from plans.models import Plan, Section
from plans.reading.naming_days import name_by
from tasks.models import Milestone, Task, TaskParty
from units.names import Book

BATCH = 500
LONGEST_CODE = 50  # leaves room for the count of a repeated one


def enter_rows(
    plan: Plan,
    rows: list[dict[str, Any]],
    *,
    book: Book,
    sections: dict[tuple[str, ...], Section],
    first: int = 1,
    taken: Iterable[str] = (),
) -> tuple[list[Task], list[Doubt]]:
    """The saved tasks and their unsaved doubts. `first`: place of the first one; `taken`: codes the plan has."""
    codes = free_codes([row.get("id") or str(place) for place, row in enumerate(rows, first)], taken)
    cells = [_cells(book, row) for row in rows]
    tasks = [
        _task(plan, row, order, code, sections.get(tuple(row.get("section") or ())), leads)
        for order, (row, code, (leads, _)) in enumerate(zip(rows, codes, cells, strict=True), first)
    ]
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    parties, milestones, doubts = [], [], []
    for task, row, (leads, partners) in zip(tasks, rows, cells, strict=True):
        _set_naming_day(plan, row, leads)
        parties += _of(task, leads.parties + partners.parties)
        milestones += milestones_of(task, row.get("deadline"))
        doubts += _of(task, _doubts(task, row, leads, partners))
    TaskParty.objects.bulk_create(parties, batch_size=BATCH)
    Milestone.objects.bulk_create(milestones, batch_size=BATCH)
    return tasks, doubts


def free_codes(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Each unique within the plan: a repeated one gets a count."""
    used, seen, codes = set(taken), Counter(), []
    for code in (code[:LONGEST_CODE] for code in wanted):
        free = code
        while free in used:
            seen[code] += 1
            free = f"{code} ({seen[code] + 1})"
        used.add(free)
        codes.append(free)
    return codes


def _cells(book: Book, row: dict[str, Any]) -> tuple[Cell, Cell]:
    scopes = {scope["unit"]: scope["scope"] for scope in row.get("lead_scopes") or []}
    leads = lead_cell(book, row.get("leads") or [], scopes)
    return leads, partner_cell(book, row.get("partners") or [], leads.unit_ids)


def _set_naming_day(plan: Plan, row: dict[str, Any], leads: Cell) -> None:
    """Of a lead still to be chosen, where the document says by when."""
    for party in leads.parties:
        if party.kind == TaskParty.Kind.OPEN:
            said = (party.phrase, party.scope, row.get("lead_text") or "", row.get("content") or "")
            party.name_by_date = name_by(said, year=plan.issued_date.year if plan.issued_date else None)


def _task(plan: Plan, row: dict[str, Any], order: int, code: str, section: Section | None, leads: Cell) -> Task:
    return Task(
        plan=plan,
        section=section,
        order=order,
        code=code,
        content=row.get("content") or "",
        product=row.get("product") or "",
        expected_result=row.get("result") or "",
        acceptance=row.get("requirements") or [],
        requirements=row.get("requirements") or [],
        confirming_unit_id=confirming_unit_id(plan, leads.unit_ids),
        lead_text=row.get("lead_text") or "; ".join(row.get("leads") or []),
        partner_text=row.get("partner_text") or "; ".join(row.get("partners") or []),
        deadline_text=row.get("deadline_text") or "",
        place=(row.get("place") or {}) | ({"cells": row["cells"]} if row.get("cells") else {}),
    )


def _doubts(task: Task, row: dict[str, Any], leads: Cell, partners: Cell) -> list[Doubt]:
    own = content_missing(task) + leads.doubts + partners.doubts
    own += deadline_doubts(row.get("deadline"), task.deadline_text)
    said = row.get("doubts") or []
    if counts_from_issue(row.get("deadline")):  # dated as soon as the document is
        said = [doubt for doubt in said if doubt["field"] != Doubt.Field.DEADLINE]
    return own + said_by_reader(said, known=own)


def _of(task: Task, rows: list[Any]) -> list[Any]:
    for row in rows:
        row.task = task
    return rows

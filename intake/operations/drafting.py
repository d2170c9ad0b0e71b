"""From what was read to a draft: the plan with its sections, tasks, parties, milestones and doubts."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.errors import IntakeError
from intake.models import Doubt
from intake.operations.deadlines import counts_from_issue, deadline_doubts, milestones_of
from intake.operations.doubting import content_missing, said_by_reader
from intake.operations.heading import plan_from
from intake.operations.linking import propose_links
from intake.operations.parties import Cell, confirming_unit_id, lead_cell, partner_cell
from intake.operations.recognising import recognise
from intake.operations.sections import sections_of
from journal.operations import record
from kpi.operations import add_indicators
from plans.models import Plan, SourceFile
from reports.operations import add_duties
from tasks.models import Milestone, Task, TaskParty
from units.models import User
from units.names import Book

BATCH = 500


@transaction.atomic
def draft_from(
    *, reading: dict[str, Any], actor: User, source: SourceFile | None, now: datetime, amended: bool = True
) -> Plan:
    """The draft of a reading (shape: `plans.reading.read`). `source` is unsaved and becomes the plan's.

    `amended`: another content under a known number is taken as a version of that plan.
    Raises IntakeError: no task found, already imported, or the person works in no unit.
    """
    if not reading["tasks"]:
        raise IntakeError(
            "Không tìm thấy bảng hay danh sách nhiệm vụ nào trong tệp; nếu đây là báo cáo thì không cần nhập, "
            "nếu là văn bản giao việc hãy kiểm tra đúng tệp rồi tải lại.",
            code="no_task",
        )
    book = Book.load(timezone.localdate(now))
    name = source.name if source else ""
    plan, doubts = plan_from(reading, book=book, actor=actor, file_name=name, amended=amended)
    _keep_source(plan, source)
    doubts += _write_tasks(plan, reading, book)
    doubts += recognise(plan, actor, timezone.localdate(now))
    propose_links(plan, reading, actor)
    add_indicators(plan=plan, rows=reading.get("indicators") or [], book=book)
    add_duties(plan=plan, rows=reading.get("reporting") or [])
    for doubt in doubts:
        doubt.plan = plan
    Doubt.objects.bulk_create(doubts, batch_size=BATCH)
    record("intake.drafted", ("plan", plan.pk), actor=actor, plan_id=plan.pk, tasks=len(reading["tasks"]))
    return plan


def _keep_source(plan: Plan, source: SourceFile | None) -> None:
    if source is None:
        return
    source.plan = plan
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError:
        raise IntakeError("Tệp này vừa được nhập trong một lần tải lên khác.", code="already_imported") from None


def _write_tasks(plan: Plan, reading: dict[str, Any], book: Book) -> list[Doubt]:
    rows = reading["tasks"]
    sections = sections_of(plan, reading)
    codes = _codes(rows)
    cells = [_cells(book, row) for row in rows]
    tasks = [
        _task(plan, row, order, codes[order - 1], sections, leads)
        for order, (row, (leads, _)) in enumerate(zip(rows, cells, strict=True), 1)
    ]
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    parties, milestones, doubts = [], [], []
    for task, row, (leads, partners) in zip(tasks, rows, cells, strict=True):
        parties += _of(task, leads.parties + partners.parties)
        milestones += milestones_of(task, row.get("deadline"))
        doubts += _of(task, _doubts(task, row, leads, partners))
    TaskParty.objects.bulk_create(parties, batch_size=BATCH)
    Milestone.objects.bulk_create(milestones, batch_size=BATCH)
    return doubts


def _cells(book: Book, row: dict[str, Any]) -> tuple[Cell, Cell]:
    scopes = {scope["unit"]: scope["scope"] for scope in row.get("lead_scopes") or []}
    leads = lead_cell(book, row.get("leads") or [], scopes)
    return leads, partner_cell(book, row.get("partners") or [], leads.unit_ids)


def _task(plan: Plan, row: dict[str, Any], order: int, code: str, sections: dict, leads: Cell) -> Task:
    return Task(
        plan=plan,
        section=sections.get(tuple(row.get("section") or ())),
        order=order,
        code=code,
        content=row.get("content") or "",
        product=row.get("product") or "",
        expected_result=row.get("result") or "",
        acceptance=row.get("requirements") or [],
        confirming_unit_id=confirming_unit_id(plan, leads.unit_ids),
        lead_text=row.get("lead_text") or "; ".join(row.get("leads") or []),
        partner_text=row.get("partner_text") or "; ".join(row.get("partners") or []),
        deadline_text=row.get("deadline_text") or "",
    )


def _codes(rows: list[dict[str, Any]]) -> list[str]:
    """Unique within the plan: an empty one is the row's place, a repeated one gets a count."""
    seen: Counter[str] = Counter()
    codes = []
    for place, row in enumerate(rows, 1):
        code = (row.get("id") or str(place))[:50]
        seen[code] += 1
        codes.append(code if seen[code] == 1 else f"{code} ({seen[code]})")
    return codes


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

"""From what was read to a draft: the plan with its sections, tasks, parties, milestones and doubts."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.errors import IntakeError
from intake.models import Doubt, Proposal, RowAsRead
from intake.operations.entering import BATCH, enter_rows
from intake.operations.heading import plan_from
from intake.operations.linking import propose_links
from intake.operations.recognising import recognise
from intake.operations.sections import sections_of
from journal.operations import record
from kpi.operations import add_indicators
from plans.models import Plan, SourceFile
from reports.operations import add_duties
from tasks.models import Task
from units.models import User
from units.names import Book

READ = ("content", "product", "result", "leads", "partners", "deadline")


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
    _keep_source(plan, source, reading.get("source") or [])
    tasks, doubted = enter_rows(plan, reading["tasks"], book=book, sections=sections_of(plan, reading))
    doubts += doubted
    _keep_words(plan, tasks, reading["tasks"])
    propose_links(plan, reading, actor)
    add_indicators(plan=plan, rows=reading.get("indicators") or [], book=book)
    add_duties(plan=plan, rows=reading.get("reporting") or [])
    doubts += recognise(plan, actor, timezone.localdate(now))
    offered = reading.get("proposed_tasks") or []
    Proposal.objects.bulk_create(Proposal(plan=plan, order=n, row=row) for n, row in enumerate(offered, 1))
    for doubt in doubts:
        doubt.plan = plan
    Doubt.objects.bulk_create(doubts, batch_size=BATCH)
    record("intake.drafted", ("plan", plan.pk), actor=actor, plan_id=plan.pk, tasks=len(reading["tasks"]))
    return plan


def _keep_words(plan: Plan, tasks: list[Task], rows: list[dict[str, Any]]) -> None:
    """So that a later version tells what the document changed from what the review did."""
    kept = [{name: row.get(name) for name in READ} for row in rows]
    RowAsRead.objects.bulk_create(
        (RowAsRead(plan=plan, task=task, words=words) for task, words in zip(tasks, kept, strict=True)),
        batch_size=BATCH,
    )


def _keep_source(plan: Plan, source: SourceFile | None, picture: list[dict[str, Any]]) -> None:
    if source is None:
        return
    source.plan, source.picture = plan, picture
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError:
        raise IntakeError("Tệp này vừa được nhập trong một lần tải lên khác.", code="already_imported") from None

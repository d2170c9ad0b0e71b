"""Put a decision into effect: another date, another unit, or none. Inside the caller's transaction and permission.

Called by the decision of a change request, by an amended plan (which tells each unit once itself: `tell`), and where
units are reorganised.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from journal.models import Event
from journal.operations import record
from notifications.operations import post
from plans.models import Party, Plan
from tasks import notices
from tasks.errors import TaskConflict
from tasks.models import Assignment, Change, ChangeRequest, Continuation, DecisionPaper, Span
from tasks.operations.filing import describe, stored_name
from tasks.operations.locking import RELATED
from tasks.queries.fanout import confirmer
from tasks.workflow import iso, make_move, new_span, span
from units.models import Unit, User

CARRIED = (
    "plan", "task", "milestone", "occurrence", "scope", "is_ongoing", "original_due_date", "due_date",
    "supplement_due_date", "quantity_target", "quantity_done", "quantity_unit", "percent",
)  # fmt: skip


@dataclass(frozen=True)
class Decision:
    authority: str
    number: str
    date: date
    file: UploadedFile | None = None


def paper_of(plan: Plan, decision: Decision, *, actor: User, now: datetime) -> DecisionPaper:
    """One row per document of a plan, however many changes it makes; a file that comes later joins it."""
    named = {"authority": decision.authority, "number": decision.number, "date": decision.date}
    paper, _ = DecisionPaper.objects.get_or_create(plan=plan, **named, defaults={"author": actor, "created_at": now})
    if decision.file is not None and not paper.file:
        describe(paper, decision.file)
        paper.file.save(stored_name(paper), decision.file)
    return paper


def apply_deadline(
    *,
    assignments: Iterable[Assignment],
    due_date: date | None,
    decision: Decision,
    actor: User,
    now: datetime,
    request: ChangeRequest | None = None,
    tell: bool = True,
) -> list[Change]:
    """The decided date counts from now on; the first one stays. An assignment that has this date is left alone."""
    rows = [a for a in lock_all(assignments) if a.due_date != due_date]
    if gone := next((a for a in rows if a.state == Assignment.State.CANCELLED), None):
        raise TaskConflict(f"Việc {gone.task.code} của {gone.unit} đã dừng, không điều chỉnh thời hạn được nữa.")
    changes = [_deadline(row, due_date, decision, actor, now, request) for row in rows]
    return _tell(changes, now) if tell else changes


def _deadline(
    assignment: Assignment,
    due_date: date | None,
    decision: Decision,
    actor: User,
    now: datetime,
    request: ChangeRequest | None,
) -> Change:
    paper = paper_of(assignment.plan, decision, actor=actor, now=now)
    before, assignment.due_date = assignment.due_date, due_date
    assignment.save(update_fields=["due_date"])
    assignment.refresh_from_db(fields=["counted_due_date"])
    span(assignment, now)
    event = _record("tasks.deadline_changed", assignment, actor, paper, due=iso(due_date), before=iso(before))
    dates = {"due_before": before, "due_after": due_date}
    return _change(Change.Kind.DEADLINE, assignment, paper, event, actor, now, request, **dates)


def apply_lead(
    *,
    assignments: Iterable[Assignment],
    units: Sequence[Unit],
    decision: Decision,
    actor: User,
    now: datetime,
    request: ChangeRequest | None = None,
    cause: str = Continuation.Cause.LEAD,
) -> list[Change]:
    """The work ends with its unit, which keeps its history, and goes on with others: several where it is split.

    Where a new unit already has the same work, the two are joined.
    """
    kind = Change.Kind.LEAD if cause == Continuation.Cause.LEAD else Change.Kind.REORGANISED
    changes = []
    for assignment in lock_all(assignments):
        paper = paper_of(assignment.plan, decision, actor=actor, now=now)
        details = {"decision": paper.pk, "number": paper.number, "units": [unit.pk for unit in units]}
        event = make_move(assignment, "transfer", actor=actor, now=now, **details)
        for unit in units:
            after = _go_on(assignment, unit, paper, actor, now)
            Continuation.objects.create(before=assignment, after=after, cause=cause, created_at=now)
        changes.append(_change(kind, assignment, paper, event, actor, now, request))
    return _tell(changes, now)


def _go_on(before: Assignment, unit: Unit, paper: DecisionPaper, actor: User, now: datetime) -> Assignment:
    """The same duty with the new unit: a new row, its cancelled row of old come to life again, or the one it has."""
    same = {name: getattr(before, name) for name in ("task", "milestone", "occurrence", "scope")}
    after = Assignment.objects.select_for_update(of=("self",)).filter(**same, unit=unit).first()
    if after is None or after.state == Assignment.State.CANCELLED:
        pk = after.pk if after else None
        carried = {name: getattr(before, name) for name in CARRIED}
        confirming = confirmer(before.task, before.plan, unit.pk)
        after = Assignment(pk=pk, unit=unit, confirming_unit_id=confirming, **carried)
        after.save()
        Span.objects.filter(assignment=after, to_at=None).update(to_at=now)
        Span.objects.create(**new_span(after, now))
    Party.objects.get_or_create(plan=before.plan, unit=unit, part=Party.Part.LEAD)
    _record("tasks.taken_over", after, actor, paper, unit=before.unit_id)
    return after


def apply_drop(
    *,
    assignments: Iterable[Assignment],
    decision: Decision,
    actor: User,
    now: datetime,
    request: ChangeRequest | None = None,
    kind: str = Change.Kind.DROP,
    tell: bool = True,
) -> list[Change]:
    """The work stops; it stands in no figure from now on, and in those of the days before."""
    changes = []
    for assignment in lock_all(assignments):
        paper = paper_of(assignment.plan, decision, actor=actor, now=now)
        event = make_move(assignment, "drop", actor=actor, now=now, decision=paper.pk, number=paper.number)
        changes.append(_change(kind, assignment, paper, event, actor, now, request))
    return _tell(changes, now) if tell else changes


def lock_all(assignments: Iterable[Assignment]) -> list[Assignment]:
    """Always in the order of their numbers, so that two writers never wait for each other."""
    ids = {assignment.pk for assignment in assignments}
    rows = Assignment.objects.select_related(*RELATED).select_for_update(of=("self",))
    return list(rows.filter(pk__in=ids).order_by("pk"))


def _record(verb: str, assignment: Assignment, actor: User, paper: DecisionPaper, **payload: Any) -> Event:
    payload |= {"decision": paper.pk, "number": paper.number}
    return record(verb, ("assignment", assignment.pk), actor=actor, plan_id=assignment.plan_id, **payload)


def _change(
    kind: str,
    assignment: Assignment,
    paper: DecisionPaper,
    event: Event,
    actor: User,
    now: datetime,
    request: ChangeRequest | None,
    **dates: date | None,
) -> Change:
    told = {"assignment": assignment, "author": actor, "event": event, "created_at": now}
    return Change.objects.create(kind=kind, decision=paper, request=request, **told, **dates)


def _tell(changes: list[Change], now: datetime) -> list[Change]:
    post(notices.changed(changes, now))
    return changes

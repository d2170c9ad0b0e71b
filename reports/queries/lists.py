"""Long lists, read row by row: the work of a plan, and what each person delivered."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from journal.models import Event
from plans.models import Plan
from reports.perms import units_open_to
from reports.queries.work import assignments_of
from tasks.figures import Official, counted_as
from tasks.models import Assignment, Evidence
from units.models import Membership, User

BATCH = 2_000
State = Assignment.State
OUTSIDE = {"ongoing": "Thường xuyên, ngoài tỷ lệ", "self_confirmed": "Đơn vị tự xác nhận"}
WORK_FIELDS = (
    "task__code",
    "task__content",
    "unit__name",
    "scope",
    "original_due_date",
    "counted_due_date",
    "state",
    "counted",
    "percent",
    "quantity_done",
    "quantity_target",
    "sent_date",
    "completed_date",
)
PRODUCT_FIELDS = (
    "pk",
    "officer__full_name",
    "officer__username",
    "unit__name",
    "plan__number",
    "task__code",
    "task__content",
    "task__product",
    "counted_due_date",
    "first_sent_date",
    "sent_date",
    "completed_date",
    "counted",
    "supplements",
    "leader__full_name",
)


def work_list(plan: Plan, reader: User, today: date) -> QuerySet:
    """Of all units for those who see the whole plan, else of the reader's own."""
    rows = assignments_of(plan, units_open_to(reader, plan)).annotate(counted=counted_as(today))
    return rows.order_by("task__order", "unit__name", "pk")


def work_rows(rows: QuerySet) -> Iterator[tuple[Any, ...]]:
    """(order, code, task, unit, scope, first due, due, state, official state, progress, counted, sent, confirmed)"""
    for n, row in enumerate(rows.values_list(*WORK_FIELDS).iterator(chunk_size=BATCH), 1):
        code, content, unit, scope, first, due, state, counted, percent, done, target, sent, completed = row
        progress = 100 if state == State.COMPLETED else percent
        amount = f"{done}/{target}" if target else ""
        name = content.split("\n")[0]
        official = counted_label(counted)
        yield n, code, name, unit, scope, first, due, STATES[state], official, progress, amount, sent, completed


STATES = dict(State.choices)


def counted_label(counted: str | None) -> str:
    return OUTSIDE.get(counted, "") or Official(counted).label if counted else "Đã dừng"


def product_list(reader: User, today: date, start: date, end: date) -> QuerySet:
    """Work sent in these days: an officer's own; heads and coordinators see that of all their people."""
    looked_after = reader.unit_ids(Membership.Role.HEAD, Membership.Role.COORDINATOR)
    supplements = Event.objects.filter(
        verb="tasks.supplement_requested", subject_type="assignment", subject_id=OuterRef("pk")
    )
    counted = supplements.order_by().values("subject_id").annotate(n=Count("pk")).values("n")
    rows = Assignment.objects.filter(Q(officer=reader) | Q(unit__in=looked_after), officer__isnull=False)
    sent = rows.filter(first_sent_date__gte=start, first_sent_date__lte=end)
    marked = sent.annotate(counted=counted_as(today), supplements=Coalesce(Subquery(counted), 0))
    return marked.order_by("unit__name", "officer__full_name", "officer_id", "first_sent_date", "pk")


def product_rows(rows: QuerySet) -> Iterator[tuple[Any, ...]]:
    """One row a piece of work; its proof beside it, in batches."""
    n = 0
    for batch in _batches(rows.values_list(*PRODUCT_FIELDS).iterator(chunk_size=BATCH)):
        proof = _proof([row[0] for row in batch])
        for row in batch:
            n += 1
            yield n, *_product(row, proof.get(row[0], []))


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _proof(assignments: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    kept = Evidence.objects.filter(assignment__in=assignments, withdrawn_at=None).order_by("created_at", "pk")
    for pk, label, number in kept.values_list("assignment_id", "label", "document_number"):
        found.setdefault(pk, []).append(f"{label}, số {number}" if number else label)
    return found


def _product(row: tuple[Any, ...], proof: list[str]) -> tuple[Any, ...]:
    _, person, username, unit, plan, code, content, product, due, first, sent, done, counted, asked, leader = row
    late = counted_label(counted)
    return (
        person or username,
        unit,
        plan,
        code,
        content.split("\n")[0],
        product,
        "; ".join(proof),
        due,
        first,
        sent,
        done,
        late,
        asked,
        leader or "",
    )

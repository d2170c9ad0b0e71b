"""The report of a plan for a period. A fixed number of queries, whatever the number of rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plans.models import Plan
from reports.perms import units_open_to
from reports.queries.duties import addressee, duties_of
from reports.queries.rows import (
    Book,
    OverdueRow,
    TaskRow,
    UnitRow,
    overdue_rows,
    tally,
    task_rows,
    tasks_by_state,
    unit_rows,
)
from reports.queries.said import Remark, evidence_by_assignment, remarks_by_assignment
from reports.queries.silence import Silence, count_untold, holds_for, silence, told_in
from reports.queries.work import Work, assignments_of, work_as_of
from tasks.figures import Figures
from tasks.models import Milestone, Task
from tasks.queries.lists import self_confirmers
from units.models import Unit, User
from units.periods import Period


@dataclass(frozen=True)
class PlanReport:
    """Figures as of `as_of`: the end of the period, or today while it runs."""

    plan: Plan
    period: Period
    as_of: date
    made_on: date
    whole: bool
    author: Unit
    addressee: str
    assignments: Figures  # counts lượt giao
    tasks: Figures  # counts nhiệm vụ
    done_before: int
    not_given: int
    units: list[UnitRow]
    overdue: list[OverdueRow]
    task_rows: list[TaskRow]
    remarks: list[tuple[Unit, str, Remark]]
    silence: Silence | None  # where the plan has switched the rule on

    @property
    def is_open(self) -> bool:
        """The period has not ended: its figures may still move."""
        return self.made_on <= self.period.end


def plan_report(*, plan: Plan, period: Period, today: date, reader: User | None = None) -> PlanReport:
    """All rows of the plan, or those that `reader` may see (a unit: its own)."""
    open_to = units_open_to(reader, plan) if reader else None
    as_of = min(period.end, today)
    assignments = assignments_of(plan, open_to)
    works = work_as_of(assignments, as_of, today)
    book = _book(plan, assignments, works, period, as_of)
    rows = task_rows(works, book)
    before, not_given = _without_work(plan, book, works) if open_to is None else (0, 0)
    author = plan.focal_unit if open_to is None else _author(reader, open_to, works)
    return PlanReport(
        plan=plan,
        period=period,
        as_of=as_of,
        made_on=today,
        whole=open_to is None,
        author=author,
        addressee=addressee(duties_of(plan), author) or (plan.issuer if open_to is None else plan.focal_unit.name),
        assignments=tally(works, as_of),
        tasks=tasks_by_state(rows),
        done_before=before,
        not_given=not_given,
        units=unit_rows(works, book),
        overdue=overdue_rows(works, book),
        task_rows=[row for row in rows if row.counted],
        remarks=[
            (book.units[work.unit_id], book.code(work), remark)
            for work in works
            for remark in book.remarks.get(work.pk, ())
            if work.counted(as_of)
        ],
        silence=_silence(plan, assignments, works, period, as_of),
    )


def _silence(plan: Plan, assignments: QuerySet, works: list[Work], period: Period, as_of: date) -> Silence | None:
    if not holds_for(plan):
        return None
    return silence(tally(works, as_of), count_untold(works, told_in(assignments, period), as_of))


def _author(reader: User, open_to: frozenset[int], works: list[Work]) -> Unit:
    """Of the reader's units the first that has work here."""
    places = [place.unit for place in reader.current_memberships() if place.unit_id in open_to]
    at_work = {work.unit_id for work in works}
    return next((unit for unit in places if unit.pk in at_work), places[0])


def _book(plan: Plan, assignments: QuerySet, works: list[Work], period: Period, as_of: date) -> Book:
    units = Unit.objects.filter(pk__in={work.unit_id for work in works}).order_by("name")
    return Book(
        day=as_of,
        tasks={task.pk: task for task in Task.objects.filter(plan=plan).in_order()},
        units={unit.pk: unit for unit in sorted(units, key=lambda unit: Unit.Kind.values.index(unit.kind))},
        evidence=evidence_by_assignment(assignments, period),
        remarks=remarks_by_assignment(assignments, period),
        confirmers=self_confirmers(assignments) if any(work.self_confirmed for work in works) else {},
    )


def _without_work(plan: Plan, book: Book, works: list[Work]) -> tuple[int, int]:
    """(tasks done before the plan was issued, tasks not given to any unit by that day)"""
    given = {work.task_id for work in works}
    done = Milestone.objects.filter(task__plan=plan, kind=Milestone.Kind.DONE).values_list("task_id", flat=True)
    before = set(done) - given
    return len(before), len(book.tasks.keys() - given - before)

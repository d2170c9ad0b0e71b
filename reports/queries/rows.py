"""The tables of a report, folded from the work as it stood: by unit, by task, and what is overdue."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from reports.queries.said import Remark
from reports.queries.work import Work
from tasks.figures import Figures, Official
from tasks.models import Assignment, Task
from units.models import Unit

FOUR = tuple(Official.values)


@dataclass(frozen=True)
class Book:
    """What the folding reads: everything by its key, so that no row asks the database."""

    day: date
    tasks: dict[int, Task]
    units: dict[int, Unit]
    evidence: dict[int, list[str]]
    remarks: dict[int, list[Remark]]
    confirmers: dict[int, str]  # the head who confirmed the own unit's work

    def code(self, work: Work) -> str:
        return self.tasks[work.task_id].code


@dataclass(frozen=True)
class UnitRow:
    """`figures` count lượt giao; texts begin with the code of their task."""

    unit: Unit
    task_count: int
    figures: Figures
    progress: int | None
    quantities: list[str]
    evidence: list[str]
    obstacles: list[str]
    proposals: list[str]
    confirmers: list[str]


@dataclass(frozen=True)
class TaskRow:
    """`figures` count lượt giao of the task; `counted` is what the task itself counts as."""

    task: Task
    units: int
    due: date | None
    figures: Figures
    counted: str | None
    progress: int | None


@dataclass(frozen=True)
class OverdueRow:
    assignment_id: int
    task: Task
    unit: Unit
    scope: str
    due: date
    days: int
    state: str
    progress: int
    obstacles: list[str] = field(default_factory=list)


def tally(works: Iterable[Work], day: date) -> Figures:
    counts = Counter(work.counted(day) for work in works)
    counts.pop(None, None)
    return Figures(**counts)


def task_state(figures: Figures) -> str | None:
    """What a task given to many counts as: the worst of its lượt giao. Outside the rate only where all are."""
    for state in reversed(FOUR):
        if getattr(figures, state):
            return state
    return "ongoing" if figures.ongoing else "self_confirmed" if figures.self_confirmed else None


def tasks_by_state(rows: Iterable[TaskRow]) -> Figures:
    """Counts of nhiệm vụ."""
    return Figures(**Counter(row.counted for row in rows if row.counted))


def unit_rows(works: list[Work], book: Book) -> list[UnitRow]:
    return [_unit_row(book.units[pk], own, book) for pk, own in _grouped(works, "unit_id", book.units)]


def task_rows(works: list[Work], book: Book) -> list[TaskRow]:
    return [_task_row(book.tasks[pk], own, book.day) for pk, own in _grouped(works, "task_id", book.tasks)]


def overdue_rows(works: list[Work], book: Book) -> list[OverdueRow]:
    """Oldest first."""
    late = [work for work in works if work.counted(book.day) == Official.OPEN_OVERDUE]
    return [_overdue_row(work, book) for work in sorted(late, key=lambda work: work.due)]


def _grouped(works: list[Work], name: str, order: Iterable[int]) -> Iterable[tuple[int, list[Work]]]:
    groups = defaultdict(list)
    for work in works:
        groups[getattr(work, name)].append(work)
    return [(pk, groups[pk]) for pk in order if pk in groups]


def _unit_row(unit: Unit, works: list[Work], book: Book) -> UnitRow:
    counted = [work for work in works if work.counted(book.day)]
    said = [(book.code(work), remark) for work in counted for remark in book.remarks.get(work.pk, ())]
    return UnitRow(
        unit=unit,
        task_count=len({work.task_id for work in counted}),
        figures=tally(counted, book.day),
        progress=average(counted),
        quantities=_quantities(counted),
        evidence=[f"{book.code(work)}: {name}" for work in counted for name in book.evidence.get(work.pk, ())],
        obstacles=[f"{code}: {remark.text} ({remark.kind})" for code, remark in said if remark.text],
        proposals=[f"{code}: {remark.proposal}" for code, remark in said if remark.proposal],
        confirmers=sorted({book.confirmers.get(work.pk, "") for work in counted if work.self_confirmed} - {""}),
    )


def _task_row(task: Task, works: list[Work], day: date) -> TaskRow:
    figures = tally(works, day)
    return TaskRow(
        task=task,
        units=len({work.unit_id for work in works if work.counted(day)}),
        due=max((work.due for work in works if work.due), default=None),
        figures=figures,
        counted=task_state(figures),
        progress=average(works),
    )


def _overdue_row(work: Work, book: Book) -> OverdueRow:
    return OverdueRow(
        assignment_id=work.pk,
        task=book.tasks[work.task_id],
        unit=book.units[work.unit_id],
        scope=work.scope,
        due=work.due,
        days=(book.day - work.due).days,
        state=Assignment.State(work.state).label,
        progress=work.progress,
        obstacles=[remark.text for remark in book.remarks.get(work.pk, ()) if remark.text],
    )


def average(works: Iterable[Work]) -> int | None:
    """Mean percent of what has an end; routine work and cancelled work have none."""
    known = [work.progress for work in works if not work.is_ongoing and work.state != Assignment.State.CANCELLED]
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known else None


def _quantities(works: Iterable[Work]) -> list[str]:
    """ "41/52 tổ dân phố", one per noun"""
    sums: dict[str, list[int]] = {}
    for work in works:
        if work.target:
            done, target = sums.setdefault(work.noun, [0, 0])
            sums[work.noun] = [done + work.done, target + work.target]
    return [f"{done}/{target} {noun}".rstrip() for noun, (done, target) in sums.items()]

"""The assignment matrix of a plan: tasks down, units across; one query for the cells (BUDGETS B6)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from plans.models import Plan
from tasks.models import Assignment, Task, TaskParty
from tasks.queries.badges import Badge, badge
from tasks.queries.standing import GROUPS, group_code
from units.models import Unit

State = Assignment.State
ALL = "tat-ca"
COUNTED = frozenset({"overdue", "due_soon"})
_KINDS = Unit.Kind.values
# Where a unit has several assignments of one task, the cell shows the first of these.
WORST_FIRST = (
    "overdue supplement due_soon not_received in_progress at_head sent awaiting_approval ongoing "
    "done_late done_on_time"
).split()


class Given(NamedTuple):
    """What a cell needs of an assignment; reads like one for `badge`."""

    pk: int
    task_id: int
    unit_id: int
    state: str
    counted_due_date: date | None
    sent_date: date | None
    supplement_asked: bool
    received_at: datetime | None
    is_ongoing: bool

    def get_state_display(self) -> str:
        return State(self.state).label


@dataclass(frozen=True)
class Cell:
    """`days`: overdue or left, for the two badges that count them. `more`: further assignments behind it."""

    pk: int
    shown: Badge
    days: int | None
    more: int


@dataclass
class Column:
    unit: Unit
    overdue: int = 0


@dataclass
class Tally:
    """A closed group in one row: how many are done, late, open …"""

    given: int = 0
    done: int = 0
    overdue: int = 0
    codes: Counter = field(default_factory=Counter)


@dataclass
class Band:
    """One group of columns; closed ones show a tally per row instead of their columns."""

    code: str
    name: str
    columns: list[Column]
    opened: bool

    @property
    def overdue(self) -> int:
        return sum(column.overdue for column in self.columns)

    @property
    def units_overdue(self) -> int:
        return sum(1 for column in self.columns if column.overdue)


@dataclass
class Row:
    task: Task
    cells: dict[int, Cell]
    tallies: dict[str, Tally]
    partners: frozenset[int]


@dataclass
class Matrix:
    bands: list[Band]
    sections: list[tuple[str, list[Row]]]

    @property
    def tasks(self) -> int:
        return sum(len(rows) for _, rows in self.sections)


@dataclass(frozen=True)
class Asked:
    """`opened`: the code of the open group, or ALL."""

    opened: str = "so"
    worst_first: bool = False
    only_overdue: bool = False
    only_shared: bool = False


def matrix(plan: Plan, today: date, asked: Asked) -> Matrix:
    cells = _cells(plan, today)
    tasks = list(plan.tasks.select_related("section").order_by("order"))
    partners = _partners(plan)
    bands = _bands(cells, partners, asked)
    group_of = {column.unit.pk: band.code for band in bands for column in band.columns}
    rows = [_row(task, cells.get(task.pk, {}), partners.get(task.pk, frozenset()), group_of) for task in tasks]
    return Matrix(bands, _by_section(row for row in rows if _is_wanted(row, asked)))


def _cells(plan: Plan, today: date) -> dict[int, dict[int, Cell]]:
    """By task, then unit."""
    given = Assignment.objects.filter(plan=plan).exclude(state=State.CANCELLED)
    wording = _once_per_standing(partial(badge, today=today, progress=False))
    found: dict[int, dict[int, Cell]] = defaultdict(dict)
    for one in map(Given._make, given.values_list(*Given._fields)):
        shown, here = wording(one), found[one.task_id]
        before = here.get(one.unit_id)
        days = abs((today - one.counted_due_date).days) if one.counted_due_date and shown.code in COUNTED else None
        cell = Cell(one.pk, shown, days, before.more + 1 if before else 0)
        if before and _rank(before) <= _rank(cell):
            cell = Cell(before.pk, before.shown, before.days, before.more + 1)
        here[one.unit_id] = cell
    return found


def _once_per_standing(wording: Callable[[Given], Badge]) -> Callable[[Given], Badge]:
    """Twenty thousand cells stand in a few hundred ways; each is worded once."""
    known: dict[tuple, Badge] = {}

    def shown(one: Given) -> Badge:
        key = (*one[3:7], one.received_at is None, one.is_ongoing)
        if key not in known:
            known[key] = wording(one)
        return known[key]

    return shown


def _rank(cell: Cell) -> int:
    return WORST_FIRST.index(cell.shown.code) if cell.shown.code in WORST_FIRST else len(WORST_FIRST)


def _partners(plan: Plan) -> dict[int, frozenset[int]]:
    """Units named as partners, by task; groups stay in the task's own table."""
    named = TaskParty.objects.filter(task__plan=plan, part=TaskParty.Part.PARTNER, unit__isnull=False)
    found: dict[int, set[int]] = defaultdict(set)
    for task, unit in named.values_list("task", "unit"):
        found[task].add(unit)
    return {task: frozenset(units) for task, units in found.items()}


def _bands(cells: dict[int, dict[int, Cell]], partners: dict[int, frozenset[int]], asked: Asked) -> list[Band]:
    overdue = Counter(unit for row in cells.values() for unit, cell in row.items() if cell.shown.code == "overdue")
    present = {unit for row in cells.values() for unit in row} | {unit for row in partners.values() for unit in row}
    columns: dict[str, list[Column]] = defaultdict(list)
    units = sorted(Unit.objects.filter(pk__in=present), key=lambda unit: (_KINDS.index(unit.kind), unit.name))
    for unit in units:
        columns[group_code(unit.kind)].append(Column(unit, overdue[unit.pk]))
    bands = [Band(code, name, columns[code], asked.opened in (code, ALL)) for code, name in GROUPS.items()]
    if asked.worst_first:
        for band in bands:
            band.columns.sort(key=lambda column: -column.overdue)
    return [band for band in bands if band.columns]


def _row(task: Task, cells: dict[int, Cell], partners: frozenset[int], group_of: dict[int, str]) -> Row:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for unit, cell in cells.items():
        tally = tallies[group_of[unit]]
        tally.given += 1
        tally.done += cell.shown.code in ("done_on_time", "done_late")
        tally.overdue += cell.shown.code == "overdue"
        tally.codes[cell.shown.code] += 1
    return Row(task, cells, tallies, partners - cells.keys())


def _is_wanted(row: Row, asked: Asked) -> bool:
    late = any(tally.overdue for tally in row.tallies.values())
    return (late or not asked.only_overdue) and (len(row.cells) > 1 or not asked.only_shared)


def _by_section(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    found: list[tuple[Any, str, list[Row]]] = []
    for row in rows:
        if not found or found[-1][0] != row.task.section_id:
            found.append((row.task.section_id, row.task.section.title if row.task.section else "", []))
        found[-1][2].append(row)
    return [(title, rows) for _, title, rows in found]

"""What an amended version says otherwise than the plan that is in force: row by row, cell by cell."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from plans.models import Plan
from plans.reading.matching import Line, pair_up
from tasks.models import Assignment, Milestone, Task, TaskAmendment, TaskParty
from tasks.queries.fanout import LEFT_OUT, Fanout, due_date

Change = TaskAmendment.Change
Pair = tuple[Task | None, Task | None]
BY_HAND = "GT."  # given by hand: not in the document, so not left out of its next version
WORDS = {"content": "Nội dung", "product": "Sản phẩm/kết quả", "expected_result": "Kết quả cần đạt"}
PARTS = {TaskParty.Part.LEAD: "Chủ trì", TaskParty.Part.PARTNER: "Phối hợp"}


@dataclass(frozen=True)
class Cell:
    label: str
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class Difference:
    """`leaving`: running assignments of units that no longer lead; those begun end only if somebody says so."""

    change: str
    old: Task | None
    new: Task | None
    cells: list[Cell] = field(default_factory=list)
    ticked: bool = True
    leaving: list[Assignment] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.change}-{self.old.pk if self.old else 0}-{self.new.pk if self.new else 0}"

    @property
    def label(self) -> str:
        return Change(self.change).label

    @property
    def task(self) -> Task:
        return self.old or self.new

    @property
    def begun(self) -> list[Assignment]:
        return [work for work in self.leaving if has_begun(work)]


@dataclass(frozen=True)
class Comparison:
    """`whole`: the version tells the whole plan again, and not only what it changes."""

    pairs: list[Pair]
    differences: list[Difference]
    whole: bool

    @property
    def same(self) -> int:
        changed = {difference.old for difference in self.differences}
        return sum(bool(old and new and old not in changed) for old, new in self.pairs)


def compare(plan: Plan, version: Plan, today: date) -> Comparison:
    """A fixed number of queries. What a version of less than half of the rows leaves out stays, unless ticked."""
    old = tasks_of(standing(plan))
    pairs = match(old, tasks_of(version.tasks.all()))
    found: list[Difference] = []
    fanout, running = Fanout(version, today), _running(plan)
    whole = 2 * sum(bool(a and b) for a, b in pairs) >= sum(not _by_hand(task) for task in old)
    for before, after in pairs:
        if before is None:
            found.append(Difference(Change.ADDED, None, after))
        elif after is not None:
            found += _changes(before, after, plan, fanout, running[before.pk])
        elif not _by_hand(before):
            found.append(Difference(Change.DROPPED, before, None, ticked=whole, leaving=running[before.pk]))
    return Comparison(pairs, found, whole)


def standing(plan: Plan) -> QuerySet[Task]:
    return plan.tasks.exclude(amendments__change=Change.DROPPED)


def tasks_of(tasks: QuerySet[Task]) -> list[Task]:
    return list(tasks.prefetch_related("parties__unit", "parties__group", "milestones").order_by("order"))


def match(old: Iterable[Task], new: Iterable[Task]) -> list[Pair]:
    pairs = pair_up([line_of(task) for task in old], [line_of(task) for task in new])
    return [(a and a.key, b and b.key) for a, b in pairs]


def line_of(task: Task) -> Line:
    return Line(task, task.code, task.content)


def dues(task: Task, plan: Plan) -> list[tuple[Milestone, date | None]]:
    """Read as the plan in force reads them ("trước ngày", days from its issue), so that two versions compare."""
    kept = [one for one in task.milestones.all() if one.order < LEFT_OUT]
    return [(one, due_date(one, plan)) for one in sorted(kept, key=lambda one: one.order)]


def has_begun(work: Assignment) -> bool:
    return bool(work.received_at or work.updated_at or work.state != Assignment.State.OPEN)


def _changes(old: Task, new: Task, plan: Plan, fanout: Fanout, running: list[Assignment]) -> list[Difference]:
    before, after = _when(old, plan), _when(new, plan)
    reworded = [Cell(label, getattr(old, name), getattr(new, name)) for name, label in WORDS.items()]
    moved = [Cell("Thời hạn", _told(before), _told(after))] if before != after else []
    handed = [
        Cell(label, _names(old, part), _names(new, part))
        for part, label in PARTS.items()
        if who(old, part) != who(new, part)
    ]
    staying = {unit for unit, _ in fanout.leads(new)}
    led = who(old, TaskParty.Part.LEAD) != who(new, TaskParty.Part.LEAD)
    leaving = [work for work in running if led and work.unit_id not in staying]
    cells = {Change.REWORDED: [cell for cell in reworded if not said_alike(cell)], Change.MOVED: moved}
    found = [Difference(change, old, new, made) for change, made in cells.items() if made]
    return found + ([Difference(Change.REASSIGNED, old, new, handed, leaving=leaving)] if handed else [])


def said_alike(cell: Cell) -> bool:
    """Words that a version lost, or only spaces and stops, change nothing."""
    return not cell.after.strip() or _plain(cell.before) == _plain(cell.after)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def _when(task: Task, plan: Plan) -> list[tuple]:
    return [(None if day else one.kind, day, one.recurrence) for one, day in dues(task, plan)]


def _told(when: list[tuple]) -> str:
    kinds = dict(Milestone.Kind.choices)
    return "; ".join(f"{day:%d/%m/%Y}" if day else kinds[kind] for kind, day, _ in when)


def who(task: Task, part: str) -> set[tuple]:
    """Units that were named later for an open lead are no part of the document."""
    return {identity(party) for party in task.parties.all() if party.part == part and not party.named_for_id}


def identity(party: TaskParty) -> tuple:
    """The unit or the group; of others the words; and the part of the work."""
    found = party.unit_id or party.group_id
    return party.unit_id, party.group_id, () if found else _plain(party.phrase), _plain(party.scope)


def _names(task: Task, part: str) -> str:
    parties = sorted(task.parties.all(), key=lambda party: party.order)
    shown = [
        party.unit.name if party.unit else party.group.name if party.group else party.phrase
        for party in parties
        if party.part == part
    ]
    return "; ".join(shown)


def _running(plan: Plan) -> dict[int, list[Assignment]]:
    found = defaultdict(list)
    for work in plan.assignments.running().select_related("unit", "milestone").order_by("pk"):
        found[work.task_id].append(work)
    return found


def _by_hand(task: Task) -> bool:
    return task.code.startswith(BY_HAND)

"""Bring rows of an amended version into the plan: their place, number and heading, parties and milestones."""

from django.db.models import CharField, F, Max, Value
from django.db.models.functions import Cast, Concat

from plans.models import Plan, Section
from tasks.models import Milestone, Task, TaskParty
from tasks.queries.differences import Comparison, Pair, identity

FAR = 1_000_000  # no plan has as many rows: where they wait while their places are given out again
MILESTONE = ("label", "kind", "due_date", "from_date", "recurrence", "anchor", "days", "before")


def take_in(plan: Plan, comparison: Comparison, added: list[Task]) -> None:
    """`added` become the plan's. A version of the whole plan gives its order and numbers to the rows that stay."""
    waiting = {"order": F("order") + FAR, "code": Concat(Value("#"), Cast("pk", CharField()))}
    kept = list(plan.tasks.order_by("order"))
    plan.tasks.update(**waiting)
    wanted = _in_its_order(comparison.pairs, added) if comparison.whole else []
    placed = {task for task, _ in wanted}
    wanted += [(task, task.code) for task in [*kept, *added] if task not in placed]
    _give_places(wanted)
    sections = {section.title.casefold(): section for section in plan.sections.all()}
    for task in added:
        task.plan, task.section = plan, _section(plan, task.section, sections)
    Task.objects.bulk_update([task for task, _ in wanted], ["plan", "section", "order", "code"])


def copy_milestone(milestone: Milestone, new: Milestone) -> None:
    for name in MILESTONE:
        setattr(milestone, name, getattr(new, name))
    milestone.save(update_fields=MILESTONE)


def replace_parties(task: Task, new: Task, part: str) -> None:
    """Those that both name stay, and with them the units that were named for an open lead."""
    old = {identity(party): party for party in task.parties.all() if party.part == part and not party.named_for_id}
    wanted = {identity(party): party for party in new.parties.all() if party.part == part}
    TaskParty.objects.filter(pk__in=[party.pk for key, party in old.items() if key not in wanted]).delete()
    there = set(task.parties.filter(part=part).values_list("unit", flat=True)) - {None}
    for key, party in wanted.items():
        if key not in old and party.unit_id not in there:
            party.task = task
            party.save(update_fields=["task"])


def _in_its_order(pairs: list[Pair], added: list[Task]) -> list[tuple[Task, str]]:
    return [(old or new, new.code) for old, new in pairs if new and (old or new in added)]


def _give_places(wanted: list[tuple[Task, str]]) -> None:
    taken: set[str] = set()
    for order, (task, code) in enumerate(wanted, 1):
        number, free = 1, code
        while free in taken:
            number += 1
            free = f"{code[:50]} ({number})"
        taken.add(free)
        task.order, task.code = order, free


def _section(plan: Plan, printed: Section | None, known: dict[str, Section]) -> Section | None:
    if printed is None:
        return None
    key = printed.title.casefold()
    if key not in known:
        last = plan.sections.aggregate(last=Max("order"))["last"] or 0
        parent = _section(plan, printed.parent, known)
        known[key] = Section.objects.create(plan=plan, parent=parent, order=last + 1, title=printed.title)
    return known[key]

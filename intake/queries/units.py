"""Names in a draft that stand for no unit yet, and where else each stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.models import Plan
from tasks.models import Task, TaskParty
from units.names import fold

UNSETTLED = (TaskParty.Kind.UNKNOWN, TaskParty.Kind.OPEN, TaskParty.Kind.OUTSIDER)


@dataclass(frozen=True)
class Unsettled:
    party: TaskParty
    elsewhere: int  # rows of the document, other than this one, that name the same


def unsettled(plan: Plan, task: Task) -> list[Unsettled]:
    """Leads without a unit, and partners that nobody knows."""
    named = [p for p in task.parties.all() if p.kind in UNSETTLED and _is_asked_for(p)]
    if not named:
        return []
    places = places_of_phrase(plan, [party.phrase for party in named])
    return [Unsettled(party, len(places[fold(party.phrase)] - {task.pk})) for party in named]


def _is_asked_for(party: TaskParty) -> bool:
    return party.part == TaskParty.Part.LEAD or party.kind == TaskParty.Kind.UNKNOWN


def places_of_phrase(plan: Plan, phrases: Iterable[str]) -> dict[str, set[int]]:
    """{folded phrase: rows that name it without a unit}"""
    wanted = {fold(phrase): set() for phrase in phrases}
    named = TaskParty.objects.filter(task__plan=plan, kind__in=UNSETTLED)
    for task_id, phrase in named.values_list("task_id", "phrase"):
        wanted.get(fold(phrase), set()).add(task_id)
    return wanted

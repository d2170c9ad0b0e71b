"""What of an amended version's differences the document itself did not make: the review of the plan in force did."""

import re
from dataclasses import replace
from typing import Any

from intake.models import RowAsRead
from journal.models import Event
from plans.models import Plan
from tasks.models import TaskAmendment
from tasks.queries.differences import Change, Comparison, Difference

FIELDS = {
    Change.REWORDED: ("content", "product", "result"),
    Change.MOVED: ("deadline",),
    Change.REASSIGNED: ("leads", "partners"),
}


def settled_in_review(plan: Plan, version: Plan, comparison: Comparison) -> set[str]:
    """Keys of the differences where both files, as they were read, say the same; three queries.

    A row that an earlier amendment touched, or that was revised in the version, is compared as it stands.
    """
    if not comparison.differences:
        return set()
    rows = RowAsRead.objects.filter(plan__in=[plan, version]).values_list("plan", "task", "words")
    read = {task: words for _, task, words in rows if task}
    if not any(pk == plan.pk for pk, _, _ in rows):
        return set()
    gone = {_plain(words.get("content")) for pk, task, words in rows if pk == plan.pk and task is None}
    amended = set(TaskAmendment.objects.filter(task__plan=plan).values_list("task", "change"))
    touched = {task for task, _ in amended}
    revised = set(
        Event.objects.of_plan(version.pk).filter(verb="intake.task_revised").values_list("subject_id", flat=True)
    )

    def is_settled(one: Difference) -> bool:
        if one.change == Change.ADDED:
            return _plain(read.get(one.new.pk, {}).get("content")) in gone
        if one.change == Change.DROPPED:
            return one.old.pk not in read and one.old.pk not in touched
        if (one.old.pk, one.change) in amended or one.new.pk in revised or not {one.old.pk, one.new.pk} <= set(read):
            return False
        before, after = read[one.old.pk], read[one.new.pk]
        return all(_plain(before.get(name)) == _plain(after.get(name)) for name in FIELDS[one.change])

    return {one.key for one in comparison.differences if is_settled(one)}


def by_document(plan: Plan, version: Plan, comparison: Comparison) -> list[Difference]:
    settled = settled_in_review(plan, version, comparison)
    return [one for one in comparison.differences if one.key not in settled]


def proposed(plan: Plan, version: Plan, comparison: Comparison) -> list[Difference]:
    """All differences; those that the review made are not proposed to be applied."""
    settled = settled_in_review(plan, version, comparison)
    return [replace(one, ticked=one.ticked and one.key not in settled) for one in comparison.differences]


def _plain(said: Any) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", repr(said).casefold())) if said else ()

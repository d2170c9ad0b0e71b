"""The dates of one row of a draft: as the officer sets them, or as its words are read again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from intake.operations.deadlines import milestones_of
from plans.reading.deadlines import read_deadline
from tasks.models import Milestone, Task

Kind = Milestone.Kind
DATED = {Kind.DATE, Kind.MONTH, Kind.QUARTER, Kind.YEAR}


@dataclass(frozen=True)
class Due:
    """What the officer says of one milestone; without an id a new one, `gone` takes it away."""

    milestone_id: int | None
    kind: str
    due_date: date | None
    label: str | None = None
    gone: bool = False


def read_again(task: Task, now: datetime) -> list[Milestone]:
    """Unsaved: what the words of the deadline say."""
    issued = task.plan.issued_date
    year = (issued or timezone.localdate(now)).year
    return milestones_of(task, read_deadline(task.deadline_text, issued_on=issued, year=year))


def set_dues(task: Task, before: list[Milestone], dues: list[Due], reread: list[Milestone] | None) -> None:
    """Dates as the officer set them; with new words (`reread`) and untouched dates, what the words say."""
    milestones = {milestone.pk: milestone for milestone in before}
    touched = [due for due in dues if _touches(milestones, due)]
    if reread is not None and not touched:
        task.milestones.all().delete()
        Milestone.objects.bulk_create(reread)
        return
    for due in touched:
        _set(task, milestones.get(due.milestone_id), due)
    if touched and not task.milestones.exists():
        Milestone.objects.create(task=task, kind=Kind.NONE)


def _touches(milestones: dict[int, Milestone], due: Due) -> bool:
    if due.milestone_id is None:
        return not due.gone
    found = milestones.get(due.milestone_id)
    return found is not None and (due.gone or _differs(found, due))


def _differs(milestone: Milestone, due: Due) -> bool:
    relabelled = due.label is not None and due.label != milestone.label
    return relabelled or (milestone.kind, milestone.due_date) != (due.kind, due.due_date)


def _set(task: Task, milestone: Milestone | None, due: Due) -> None:
    if due.gone:
        milestone.delete()
        return
    if milestone is None:
        last = task.milestones.aggregate(last=Max("order"))["last"]
        milestone = Milestone(task=task, order=0 if last is None else last + 1)
    if (milestone.kind, milestone.due_date) != (due.kind, due.due_date):
        milestone.kind, milestone.due_date, milestone.before = _kind(due), due.due_date, False
    milestone.label = milestone.label if due.label is None else due.label
    milestone.save()


def _kind(due: Due) -> str:
    """A day that somebody wrote is a date, whatever the words of the document are."""
    undated = due.kind not in DATED and due.kind != Kind.DONE
    return Kind.DATE if due.due_date and undated else due.kind

"""The work of a plan as it stood at the end of a day: spans answer for the past, the rows themselves for today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from plans.models import Plan
from tasks.figures import official
from tasks.models import Assignment, ProgressUpdate, Span

State = Assignment.State


@dataclass(frozen=True, slots=True)
class Work:
    """One lượt giao at one moment; `due` is the date that counts."""

    pk: int
    task_id: int
    unit_id: int
    state: str
    due: date | None
    sent: date | None
    is_ongoing: bool
    self_confirmed: bool
    percent: int
    done: int
    target: int | None
    noun: str
    scope: str
    confirming_unit_id: int | None

    def counted(self, day: date) -> str | None:
        """The official state, "ongoing" or "self_confirmed" (as tasks.figures.counted_as); None: in no figure."""
        if self.state == State.CANCELLED:
            return None
        if self.is_ongoing:
            return "ongoing"
        if self.state == State.COMPLETED and self.self_confirmed:
            return "self_confirmed"
        return official(state=self.state, due=self.due, sent=self.sent, today=day).value

    @property
    def progress(self) -> int:
        return 100 if self.state == State.COMPLETED else self.percent


FIELDS = (
    "pk task_id unit_id state counted_due_date sent_date is_ongoing self_confirmed percent quantity_done "
    "quantity_target quantity_unit scope confirming_unit_id"
).split()


def begin_of(day: date) -> datetime:
    """Its first moment in Vietnam."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The first moment after it: what happened before is known "at the end of" the day."""
    return begin_of(day + timedelta(days=1))


def assignments_of(plan: Plan, units: Iterable[int] | None) -> QuerySet:
    rows = Assignment.objects.filter(plan=plan)
    return rows if units is None else rows.filter(Q(unit__in=units) | Q(confirming_unit__in=units))


def work_as_of(assignments: QuerySet, day: date, today: date) -> list[Work]:
    """In order of task and unit name. What was given after `day` is left out."""
    ordered = assignments.order_by("task__order", "unit__kind", "unit__name", "pk")
    works = [Work(*row) for row in ordered.values_list(*FIELDS)]
    return works if day >= today else _back_to(works, assignments, end_of(day))


def _back_to(works: list[Work], assignments: QuerySet, moment: datetime) -> list[Work]:
    ended_later = Q(to_at__isnull=True) | Q(to_at__gte=moment)
    spans = Span.objects.filter(ended_later, assignment__in=assignments, from_at__lt=moment)
    then = {pk: rest for pk, *rest in spans.values_list("assignment_id", "state", "due_date", "sent_date")}
    progress = _progress_before(assignments, moment)
    return [_at(work, *then[work.pk], *progress.get(work.pk, ())) for work in works if work.pk in then]


def _at(work: Work, state: str, due: date | None, sent: date | None, *progress: int | None) -> Work:
    percent, done = progress or (work.percent, work.done)
    # reopening takes the mark away; who had to confirm never changes
    alone = state == State.COMPLETED and work.confirming_unit_id is None
    return replace(work, state=state, due=due, sent=sent, self_confirmed=alone, percent=percent, done=done or 0)


def _progress_before(assignments: QuerySet, moment: datetime) -> dict[int, tuple[int, int | None]]:
    """What the first update after `moment` found, by assignment; nothing where none came after."""
    later = ProgressUpdate.objects.filter(assignment__in=assignments, created_at__gte=moment).order_by(
        "-created_at", "-pk"
    )
    found = later.values_list("assignment_id", "percent_before", "quantity_before")
    return {pk: (percent, done) for pk, percent, done in found}

"""Remind: say each day what falls on that day's rungs, and gather it into digests."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from agenda.ladder import Rung, dates_spoken_of, in_office_hours
from agenda.models import ReminderDay
from agenda.notices import reminders
from notifications.models import Message
from notifications.operations import Notice, compose_digests, draft, post
from plans.models import Plan
from tasks.models import Assignment, AssignmentQuerySet
from units.calendars import WorkCalendar


@dataclass(frozen=True)
class Counts:
    messages: int = 0
    digests: int = 0


def tick(*, now: datetime) -> Counts:
    """Every minute: in office hours the day's reminders, once; then whatever else waits for a digest."""
    local = timezone.localtime(now)
    if not in_office_hours(local, WorkCalendar.load()):
        return Counts()
    today = local.date()
    if ReminderDay.objects.filter(day=today).exists():
        return Counts(digests=compose_digests(today=today))
    return remind(today=today, now=now)


@transaction.atomic
def remind(*, today: date, now: datetime | None = None) -> Counts:
    """Safe to run again and twice at once: the row of the day lets one in, the messages' keys do the rest."""
    ReminderDay.objects.get_or_create(day=today, defaults={"at": now or timezone.now(), "messages": 0})
    day = ReminderDay.objects.select_for_update().get(day=today)
    new = post(_notices(today), today=today)
    ReminderDay.objects.filter(pk=day.pk).update(messages=day.messages + new)
    return Counts(new, compose_digests(today=today))


def preview(*, today: date) -> list[Message]:
    """The messages that `remind` would write, unsaved."""
    return draft(_notices(today), today=today)


def _notices(today: date) -> list[Notice]:
    calendar = WorkCalendar.load()
    rungs = rungs_on(calendar, today)
    return list(reminders(due_by(rungs), rungs, calendar, today))


def rungs_on(calendar: WorkCalendar, today: date) -> dict[date, Rung]:
    """Days that were missed since the last run are caught up, each due date with its latest rung."""
    last = ReminderDay.objects.filter(day__lt=today).aggregate(day=Max("day"))["day"]
    oldest = Assignment.objects.with_the_unit().aggregate(day=Min("counted_due_date"))["day"]
    after = last or today - timedelta(days=1)
    return dates_spoken_of(calendar, oldest=oldest or today, after=after, until=today)


def due_by(rungs: dict[date, Rung]) -> AssignmentQuerySet:
    """One query on the index `assignment_due`; thousands of rows share a few tasks, so these are read apart."""
    rows = Assignment.objects.with_the_unit().filter(counted_due_date__in=rungs, plan__state=Plan.State.IN_FORCE)
    rows = rows.only("counted_due_date", "unit", "officer", "leader", "task", "plan", "milestone")
    return rows.prefetch_related("task", "plan", "milestone").order_by("counted_due_date", "id")

"""Remind: say each day what falls on that day's rungs, and gather it into digests."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from agenda.ladder import in_hours, in_office_hours
from agenda.models import ReminderDay
from agenda.notices import calls, reminders
from agenda.queries import campaigns
from agenda.queries.speaking import spoken_of
from notifications.models import Message
from notifications.operations import Notice, compose_digests, draft, post
from units.calendars import WorkCalendar


@dataclass(frozen=True)
class Counts:
    messages: int = 0
    digests: int = 0


def tick(*, now: datetime) -> Counts:
    """Every minute: in office hours the day's reminders, once; then whatever else waits for a digest."""
    local, calendar = timezone.localtime(now), WorkCalendar.load()
    if not in_hours(local):
        return Counts()
    today = local.date()
    called = post(calls(campaigns.silent(today), local, calendar), today=today)
    if not in_office_hours(local, calendar):
        return Counts(called)
    if ReminderDay.objects.filter(day=today).exists():
        return Counts(called, compose_digests(today=today))
    return remind(today=today, now=now)


@transaction.atomic
def remind(*, today: date, now: datetime | None = None) -> Counts:
    """Safe to run again and twice at once: the row of the day lets one in, the messages' keys do the rest."""
    ReminderDay.objects.get_or_create(day=today, defaults={"at": now or timezone.now(), "messages": 0})
    day = ReminderDay.objects.select_for_update().get(day=today)
    new = post(_notices(today), today=today)
    ReminderDay.objects.filter(pk=day.pk).update(messages=day.messages + new)
    return Counts(new, compose_digests(today=today))


def preview(*, today: date, after: date | None = None) -> list[Message]:
    """The messages that `remind` would write, unsaved. `after`: as if it had run that day."""
    return draft(_notices(today, after), today=today)


def _notices(today: date, after: date | None = None) -> list[Notice]:
    calendar = WorkCalendar.load()
    return list(reminders(spoken_of(calendar, today, after), calendar, today))

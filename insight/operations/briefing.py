"""The weekly brief: one letter a week to each leader who has not declined it, on the week's first working day."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from insight.models import BriefChoice
from insight.notices import weekly_brief
from insight.queries.brief import brief_of
from notifications.operations import post
from plans.models import Plan
from units.calendars import WorkCalendar
from units.models import Membership, User

FROM_HOUR = 7


def send_briefs(*, now: datetime) -> int:
    """How many messages are new. Safe to run again: a leader is told once a week."""
    local = timezone.localtime(now)
    today = local.date()
    if local.hour < FROM_HOUR or today != first_working_day(today):
        return 0
    return sum(_send(user, today) for user in readers(today))


def first_working_day(today: date) -> date | None:
    """Of the week that `today` lies in; None where all of it is off."""
    calendar, monday = WorkCalendar.load(), today - timedelta(days=today.weekday())
    days = (monday + timedelta(days=n) for n in range(7))
    return next((day for day in days if calendar.is_working(day)), None)


def readers(today: date) -> list[User]:
    """Leaders of the city, and the heads of units that lead a document in force."""
    leads = Plan.objects.filter(state=Plan.State.IN_FORCE).values("focal_unit")
    places = Membership.objects.current(today).filter(user__is_active=True)
    leaders = places.filter(role=Membership.Role.LEADER)
    heads = places.filter(role=Membership.Role.HEAD, unit__in=leads)
    declined = BriefChoice.objects.filter(wanted=False).values("user")
    people = User.objects.filter(
        pk__in={*leaders.values_list("user", flat=True), *heads.values_list("user", flat=True)}
    )
    return list(people.exclude(pk__in=declined).order_by("pk"))


@transaction.atomic
def choose_brief(*, user: User, wanted: bool) -> BriefChoice:
    return BriefChoice.objects.update_or_create(user=user, defaults={"wanted": wanted})[0]


@transaction.atomic
def _send(user: User, today: date) -> int:
    brief = brief_of(user, today)
    return post([weekly_brief(user, today, brief.headline, brief.first_lines)], today=today)

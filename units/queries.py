"""Who is in which unit, and who is reached in whose place."""

from collections.abc import Iterable
from datetime import date, time

from django.db.models import Count, Q

from units.models import Absence, Membership, MembershipQuerySet, Unit, User, in_force

Hours = tuple[time, time]
Who = tuple[int | None, int | None]  # user, or unit
HOPS = 3  # a deputy may be away as well


def reached_instead(user_ids: Iterable[int], day: date) -> dict[int, int]:
    """Absent people of these, with the person who is reached in their place on that day.

    Whoever works in several units is reached themselves: what one unit is told is not for a deputy of another.
    """
    found, left = {}, set(user_ids)
    for _ in range(HOPS):
        step = _deputies(left, day) if left else {}
        left = set(step.values()) - set(found)
        found |= step
    return {user: end for user in user_ids if user in found and (end := _end(user, found)) != user}


def _deputies(user_ids: set[int], day: date) -> dict[int, int]:
    working = in_force(day, "user__memberships__from_date", "user__memberships__to_date") & Q(
        user__memberships__role__in=Membership.WORKING
    )
    away = Absence.objects.on(day).filter(user__in=user_ids, deputy__is_active=True)
    single = away.annotate(units=Count("user__memberships__unit", filter=working, distinct=True)).filter(units=1)
    return dict(single.order_by("id").values_list("user", "deputy"))


def _end(user: int, steps: dict[int, int]) -> int:
    seen = {user}
    while user in steps and steps[user] not in seen:
        user = steps[user]
        seen.add(user)
    return user


def own_hours(user_ids: Iterable[int], unit_ids: Iterable[int], today: date) -> dict[Who, Hours]:
    """Office hours that units have set themselves, by person or by unit; of several units the first."""
    set_ = Unit.objects.filter(opens_at__isnull=False)
    units = set_.filter(pk__in=unit_ids)
    found: dict[Who, Hours] = {(None, unit.pk): (unit.opens_at, unit.closes_at) for unit in units}
    places = Membership.objects.current(today).filter(user__in=user_ids, unit__in=set_, role__in=Membership.WORKING)
    for place in places.select_related("unit").order_by("-pk"):
        found[place.user_id, None] = (place.unit.opens_at, place.unit.closes_at)
    return found


def absences_of(unit_id: int, today: date) -> list[Absence]:
    """Today's and coming ones."""
    rows = Absence.objects.filter(unit=unit_id, to_date__gte=today, cancelled_at=None)
    return list(rows.select_related("user", "deputy").order_by("from_date", "id"))


def staff(unit_id: int, today: date) -> MembershipQuerySet:
    """Who works in the unit on that day and may sign in."""
    current = Membership.objects.current(today).filter(unit=unit_id, role__in=Membership.WORKING)
    return current.filter(user__is_active=True).select_related("user")


def people_of(unit_id: int, today: date) -> dict[int, User]:
    return {place.user_id: place.user for place in staff(unit_id, today).order_by("user__full_name", "user")}


def units_of(users: Iterable[int], today: date) -> dict[int, Unit]:
    """Where each of these people works; of several places the first."""
    places = Membership.objects.current(today).filter(user__in=users).select_related("unit").order_by("-pk")
    return {place.user_id: place.unit for place in places}

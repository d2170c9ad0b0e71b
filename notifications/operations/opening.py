"""Who is written to before everybody is: the operator's list, and the word that opens to all."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.operations import record
from notifications.errors import PostError
from notifications.models import Opening
from units.models import Unit, User
from units.perms import is_admin

SUBJECT = ("opening", 1)
MOST = 500


@transaction.atomic
def add_guests(*, people: Iterable[int], units: Iterable[int], actor: User) -> int:
    """How many are new. A list that is made while all are written to waits until sending is held to it."""
    people, units = list(people)[:MOST], list(units)[:MOST]
    if not (people or units):
        raise PostError("Chưa chọn ai. Tìm người, đơn vị rồi đánh dấu trước khi thêm.")
    opening = _lock(actor)
    there = set(opening.people.values_list("pk", flat=True)), set(opening.units.values_list("pk", flat=True))
    new_people = set(User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True)) - there[0]
    new_units = set(Unit.objects.filter(pk__in=units).values_list("pk", flat=True)) - there[1]
    opening.people.add(*new_people)
    opening.units.add(*new_units)
    if new_people or new_units:
        told = {"people": sorted(new_people), "units": sorted(new_units)}
        record("notifications.guests_added", SUBJECT, actor=actor, **told)
    return len(new_people) + len(new_units)


@transaction.atomic
def drop_guest(*, actor: User, user_id: int | None = None, unit_id: int | None = None) -> None:
    """One person or one unit; to drop who is not there changes nothing."""
    opening = _lock(actor)
    there = (opening.people, user_id) if user_id else (opening.units, unit_id)
    if there[0].filter(pk=there[1]).exists():
        there[0].remove(there[1])
        record("notifications.guest_dropped", SUBJECT, actor=actor, user=user_id, unit=unit_id)


@transaction.atomic
def open_to_all(*, actor: User) -> None:
    """What was not sent before stays unsent; the list is kept."""
    _set(actor, everyone=True, verb="notifications.opened_to_all")


@transaction.atomic
def hold_to_guests(*, actor: User) -> None:
    """From now on only the list is written to."""
    _set(actor, everyone=False, verb="notifications.held_to_guests")


def _set(actor: User, *, everyone: bool, verb: str) -> None:
    opening = _lock(actor)
    if opening.everyone != everyone:
        opening.everyone = everyone
        opening.save(update_fields=["everyone"])
        record(verb, SUBJECT, actor=actor)


def _lock(actor: User) -> Opening:
    if not is_admin(actor):
        raise PermissionDenied("opening")
    Opening.objects.get_or_create(pk=1)
    return Opening.objects.select_for_update(of=("self",)).get(pk=1)

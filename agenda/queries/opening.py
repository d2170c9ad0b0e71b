"""Mở gửi tin: the guest list, whom opening to all would reach besides, and whom a search finds."""

from dataclasses import dataclass
from datetime import date

from agenda.queries.people import find_units
from notifications.models import Opening
from notifications.queries import Guests
from units.models import Membership, Unit, User
from units.names import plain
from units.queries import units_of

FOUND = 20


@dataclass(frozen=True)
class Guest:
    """A person, or a unit with its mailbox and all who work there."""

    who: User | Unit
    note: str
    is_unit: bool = False
    listed: bool = False


@dataclass(frozen=True)
class Others:
    """Who is not on the list."""

    people: int
    mailboxes: int


def listed(today: date) -> list[Guest]:
    """Units first, by name."""
    opening = Opening.objects.first()
    if opening is None:
        return []
    units = _units(list(opening.units.order_by("name")), today)
    return units + _people(list(opening.people.order_by("full_name", "pk")), today)


def found(sought: str, today: date) -> list[Guest]:
    """A few whose name, code or address holds the words, without diacritics."""
    words = plain(sought).split()
    if not words:
        return []
    there = {(guest.is_unit, guest.who.pk) for guest in listed(today)}
    rows = User.objects.filter(is_active=True).order_by("full_name", "pk")
    people = [one for one in rows if _holds(f"{one.full_name} {one.username} {one.email}", words)][:FOUND]
    both = _units(find_units(today, sought=sought)[:FOUND], today) + _people(people, today)
    return [Guest(one.who, one.note, one.is_unit, (one.is_unit, one.who.pk) in there) for one in both]


def others(today: date) -> Others:
    guests, places = Guests(), Membership.objects.current(today).filter(user__is_active=True)
    people = set(places.values_list("user", flat=True)) - guests.people
    mailboxes = Unit.objects.exclude(official_mailbox="").exclude(pk__in=guests.units).count()
    return Others(len(people), mailboxes)


def _holds(text: str, words: list[str]) -> bool:
    text = plain(text)
    return all(word in text for word in words)


def _units(rows: list[Unit], today: date) -> list[Guest]:
    places = Membership.objects.current(today).filter(unit__in=rows, user__is_active=True)
    counts: dict[int, set[int]] = {}
    for unit_id, user_id in places.values_list("unit", "user"):
        counts.setdefault(unit_id, set()).add(user_id)
    return [Guest(one, f"{len(counts.get(one.pk, ()))} người và hộp thư công vụ", is_unit=True) for one in rows]


def _people(rows: list[User], today: date) -> list[Guest]:
    units = units_of({one.pk for one in rows}, today)
    return [Guest(one, _place(units.get(one.pk), one)) for one in rows]


def _place(unit: Unit | None, user: User) -> str:
    where = user.email or "chưa có địa chỉ nhận thư"
    return f"{unit.short_name} · {where}" if unit else where

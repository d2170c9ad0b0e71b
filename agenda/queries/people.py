"""Units with their people and invitations, and what stands on a person who leaves."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, Subquery

from journal.models import Event
from notifications.models import Delivery, Message, SignedLink
from tasks.models import Assignment
from units.models import Membership, Unit, UnitQuerySet, User, in_force
from units.names import plain
from units.queries import people_of, staff

Role = Membership.Role


@dataclass(frozen=True)
class Leaving:
    places: list[Membership]
    officer_of: int
    leader_of: int
    others: list[tuple[int, str]]
    heads: list[tuple[int, str]]
    last_coordinator: bool


def leaving(user_id: int, unit_id: int, today: date) -> Leaving:
    """Of running work only; `others` and `heads` may take it over, as (number, name)."""
    places = Membership.objects.current(today).filter(user=user_id, unit=unit_id, role__in=Membership.WORKING)
    work = Assignment.objects.running().filter(unit=unit_id)
    counts = work.aggregate(o=Count("pk", filter=Q(officer=user_id)), lead=Count("pk", filter=Q(leader=user_id)))
    people = staff(unit_id, today).exclude(user=user_id)
    heads = {place.user_id: str(place.user) for place in people.filter(role=Role.HEAD).order_by("user__full_name")}
    others = {pk: str(user) for pk, user in people_of(unit_id, today).items() if pk != user_id}
    mine = list(places.select_related("user").order_by("id"))
    last = any(place.role == Role.COORDINATOR for place in mine)
    last = last and not people.filter(role=Role.COORDINATOR).exists()
    return Leaving(mine, counts["o"], counts["lead"], list(others.items()), list(heads.items()), last)


@dataclass(frozen=True)
class UnitRow:
    unit: Unit
    people: int
    invited_at: datetime | None
    state: str
    """"", invited, failed, expired, registered"""


WORDS = {
    "": "chưa mời",
    "invited": "đã mời, chưa đăng ký",
    "failed": "thư không đến",
    "expired": "thư mời đã hết hạn",
    "registered": "đã đăng ký",
    "people": "có người",
}


def units_with_people(today: date) -> UnitQuerySet:
    """Units of today, each with `people` and what became of its last invitation."""
    working = Q(in_force(today, "memberships__from_date", "memberships__to_date"))
    working &= Q(memberships__role__in=Membership.WORKING, memberships__user__is_active=True)
    links = SignedLink.objects.filter(unit=OuterRef("pk"), purpose=SignedLink.Purpose.REGISTER).order_by("-id")
    said = Message.objects.filter(unit=OuterRef("pk"), kind="register").order_by("-id")
    return (
        Unit.objects.active(today)
        .annotate(people=Count("memberships__user", filter=working, distinct=True))
        .annotate(
            **{name: Subquery(links.values(name)[:1]) for name in ("created_at", "expires_at", "used_at")},
            letter=Subquery(said.values("deliveries__state")[:1]),
        )
    )


def unit_rows(units: list[Unit], now: datetime) -> list[UnitRow]:
    return [UnitRow(unit, unit.people, unit.created_at, _state(unit, now)) for unit in units]


def _state(unit: Unit, now: datetime) -> str:
    if unit.used_at:
        return "registered"
    if unit.created_at is None:
        return ""
    if unit.letter in (Delivery.State.FAILED, Delivery.State.SKIPPED):
        return "failed"
    return "expired" if unit.expires_at <= now else "invited"


def find_units(today: date, *, sought: str = "", kind: str = "", people: str = "") -> list[Unit]:
    """By name without diacritics or code. A city has hundreds of units: they are searched in memory."""
    units = units_with_people(today)
    if kind:
        units = units.filter(kind=kind)
    if people:
        units = units.filter(people__gt=0) if people == "co" else units.filter(people=0)
    found = list(units.order_by("kind", "name"))
    wanted = plain(sought).split()
    if not wanted:
        return found
    return [unit for unit in found if all(w in plain(f"{unit.name} {unit.short_name} {unit.code}") for w in wanted)]


def places_of(unit_id: int, today: date) -> list[Membership]:
    """All places of today, readers and administrators too, heads first."""
    rows = Membership.objects.current(today).filter(unit=unit_id).select_related("user")
    order = list(Role.values)
    order.sort(key=[Role.HEAD, Role.COORDINATOR, Role.OFFICER, Role.LEADER, Role.INSPECTOR, Role.ADMIN].index)
    return sorted(rows, key=lambda place: (order.index(place.role), place.user.full_name))


@dataclass(frozen=True)
class Happened:
    event: Event
    actor: User | None
    person: User | None
    template: str


def history(unit_id: int, size: int = 30) -> list[Happened]:
    """What was done to the unit and its people, newest first; two queries."""
    events = list(Event.objects.about("unit", unit_id).filter(verb__startswith="units.").order_by("-id")[:size])
    numbers = {e.actor_id for e in events} | {e.payload.get("person") for e in events}
    people = User.objects.in_bulk(numbers - {None})
    return [
        Happened(
            event,
            people.get(event.actor_id),
            people.get(event.payload.get("person")),
            f"{event.verb.replace('.', '/events/', 1)}.html",
        )
        for event in events
    ]

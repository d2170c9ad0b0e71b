"""Who would get what on a day, gathered as the post office will: one digest a person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from notifications.models import Channel, Message, Opening
from notifications.queries import Guests
from units.models import Unit, User
from units.queries import units_of


@dataclass(frozen=True)
class Share:
    """What one person, or one mailbox, is told."""

    who: User | Unit
    unit: Unit | None
    where: str
    lines: list[tuple[Message, str]]
    """Each with the channels it may take, in words."""
    reached: bool
    """Not while only those on the go-live list are written to and this one is not there."""


def guests() -> str:
    """While only those on the go-live list are written to: how many; empty once it is open to all."""
    if Guests().everybody:
        return ""
    opening = Opening.objects.first() or Opening()
    people, units = (opening.people.count(), opening.units.count()) if opening.pk else (0, 0)
    return f"{people} người, {units} đơn vị"


def shares(messages: Iterable[Message], plan_id: int | None = None) -> list[Share]:
    """By name; with `plan_id` only those whom that plan reaches, and only its lines."""
    kept = [message for message in messages if plan_id in (None, message.plan_id)]
    users = User.objects.in_bulk({message.user_id for message in kept if message.user_id})
    units = Unit.objects.in_bulk({message.unit_id for message in kept if message.unit_id})
    found: dict[User | Unit, list[tuple[Message, str]]] = defaultdict(list)
    for message in kept:
        found[users[message.user_id] if message.user_id else units[message.unit_id]].append(
            (message, _channels(message))
        )
    opened, places = Guests(), units_of(users, timezone.localdate())
    made = (
        Share(
            who,
            places.get(who.pk) if isinstance(who, User) else None,
            _where(who),
            lines,
            any(opened.has(message) for message, _ in lines),
        )
        for who, lines in found.items()
    )
    return sorted(made, key=lambda share: str(share.who))


def _channels(message: Message) -> str:
    allowed = message.channels.split(",")
    return ", ".join(Channel(code).label for code in Channel.values if code in allowed)


def _where(who: User | Unit) -> str:
    return who.official_mailbox if isinstance(who, Unit) else who.email

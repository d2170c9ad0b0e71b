"""Put messages into envelopes: for each recipient, day and channel one digest, or a letter of its own."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from notifications.kinds import Words, drop_outdated, words_of_plans
from notifications.models import Channel, Delivery, Enclosure, Message
from notifications.notices import bot_text, read, short_text, shown, subject, template, words_of
from notifications.operations.linking import make_item_links
from notifications.operations.routing import Place, Recipient, Routes
from notifications.operations.stopping import stop_url
from units.models import Membership, Unit

State = Delivery.State


@dataclass(frozen=True)
class Parcel:
    """Lines of one recipient that go to one place under one key."""

    who: Recipient
    place: Place
    key: str
    lines: list[Message]


@transaction.atomic
def compose_digests(*, today: date, now: datetime | None = None) -> int:
    """How many digests are new. A recipient who already has one of today waits for the next."""
    now = now or timezone.now()
    _take_back_unsent(before=today)
    served = set(Delivery.objects.filter(day=today, key=Delivery.DIGEST).values_list("user", "unit"))
    messages = [message for message in _lock(now, single=False) if message.recipient not in served]
    return _envelop(messages, today, now)


@transaction.atomic
def compose_letters(*, now: datetime) -> int:
    """Envelopes for the messages that travel alone, at once."""
    return _envelop(_lock(now, single=True), timezone.localdate(now), now)


@dataclass(frozen=True)
class Known:
    """What many letters share, asked once: the words of plans, and where people work."""

    words: dict[int, Words]
    units: dict[int, Unit]
    house: str

    @classmethod
    def of(cls, users: Iterable[int], day: date) -> "Known":
        return cls(words_of_plans(), _only_units(users, day), house())


def _only_units(users: Iterable[int], day: date) -> dict[int, Unit]:
    """Where each works; a letter to somebody with several places speaks of all of them and is named after none."""
    found: dict[int, set[Unit]] = defaultdict(set)
    for place in Membership.objects.current(day).filter(user__in=users).select_related("unit"):
        found[place.user_id].add(place.unit)
    return {user: next(iter(units)) for user, units in found.items() if len(units) == 1}


def house() -> str:
    return Unit.objects.filter(kind=Unit.Kind.CITY).values_list("name", flat=True).first() or ""


def write(delivery: Delivery, messages: list[Message], known: Known | None = None) -> None:
    """Fill in the words as the channel wants them; the caller saves."""
    if delivery.channel == Channel.EMAIL:
        known = known or Known.of({delivery.user_id} - {None}, delivery.day)
        own, unit = words_of(messages, known.words), known.units.get(delivery.user_id)
        recipient = f"{delivery.user}, {unit.formal_name}" if unit else delivery.user or delivery.unit.formal_name
        stop = stop_url(delivery) if delivery.key == Delivery.DIGEST else ""
        to = {"to": str(recipient), "is_mailbox": delivery.user is None, "day": delivery.day}
        reading = read(messages, **to, stop_url=stop, words=own, house=known.house)
        delivery.subject, delivery.text, delivery.html = reading.subject[:300], reading.text, reading.html
        return
    delivery.subject = subject(messages, delivery.day)[:300]
    if delivery.channel == Channel.ZALO_OA:
        filled = template(messages, delivery.day)
        delivery.text, delivery.cells = f"{filled.title}: {filled.code} {filled.work}", filled.cells()
    else:
        worded = short_text if delivery.channel == Channel.SMS else bot_text
        delivery.text = worded(messages, delivery.day)


def enclose(parcels: list[Parcel], routes: Routes, day: date, now: datetime, **more: object) -> int:
    """Where somebody else has made the same envelope, these lines wait for the next one."""
    if not parcels:
        return 0
    prefetch_related_objects([line for parcel in parcels for line in parcel.lines], "links")
    rows, known = {}, Known.of({parcel.who[0] for parcel in parcels} - {None}, day)
    for parcel in parcels:
        delivery = _delivery(parcel, routes, day, now, **more)
        write(delivery, parcel.lines, known)
        rows[delivery.message_id] = (delivery, parcel.lines)
    Delivery.objects.bulk_create([delivery for delivery, _ in rows.values()], batch_size=500, ignore_conflicts=True)
    made = dict(Delivery.objects.filter(message_id__in=rows).values_list("message_id", "pk"))
    lines = [(made[key], message) for key, (_, messages) in rows.items() if key in made for message in messages]
    Enclosure.objects.bulk_create(
        (Enclosure(delivery_id=pk, message=message, plan_id=message.plan_id, day=day) for pk, message in lines),
        batch_size=1_000,
    )
    Message.objects.filter(pk__in={message.pk for _, message in lines}).update(enclosed_at=now)
    return len(made)


def _envelop(messages: list[Message], day: date, now: datetime) -> int:
    routes = Routes(message.recipient for message in messages)
    before = Enclosure.objects.filter(message__in=messages, delivery__day__lt=day)
    told = set(before.values_list("message", "delivery__channel"))
    groups: dict[tuple[Recipient, Place, str], list[Message]] = defaultdict(list)
    nowhere = []
    for message in messages:
        key = f"message-{message.pk}" if message.single else Delivery.DIGEST
        places = [place for place in routes.places(message) if (message.pk, place.channel) not in told]
        for place in places:
            groups[message.recipient, place, key].append(message)
        if not places:
            nowhere.append(message.pk)
    Message.objects.filter(pk__in=nowhere).update(enclosed_at=now)
    make_item_links({line for lines in groups.values() for line in shown(lines)}, now=now)
    return enclose([Parcel(*group, lines) for group, lines in groups.items()], routes, day, now)


def _lock(now: datetime, **only: object) -> list[Message]:
    """Messages without an envelope that still hold. Two composers at once never take the same."""
    waiting = Message.objects.without_envelope().filter(**only)
    drop_outdated(waiting, now=now)
    return list(waiting.order_by("id").select_for_update(skip_locked=True))


def _take_back_unsent(*, before: date) -> None:
    """After an outage nobody gets yesterday's digest beside today's: its lines go into the new one."""
    old = Delivery.objects.waiting().filter(key=Delivery.DIGEST, day__lt=before)
    taken = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Message.objects.filter(deliveries__in=taken, obsolete_at=None).update(enclosed_at=None)
    Enclosure.objects.filter(delivery__in=taken).delete()
    Delivery.objects.filter(pk__in=taken).update(state=State.SKIPPED, reason="gộp vào bản gộp sau")


def _delivery(parcel: Parcel, routes: Routes, day: date, now: datetime, **more: object) -> Delivery:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    place, who = parcel.place, parcel.who
    # Fixed before the first try, so that a letter sent again is known as the same one.
    delivery = Delivery(key=parcel.key, day=day, channel=place.channel, target=place.target, **more)
    delivery.message_id = f"<{uuid.uuid4()}@{host}>"
    delivery.user, delivery.unit = (routes.recipient(who), None) if who[0] else (None, routes.recipient(who))
    delivery.last_rung = any(message.last_rung or message.single for message in parcel.lines)
    if place.skip:
        delivery.state, delivery.reason = State.SKIPPED, place.skip
    else:
        digest_of = day if parcel.key == Delivery.DIGEST else None
        delivery.next_try_at = routes.wait(who, place.channel, digest_of=digest_of, now=now)
    return delivery

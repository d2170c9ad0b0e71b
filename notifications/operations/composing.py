"""Put messages into envelopes: one digest for each recipient and day, or a letter of its own."""

import uuid
from collections import defaultdict
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Expression, OuterRef, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from notifications.kinds import drop_outdated
from notifications.models import Address, Channel, Delivery, Message
from notifications.notices import read, shown
from notifications.operations.linking import make_item_links
from units.models import Unit, User

State = Delivery.State
Recipient = tuple[int | None, int | None]  # user, or unit


@transaction.atomic
def compose_digests(*, today: date) -> int:
    """How many digests are new. A recipient who already has today's waits for the next one."""
    _take_back_unsent(before=today)
    served = set(Delivery.objects.filter(day=today, key=Delivery.DIGEST).values_list("user", "unit"))
    groups = defaultdict(list)
    for message in _lock(timezone.now(), single=False):
        if message.recipient not in served:
            groups[message.recipient].append(message)
    return _envelop(list(groups.values()), Value(Delivery.DIGEST), today)


@transaction.atomic
def compose_letters(*, now: datetime) -> int:
    """Envelopes for the messages that travel alone, at once."""
    key = Concat(Value("message-"), Cast(OuterRef("pk"), CharField()))
    return _envelop([[message] for message in _lock(now, single=True)], key, timezone.localdate(now))


def write(delivery: Delivery, messages: list[Message]) -> None:
    """Fill in subject and bodies; the caller saves."""
    recipient = delivery.user or delivery.unit
    reading = read(messages, to=str(recipient), is_mailbox=delivery.user is None, day=delivery.day)
    delivery.subject, delivery.text, delivery.html = reading.subject[:300], reading.text, reading.html


def _lock(now: datetime, **only: object) -> list[Message]:
    """Messages without an envelope that still hold. Two composers at once never take the same."""
    waiting = Message.objects.without_envelope().filter(**only)
    drop_outdated(waiting, now=now)
    return list(waiting.order_by("id").select_for_update(skip_locked=True))


def _take_back_unsent(*, before: date) -> None:
    """After an outage nobody gets yesterday's digest beside today's: its lines go into the new one."""
    old = Delivery.objects.waiting().filter(key=Delivery.DIGEST, day__lt=before)
    taken = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Message.objects.filter(delivery__in=taken).update(delivery=None)
    Delivery.objects.filter(pk__in=taken).update(state=State.SKIPPED, reason="gộp vào bản gộp sau")


def _envelop(groups: list[list[Message]], key: Expression, day: date) -> int:
    """`key` names the envelope of a message, on the message's row."""
    recipients = _recipients({messages[0].recipient for messages in groups})
    make_item_links([line for messages in groups for line in shown(messages)], now=timezone.now())
    prefetch_related_objects([line for messages in groups for line in messages], "links")
    envelopes = [(_delivery(messages, day, recipients), messages) for messages in groups]
    # A composer that came first has made the same envelope: then these messages wait for the next one.
    Delivery.objects.bulk_create([delivery for delivery, _ in envelopes], batch_size=500, ignore_conflicts=True)
    rows = Delivery.objects.filter(message_id__in=[delivery.message_id for delivery, _ in envelopes])
    made = set(rows.values_list("message_id", flat=True))
    enclosed = [m.pk for delivery, messages in envelopes if delivery.message_id in made for m in messages]
    for side in ("user", "unit"):
        envelope = Delivery.objects.filter(day=day, key=key, **{side: OuterRef(side)}).values("pk")
        mine = Message.objects.filter(pk__in=enclosed, **{f"{side}__isnull": False})
        mine.update(delivery=Subquery(envelope))
    return len(made)


def _delivery(messages: list[Message], day: date, recipients: dict) -> Delivery:
    first = messages[0]
    key = f"message-{first.pk}" if first.single else Delivery.DIGEST
    (user_id, unit_id), host = first.recipient, settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    recipient, target = recipients[user_id, unit_id]
    # Fixed before the first try, so that a letter sent again is known as the same one.
    delivery = Delivery(key=key, day=day, target=target, message_id=f"<{uuid.uuid4()}@{host}>")
    delivery.user, delivery.unit = (recipient, None) if user_id else (None, recipient)
    write(delivery, messages)
    if not target:
        delivery.state, delivery.reason = State.SKIPPED, "chưa có địa chỉ nhận thư"
    return delivery


def _recipients(wanted: set[Recipient]) -> dict[Recipient, tuple[User | Unit, str]]:
    """Each with the place where the mail goes: an Address of their own, else the usual one."""
    users = User.objects.filter(pk__in={user for user, _ in wanted if user})
    units = Unit.objects.filter(pk__in={unit for _, unit in wanted if unit})
    rows = Address.objects.filter(channel=Channel.EMAIL, user__in=users) | Address.objects.filter(
        channel=Channel.EMAIL, unit__in=units
    )
    own = {address.recipient: address.target for address in rows}
    people = {(user.pk, None): (user, own.get((user.pk, None), user.email)) for user in users}
    return people | {(None, unit.pk): (unit, own.get((None, unit.pk), unit.official_mailbox)) for unit in units}

"""Put messages into envelopes: one digest for each recipient and day, or a letter of its own."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from notifications.kinds import no_longer_true
from notifications.models import Address, Channel, Delivery, Message
from notifications.notices import read
from units.models import Unit, User

State = Delivery.State
Recipient = tuple[int | None, int | None]  # user, or unit


@transaction.atomic
def compose_digests(*, today: date) -> int:
    """How many digests are new. A recipient who already has today's waits for the next one."""
    _take_back_unsent(before=today)
    served = set(Delivery.objects.filter(day=today, key=Delivery.DIGEST).values_list("user", "unit"))
    waiting = _lock(single=False)
    groups = defaultdict(list)
    for message in still_true(waiting, now=timezone.now()):
        if message.recipient not in served:
            groups[message.recipient].append(message)
    return _envelop([(Delivery.DIGEST, some) for some in groups.values()], today)


@transaction.atomic
def compose_letters(*, now: datetime) -> int:
    """Envelopes for the messages that travel alone, at once."""
    waiting = still_true(_lock(single=True), now=now)
    return _envelop([(f"message-{m.pk}", [m]) for m in waiting], timezone.localdate(now))


def still_true(messages: list[Message], *, now: datetime) -> list[Message]:
    """Without those that were overtaken meanwhile (work done, date moved); these are marked."""
    gone = no_longer_true(messages)
    if gone:
        Message.objects.filter(pk__in=gone).update(obsolete_at=now)
    return [message for message in messages if message.pk not in gone]


def write(delivery: Delivery, messages: list[Message]) -> None:
    """Fill in subject and bodies; the caller saves."""
    recipient = delivery.user or delivery.unit
    reading = read(messages, to=str(recipient), is_mailbox=delivery.user is None, day=delivery.day)
    delivery.subject, delivery.text, delivery.html = reading.subject[:300], reading.text, reading.html


def _lock(**only: object) -> list[Message]:
    """Two composers at once never take the same message."""
    rows = Message.objects.without_envelope().filter(**only).order_by("id")
    return list(rows.select_for_update(skip_locked=True))


def _take_back_unsent(*, before: date) -> None:
    """After an outage nobody gets yesterday's digest beside today's: its lines go into the new one."""
    old = Delivery.objects.waiting().filter(key=Delivery.DIGEST, day__lt=before)
    taken = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Message.objects.filter(delivery__in=taken).update(delivery=None)
    Delivery.objects.filter(pk__in=taken).update(state=State.SKIPPED, reason="gộp vào bản gộp sau")


def _envelop(groups: list[tuple[str, list[Message]]], day: date) -> int:
    recipients = _recipients({messages[0].recipient for _, messages in groups})
    envelopes = [(_delivery(key, messages, day, recipients), messages) for key, messages in groups]
    # A composer that came first has made the same envelope: then these messages wait for the next one.
    Delivery.objects.bulk_create([d for d, _ in envelopes], batch_size=200, ignore_conflicts=True)
    made = _pks(delivery for delivery, _ in envelopes)
    enclosed = []
    for delivery, messages in envelopes:
        for message in messages:
            message.delivery_id = made.get(delivery.message_id)
            enclosed.append(message)
    Message.objects.bulk_update(enclosed, ["delivery"], batch_size=500)
    return len(made)


def _pks(deliveries: Iterable[Delivery]) -> dict[str, int]:
    rows = Delivery.objects.filter(message_id__in=[d.message_id for d in deliveries])
    return dict(rows.values_list("message_id", "pk"))


def _delivery(key: str, messages: list[Message], day: date, recipients: dict) -> Delivery:
    (user_id, unit_id), host = messages[0].recipient, settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
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

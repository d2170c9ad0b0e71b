"""Everything was off for a while: what each person then gets is one digest, not one for every day missed."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import count

from django.utils import timezone

from notifications.models import Delivery, Message
from notifications.operations import Notice, compose_digests, deliver, post
from tests.faults.mail import MoodyMail
from units.models import User

PEOPLE = 100
numbers = count(1_000)
# Long after the rest of the drill, a week for each outage.
start = timezone.localtime() + timedelta(days=30)


def come_back_after(outage: timedelta, mail: MoodyMail) -> None:
    """The digests of the morning could not leave; the machine is off, then there are new lines as well."""
    global start
    start += timedelta(days=7)
    morning = start.replace(hour=8, minute=0, second=0, microsecond=0)
    people = list(User.objects.order_by("pk")[:PEOPLE])
    arrived = len(mail.letters)
    mail.stop()
    _say(people, morning.date())
    compose_digests(today=morning.date(), now=morning)
    deliver(now=morning)
    mail.start()
    back = morning + outage
    if back.date() > morning.date():
        _say(people, back.date())
    _tick(back)
    _tick(back + timedelta(hours=5))
    letters = Counter(letter["To"] for letter in mail.messages[arrived:])
    if set(letters.values()) != {1} or len(letters) != PEOPLE or _waiting():
        raise AssertionError(f"after {outage}: {len(letters)} people, {letters.total()} letters, {_waiting()} wait")


def _tick(now: datetime) -> None:
    compose_digests(today=timezone.localdate(now), now=now)
    deliver(now=now)


def _say(people: list[User], day: date) -> None:
    number = next(numbers)
    words = {"kind": "drill", "subject": ("plan", number), "text": f"Tin số {number}", "path": "/", "dedupe": "drill"}
    post([Notice(**words, to_user_id=person.pk) for person in people], today=day)


def _waiting() -> int:
    return Delivery.objects.waiting().count() + Message.objects.without_envelope().count()

"""Post letters, break things while they go out, and count what arrived."""

import time
from collections import Counter
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from notifications.models import Delivery, Message
from notifications.operations import Notice, deliver, post
from notifications.operations.delivering import CLAIM_LAPSES
from tests.faults.place import Place
from tests.services.children import wait_until
from units.models import User

PEOPLE = 150
BETWEEN_FAULTS = 40
HANDS = 2  # threads of the worker, each with one letter in hand


def drill(place: Place) -> int:
    """0 when nothing was lost, and nothing came twice but letters in hand when something broke."""
    call_command("migrate", verbosity=0)
    tick_every_second()
    people = make_people()
    place.start_worker_and_second_beat()
    faults = [place.kill_worker, place.kill_redis, place.close_mail_server] * 2 + [place.kill_worker]
    for number, fault in enumerate(faults):
        say_to(people, number)
        arrived = len(place.mail.letters)
        wait_until(lambda arrived=arrived: len(place.mail.letters) >= arrived + BETWEEN_FAULTS, "mail", seconds=90)
        print(f"faults: {fault.__name__} after {len(place.mail.letters)} letters", flush=True)
        fault()
    wait_until(lambda: not Delivery.objects.filter(state=Delivery.State.QUEUED).exists(), "the queue", seconds=120)
    wait_for_silence(place)
    place.stop_worker_and_second_beat()
    send_what_was_left()
    in_hand = HANDS * (len(faults) - faults.count(place.kill_redis))
    return report(place, 1 + len(faults), in_hand)


def tick_every_second() -> None:
    second, _ = IntervalSchedule.objects.get_or_create(every=1, period=IntervalSchedule.SECONDS)
    PeriodicTask.objects.create(name="drill", task="notifications.jobs.deliver_pending", interval=second)


def make_people() -> list[User]:
    rows = [User(username=f"nguoi{n}", full_name=f"Người {n}", email=f"n{n}@example.org") for n in range(PEOPLE)]
    return User.objects.bulk_create(rows)


def say_to(people: list[User], number: int) -> None:
    post(
        Notice(
            kind="drill",
            subject=("plan", number),
            text=f"Tin số {number}",
            path="/",
            dedupe="drill",
            to_user_id=person.pk,
            single=True,
        )
        for person in people
    )


def wait_for_silence(place: Place, seconds: float = 5) -> None:
    """Until the last living worker has written down what became of its letters."""
    arrived = -1
    while arrived < (arrived := len(place.mail.letters)):
        time.sleep(seconds)


def send_what_was_left() -> None:
    """What the next ticks would do: claims of the dead lapse, letters that failed for a while are tried again."""
    later = timezone.now() + CLAIM_LAPSES + timedelta(minutes=1)
    for hours in range(24):
        if not deliver(now=later + timedelta(hours=hours)):
            return


def report(place: Place, faults: int, in_hand: int) -> int:
    arrived = Counter(letter["Message-ID"] for letter in place.mail.messages)
    posted = set(Delivery.objects.values_list("message_id", flat=True))
    expected = Message.objects.count()
    lost = expected - len(posted & arrived.keys())
    doubled = arrived.total() - len(arrived)
    strange = len(arrived.keys() - posted) + len(posted) - expected
    if strange:
        print(f"faults: {strange} letters nobody asked for")
    print(f"faults {faults}, lost {lost}, doubled {doubled}", flush=True)
    return int(lost > 0 or doubled > in_hand or strange > 0)

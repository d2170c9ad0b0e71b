"""Say something to 2,000 people, break things while it goes out, and count what arrived."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from notifications.channels.zalo_tokens import keep
from notifications.models import Address, Channel, Delivery, Message, Opening
from notifications.operations import Notice, deliver, post
from notifications.operations.delivering import CLAIM_LAPSES
from tests.faults.outage import come_back_after
from tests.faults.place import Place
from tests.services.children import wait_until
from units.models import User

BY_MAIL, BY_BOT, BY_TEMPLATE = 1_800, 120, 80
AT_A_TIME = 180
SLOW = 300  # seconds that a busy machine may need for what takes a free one twenty
HANDS = 2  # threads of the worker, each with one letter in hand
OUTAGES = (timedelta(minutes=30), timedelta(hours=4), timedelta(days=3))


class Drill:
    def __init__(self, place: Place) -> None:
        self.place, self.faults = place, 1  # two beats all the time
        self.in_hand = 0
        """Letters that may come twice: those on their way when something broke."""

    def run(self) -> int:
        call_command("migrate", verbosity=0)
        Opening.objects.create(pk=1, everyone=True)
        tick_every_second()
        people = iter(make_people())
        self.place.start_worker_and_second_beat()
        for fault, doubles in self.breaking():
            self.suffer(list(islice(people, AT_A_TIME)), fault, doubles)
        self.trouble_zalo(list(people))
        self.wait_for_silence()
        self.place.stop_worker_and_second_beat()
        send_what_was_left()
        for outage in OUTAGES:
            self.count(f"back after {outage}")
            come_back_after(outage, self.place.mail)
        return self.report()

    def breaking(self) -> Iterator[tuple[Callable[[], None], int]]:
        place, mail = self.place, self.place.mail
        yield place.kill_worker, HANDS
        yield place.kill_redis, 0
        yield place.restart_postgres, HANDS
        yield place.mail_refuses, HANDS
        yield self.setting(mail, "slow", 10), 0
        yield self.setting(mail, "hang_up", 2), 2
        yield self.setting(mail, "greylists", True), 0
        yield place.kill_worker, HANDS
        yield place.kill_redis, 0
        yield place.kill_worker, HANDS

    def setting(self, thing: object, name: str, value: object) -> Callable[[], None]:
        def change() -> None:
            setattr(thing, name, value)

        change.__name__ = f"mail_{name}"
        return change

    def suffer(self, people: list[User], fault: Callable[[], None], doubles: int) -> None:
        arrived = len(self.place.mail.letters)
        say_to(people, self.faults)
        wait_until(lambda: len(self.place.mail.letters) >= arrived + AT_A_TIME // 6, "mail", seconds=SLOW)
        self.count(fault.__name__)
        fault()
        self.place.mail.greylists = fault.__name__ == "mail_greylists"
        self.in_hand += doubles
        connection.close()

    def trouble_zalo(self, people: list[User]) -> None:
        zalo, some = self.place.zalo, iter(people)
        keep(access="access-0", refresh="refresh-0", seconds=90_000, now=timezone.now())
        link(people, zalo.chats)
        troubles = (
            ("zalo_5xx", Channel.ZALO, lambda: zalo.plan("sendMessage", 500, 503)),
            ("zalo_invalid_user", Channel.ZALO, lambda: zalo.chats.difference_update({f"chat-{people[-1].pk}"})),
            ("zalo_token_expired", Channel.ZALO_OA, lambda: setattr(zalo, "access", "another")),
            ("zalo_number_unknown", Channel.ZALO_OA, lambda: zalo.without_zalo.add(phone(people[0]))),
            ("zalo_quota", Channel.ZALO_OA, lambda: setattr(zalo, "quota", 3)),
        )
        for number, (name, channel, trouble) in enumerate(troubles):
            self.count(name)
            trouble()
            size = BY_BOT // 2 if channel == Channel.ZALO else BY_TEMPLATE // 3
            say_to(list(islice(some, size)), 100 + number, channels=(channel,))
            wait_until(lambda channel=channel: not waiting(channel), name, seconds=SLOW)
        say_to(list(some), 200)

    def count(self, name: str) -> None:
        self.faults += 1
        print(f"faults: {name} after {len(self.place.mail.letters)} letters", flush=True)

    def wait_for_silence(self, seconds: float = 4) -> None:
        """Until the worker has written down what became of all it may send now."""
        wait_until(lambda: not Delivery.objects.filter(state=Delivery.State.QUEUED).exists(), "the queue", SLOW)
        arrived = -1
        while arrived < (arrived := len(self.place.mail.letters)):
            time.sleep(seconds)

    def report(self) -> int:
        mail, zalo = self.place.mail, self.place.zalo
        letters = Counter(letter["Message-ID"] for letter in mail.messages)
        chats = Counter(said["chat_id"] for said in zalo.messages)
        templates = Counter(sent["tracking_id"] for sent in zalo.templates)
        lost, known = 0, set()
        for message in Message.objects.filter(kind="drill").prefetch_related("deliveries"):
            ways = [
                (one.message_id in letters, one.target in chats, one.tracking in templates, one)
                for one in message.deliveries.all()
            ]
            known |= {one.message_id for *_, one in ways}
            lost += not any(way[0] or way[1] or way[2] for way in ways)
        doubled = letters.total() - len(letters)
        strange = len(letters.keys() - known) + chats.total() - len(chats) + templates.total() - len(templates)
        if strange:
            print(f"faults: {strange} messages nobody asked for, or twice on Zalo")
        print(f"faults {self.faults}, lost {lost}, doubled {doubled}", flush=True)
        return int(lost > 0 or doubled > self.in_hand or strange > 0)


def drill(place: Place) -> int:
    """0 when nothing was lost, and nothing came twice but letters in hand when something broke."""
    return Drill(place).run()


def waiting(channel: str) -> bool:
    states = [Delivery.State.QUEUED, Delivery.State.SENDING]
    unposted = Message.objects.without_envelope().filter(single=True).exists()
    return unposted or Delivery.objects.filter(channel=channel, state__in=states).exists()


def tick_every_second() -> None:
    second, _ = IntervalSchedule.objects.get_or_create(every=1, period=IntervalSchedule.SECONDS)
    PeriodicTask.objects.create(name="drill", task="notifications.jobs.deliver_pending", interval=second)


def make_people() -> list[User]:
    count = BY_MAIL + BY_BOT + BY_TEMPLATE
    rows = [User(username=f"nguoi{n}", full_name=f"Người {n}", email=f"n{n}@example.org") for n in range(count)]
    return User.objects.bulk_create(rows)


def phone(person: User) -> str:
    return f"849{person.pk:08}"


def link(people: list[User], chats: set[str]) -> None:
    now = timezone.now()
    for person in people:
        chats.add(f"chat-{person.pk}")
        for channel, target in ((Channel.ZALO, f"chat-{person.pk}"), (Channel.ZALO_OA, phone(person))):
            Address.objects.create(user=person, channel=channel, target=target, verified_at=now)


def say_to(people: list[User], number: int, channels: tuple[str, ...] = ("email",)) -> None:
    post(
        Notice(
            kind="drill",
            subject=("plan", number),
            text=f"Tin số {number}",
            path="/",
            dedupe="drill",
            to_user_id=person.pk,
            single=True,
            channels=channels,
            code="A.1",
        )
        for person in people
    )


def send_what_was_left() -> None:
    """What the next ticks would do: claims of the dead lapse, letters that failed for a while are tried again."""
    later = timezone.now() + CLAIM_LAPSES + timedelta(minutes=1)
    for hours in range(24):
        if not deliver(now=later + timedelta(hours=hours)):
            return

"""B9: the daily sweep: 2,000 people, one digest each, over SMTP; and what memory does over 20,000 reminders."""

import os
import smtplib
from datetime import date, timedelta
from itertools import count
from operator import truediv
from statistics import median
from time import perf_counter

from django.test import override_settings
from django.utils import timezone

from bench.figure import Figure
from bench.floors import smtp_sink
from bench.ground import Ground
from bench.memory import pss
from bench.server import HOST
from notifications.channels.mime import encode
from notifications.channels.outcomes import Letter
from notifications.models import Channel, Delivery, Message, Opening
from notifications.operations import Notice, compose_digests, deliver, post
from units.models import User

PEOPLE, DAYS, LINES = 2_000, 10, 3
LEAST, MOST_GROWTH = 0.5, 1.1
numbers = count(1)


def daily_sweep(ground: Ground) -> Figure:
    _ = ground.schema
    _settle()
    people = _people()
    today = timezone.localdate()
    Opening.objects.update_or_create(pk=1, defaults={"everyone": True})
    rates, floors, memory, composed = [], [], [], []
    with smtp_sink() as port, override_settings(EMAIL_URL=f"smtp://{HOST}:{port}"):
        for number in range(DAYS):
            day = today + timedelta(days=number)
            composed.append(_compose(people, day))
            rates.append(_deliver())
            memory.append(pss(os.getpid()))
            floors.append(_floor(port, day))
    # of each day by itself: the machine may be quicker on one day than on the next
    rate, floor, ratio = median(rates), median(floors), median(map(truediv, rates, floors))
    grown = memory[-1] / memory[0]
    return Figure(
        id="B9",
        measured=rate,
        unit="mails/s",
        budget=LEAST * floor,
        holds=ratio >= LEAST and grown <= MOST_GROWTH,
        n=DAYS,
        words=f"{rate:.0f} mails/s, floor {floor:.0f}; composing {PEOPLE} digests {median(composed):.1f} s; "
        f"MB after each {PEOPLE} of {PEOPLE * DAYS} letters: {' '.join(f'{one:.0f}' for one in memory)}",
        rule=f"≥ {LEAST} × F3, memory flat",
        floor=floor,
        ratio=ratio,
        growth=grown,
    )


def _settle() -> None:
    """What the ground itself had to say (new work goes out at once) is not measured."""
    Message.objects.without_envelope().update(obsolete_at=timezone.now())
    Delivery.objects.waiting().update(state=Delivery.State.SKIPPED)


def _people() -> list[User]:
    rows = [User(username=f"nhan-{n}", full_name=f"Người nhận {n}", email=f"n{n}@example.org") for n in range(PEOPLE)]
    return User.objects.bulk_create(rows)


def _compose(people: list[User], day: date) -> float:
    subjects = [next(numbers) for _ in range(LINES)]
    began = perf_counter()
    post((_notice(person, subject, day) for person in people for subject in subjects), today=day)
    compose_digests(today=day, now=timezone.now())
    return perf_counter() - began


def _notice(person: User, subject: int, day: date) -> Notice:
    return Notice(
        kind="bench",
        subject=("assignment", subject),
        text=f"IV.{subject} Rà soát, chuẩn hóa thông tin dự án đầu tư công",
        detail="KH 131/KH-UBND · hạn trong tuần",
        path=f"/viec/{subject}/",
        dedupe=day.isoformat(),
        due_date=day + timedelta(days=subject % 7),
        to_user_id=person.pk,
    )


def _deliver() -> float:
    began = perf_counter()
    sent = deliver(now=timezone.now())["sent"]
    if sent != PEOPLE:
        raise RuntimeError(f"{sent} of {PEOPLE} letters were sent")
    return sent / (perf_counter() - began)


def _floor(port: int, day: date) -> float:
    """The same letters by one open connection and nothing else."""
    rows = Delivery.objects.filter(day=day, channel=Channel.EMAIL)[:PEOPLE]
    now, sender = timezone.now(), "sauro@example.org"
    letters = [
        (d.target, encode(Letter(d.target, d.subject, d.text, d.html, d.message_id, now), sender)) for d in rows
    ]
    with smtplib.SMTP(HOST, port) as connected:
        began = perf_counter()
        for to, data in letters:
            connected.sendmail(sender, [to], data)
    return len(letters) / (perf_counter() - began)

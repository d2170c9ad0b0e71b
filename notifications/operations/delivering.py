"""Send what waits: claim, check that it still holds, send outside any transaction, write down what became of it."""

import logging
import time
import uuid
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q

from notifications.channels import Letter, Outcome, Result, Sender, is_open, open_channel, window
from notifications.kinds import Attachment, attached, drop_outdated
from notifications.models import Channel, Delivery, Message
from notifications.operations.budgeting import Purse
from notifications.operations.composing import compose_letters, write
from notifications.operations.linking import Tokens, fill, tokens_in
from notifications.operations.settling import MOST_ATTEMPTS, cannot_pay, give_up, skip, write_down
from notifications.operations.stopping import stop_url
from notifications.operations.verifying import with_code
from notifications.periods import wait_until
from notifications.queries import Guests

log = logging.getLogger(__name__)

State = Delivery.State
BATCH = 100
CLAIM_LAPSES = timedelta(minutes=10)
# Well before the claim lapses, however long the last letter of a batch takes.
BATCH_ENDS = timedelta(minutes=5)


@dataclass
class Run:
    """What one call of `deliver` knows and counts."""

    started: datetime
    counts: Counter[str] = field(default_factory=Counter)
    guests: Guests = field(default_factory=Guests)
    clock: float = field(default_factory=time.monotonic)

    @property
    def now(self) -> datetime:
        return self.started + timedelta(seconds=time.monotonic() - self.clock)


def deliver(*, now: datetime, limit: int = 5_000) -> Counter[str]:
    """How many ended in which state. Mail at least once, again only with the same Message-ID; chat at most once."""
    requeue_lapsed(now=now)
    compose_letters(now=now)
    run = Run(now)
    mail_is_up = _deliver_over(Channel.EMAIL, run, limit)
    chats = Delivery.objects.waiting().exclude(channel=Channel.EMAIL)
    for channel in chats.values_list("channel", flat=True).distinct():
        if not wait_until(run.now, window=window(channel)):
            _deliver_over(channel, run, limit)
            if mail_is_up:  # what chat could not carry
                mail_is_up = _deliver_over(Channel.EMAIL, run, limit)
    return run.counts


def requeue_lapsed(*, now: datetime) -> int:
    """A worker that died left its claim. A letter may have gone, so it keeps its Message-ID; what chat had in hand
    has no number to be known by, so it is not said twice."""
    lapsed = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=now - CLAIM_LAPSES)
    lapsed.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, claim=None, error="gửi dở nhiều lần")
    for delivery in lapsed.filter(handed_at__isnull=False).exclude(channel=Channel.EMAIL):
        write_down(delivery, Result(Outcome.UNKNOWN, "máy dừng khi đang gửi"), now)
    return lapsed.update(state=State.QUEUED, claim=None)


def _deliver_over(channel: str, run: Run, limit: int) -> bool:
    """False when the channel is down."""
    purse, sender = Purse(channel, run.now), None
    with ExitStack() as stack:
        while (left := limit - run.counts.total()) > 0:
            batch = _claim(channel, run.now, min(BATCH, left))
            if not batch:
                return True
            if not is_open(channel):
                for delivery in batch:
                    run.counts[give_up(delivery, "kênh này không còn được dùng", run.now)] += 1
                continue
            kept = _affordable(_still_to_send(batch, run), purse, run)
            sender = sender or stack.enter_context(open_channel(channel))
            send = _mail if channel == Channel.EMAIL else _chat
            if not send(kept, sender, run):
                return False
    return True


def _claim(channel: str, now: datetime, size: int) -> list[Delivery]:
    """Only rows that this UPDATE changed are ours, whoever else is at it."""
    waiting = Delivery.objects.waiting().filter(channel=channel)
    due = waiting.filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=now))
    some = list(due.order_by("id").values_list("pk", flat=True)[:size])
    claim = uuid.uuid4()
    changes = {"state": State.SENDING, "claim": claim, "claimed_at": now, "attempts": F("attempts") + 1}
    waiting.filter(pk__in=some).update(**changes, handed_at=None)
    return list(Delivery.objects.filter(pk__in=some, claim=claim).order_by("id")) if some else []


def _still_to_send(batch: list[Delivery], run: Run) -> list[Delivery]:
    """Lines that no longer hold are left out; an envelope with none left is not sent, nor one to a stranger."""
    poorer = drop_outdated(Message.objects.filter(deliveries__in=batch), now=run.now)
    kept = []
    for delivery in batch:
        if not run.guests.has(delivery):
            run.counts[skip(delivery, "chưa mở gửi cho mọi người")] += 1
        elif delivery.pk in poorer and not _write_again(delivery):
            run.counts[skip(delivery, "việc đã xong hoặc đã đổi hạn trước khi gửi")] += 1
        else:
            kept.append(delivery)
    return kept


def _affordable(batch: list[Delivery], purse: Purse, run: Run) -> list[Delivery]:
    refused = {delivery.pk: purse.refuses(delivery) for delivery in batch}
    for delivery in batch:
        if refused[delivery.pk]:
            run.counts[cannot_pay(delivery, refused[delivery.pk], run.now)] += 1
    return [delivery for delivery in batch if not refused[delivery.pk]]


def _write_again(delivery: Delivery) -> bool:
    """False when no line is left."""
    messages = list(delivery.messages.filter(obsolete_at__isnull=True))
    if messages:
        write(delivery, messages)
        delivery.save(update_fields=["subject", "text", "html", "cells"])
    return bool(messages)


def _chat(batch: list[Delivery], sender: Sender, run: Run) -> bool:
    """One after the other, each noted before it goes: chat has no number by which a second one would be known."""
    begun, waiting, tokens = run.now, deque(batch), tokens_in(batch)
    while waiting:
        delivery = waiting.popleft()
        Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(handed_at=run.now)
        result = _send(_letter(delivery, run.now, tokens), delivery.pk, sender)
        run.counts[write_down(delivery, result, run.now)] += 1
        if result.down or run.now - begun > BATCH_ENDS:
            _put_back(waiting)
            return False
    return True


def _mail(batch: list[Delivery], sender: Sender, run: Run) -> bool:
    """False when the rest was put back: the server is down, or the batch takes too long.

    While a letter is written down the next one is already on its way, so a worker that is killed leaves two letters
    at most whose end nobody knows.
    """
    begun, stop, waiting, tokens = run.now, False, deque(batch), tokens_in(batch)
    with ThreadPoolExecutor(1) as postman:
        sent = _hand_over(_first(waiting, run, tokens), waiting, postman, sender)
        while sent:
            letter = _first(waiting, run, tokens)  # put together while the one before it travels
            delivery, result = sent[0], sent[1].result()
            stop = result.down or run.now - begun > BATCH_ENDS
            sent = None if stop else _hand_over(letter, waiting, postman, sender)
            run.counts[write_down(delivery, result, run.now)] += 1
    _put_back(waiting)
    return not stop


def _first(waiting: deque[Delivery], run: Run, tokens: Tokens) -> Letter | None:
    return _letter(waiting[0], run.now, tokens) if waiting else None


def _hand_over(
    letter: Letter | None, waiting: deque[Delivery], postman: ThreadPoolExecutor, sender: Sender
) -> tuple[Delivery, Future[Result]] | None:
    if letter is None:
        return None
    delivery = waiting.popleft()
    return delivery, postman.submit(_send, letter, delivery.pk, sender)


def _send(letter: Letter, number: int, sender: Sender) -> Result:
    try:
        return sender.deliver(letter)
    except Exception as error:
        # One letter that breaks the sender must not hold up the others; the text of the error may hold its words.
        log.error("letter %s could not be sent: %s", number, type(error).__name__)
        return Result(Outcome.TEMPORARY, type(error).__name__)


def _letter(delivery: Delivery, now: datetime, tokens: Tokens) -> Letter:
    text, html = (with_code(fill(words, delivery, tokens), delivery) for words in (delivery.text, delivery.html))
    return Letter(
        to=delivery.target,
        subject=delivery.subject,
        text=text,
        html=html,
        message_id=delivery.message_id,
        at=now,
        tracking=delivery.tracking,
        stop_url=stop_url(delivery) if delivery.key == Delivery.DIGEST else "",
        cells={name: fill(words, delivery, tokens) for name, words in (delivery.cells or {}).items()},
        files=_files(delivery),
    )


def _files(delivery: Delivery) -> tuple[Attachment, ...]:
    if delivery.channel != Channel.EMAIL or delivery.key == Delivery.DIGEST or not attached:
        return ()
    return tuple(
        file for message in delivery.messages.filter(kind__in=attached) for file in attached[message.kind](message)
    )


def _put_back(rest: Sequence[Delivery]) -> None:
    if rest:
        rows = Delivery.objects.filter(claim=rest[0].claim, pk__in=[d.pk for d in rest])
        rows.update(state=State.QUEUED, claim=None, attempts=F("attempts") - 1)

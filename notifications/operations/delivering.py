"""Send what waits: claim, check that it still holds, send outside any transaction, write down what became of it."""

import logging
import time
import uuid
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F, Q

from notifications.channels import Channel, Letter, Outcome, Result, open_email
from notifications.kinds import drop_outdated
from notifications.models import Delivery, Message
from notifications.operations.composing import compose_letters, write
from notifications.operations.linking import Tokens, fill, tokens_in

log = logging.getLogger(__name__)

State = Delivery.State
BATCH = 100
CLAIM_LAPSES = timedelta(minutes=10)
# Well before the claim lapses, however long the last letter of a batch takes.
BATCH_ENDS = timedelta(minutes=5)
BACK_OFF_MINUTES = (1, 5, 15, 60, 120, 240)
MOST_ATTEMPTS = 14
SENT = """
    UPDATE notifications_delivery SET state = 'sent', claim = NULL, error = '', sent_at = %s
    WHERE id = %s AND claim = %s
"""
STATES = {
    Outcome.SENT: State.SENT,
    Outcome.TEMPORARY: State.FAILED_TEMPORARY,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.PERMANENT: State.FAILED,
}


def deliver(*, now: datetime, limit: int = 5_000) -> Counter[str]:
    """How many letters ended in which state. At least once; again only with the same Message-ID."""
    start, counts = time.monotonic(), Counter()
    requeue_lapsed(now=now)
    compose_letters(now=now)
    with open_email() as channel:
        while (left := limit - sum(counts.values())) > 0:
            moment = now + timedelta(seconds=time.monotonic() - start)
            batch = _claim(moment, min(BATCH, left))
            went_well = _send_all(batch, channel, moment, counts)
            if not batch or not went_well:
                return counts
    return counts


def requeue_lapsed(*, now: datetime) -> int:
    """A worker that died left its claim; the letter may have gone, so it keeps its Message-ID."""
    lapsed = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=now - CLAIM_LAPSES)
    lapsed.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, claim=None, error="gửi dở nhiều lần")
    return lapsed.update(state=State.QUEUED, claim=None)


def _claim(now: datetime, size: int) -> list[Delivery]:
    """Only rows that this UPDATE changed are ours, whoever else is at it."""
    due = Delivery.objects.waiting().filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=now))
    some = list(due.order_by("id").values_list("pk", flat=True)[:size])
    claim = uuid.uuid4()
    changes = {"state": State.SENDING, "claim": claim, "claimed_at": now, "attempts": F("attempts") + 1}
    Delivery.objects.waiting().filter(pk__in=some).update(**changes)
    return list(Delivery.objects.filter(pk__in=some, claim=claim).order_by("id"))


def _send_all(batch: list[Delivery], channel: Channel, now: datetime, counts: Counter[str]) -> bool:
    """False when the rest was put back: the server is down, or the batch takes too long.

    While a letter is written down the next one is already on its way, so a worker that is killed leaves two letters
    at most whose end nobody knows.
    """
    start, stop = time.monotonic(), False
    waiting = deque(_without_outdated(batch, now, counts))
    tokens = tokens_in(waiting)
    with ThreadPoolExecutor(1) as postman:
        sent = _next(postman, waiting, channel, now, tokens)
        while sent:
            delivery, result = sent[0], sent[1].result()
            took = timedelta(seconds=time.monotonic() - start)
            stop = result.down or took > BATCH_ENDS
            sent = None if stop else _next(postman, waiting, channel, now + took, tokens)
            counts[_write_down(delivery, result, now + took)] += 1
    _put_back(waiting)
    return not stop


def _next(
    postman: ThreadPoolExecutor, waiting: deque[Delivery], channel: Channel, now: datetime, tokens: Tokens
) -> tuple[Delivery, Future[Result]] | None:
    if not waiting:
        return None
    delivery = waiting.popleft()
    return delivery, postman.submit(_send, _letter(delivery, now, tokens), delivery.pk, channel)


def _send(letter: Letter, number: int, channel: Channel) -> Result:
    try:
        return channel.deliver(letter)
    except Exception as error:
        # One letter that breaks the sender must not hold up the others; the text of the error may hold its words.
        log.error("letter %s could not be sent: %s", number, type(error).__name__)
        return Result(Outcome.TEMPORARY, type(error).__name__)


def _letter(delivery: Delivery, now: datetime, tokens: Tokens) -> Letter:
    text, html = (fill(words, delivery, tokens) for words in (delivery.text, delivery.html))
    return Letter(delivery.target, delivery.subject, text, html, delivery.message_id, now)


def _write_down(delivery: Delivery, result: Result, now: datetime) -> str:
    state = STATES[result.outcome]
    if state == State.SENT:
        _write_sent(delivery, now)
        return state
    if delivery.attempts >= MOST_ATTEMPTS:
        state = State.FAILED
    wait = timedelta(minutes=BACK_OFF_MINUTES[min(delivery.attempts, len(BACK_OFF_MINUTES)) - 1])
    changes = {"state": state, "claim": None, "error": result.error, "next_try_at": now + wait}
    Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(**changes)
    return state


def _write_sent(delivery: Delivery, now: datetime) -> None:
    """In plain SQL: this runs once a letter, and building it by the ORM takes as long as the sending."""
    sent_at, claim = (connection.ops.adapt_datetimefield_value(now), Delivery._meta.get_field("claim"))
    with connection.cursor() as cursor:
        cursor.execute(SENT, [sent_at, delivery.pk, claim.get_db_prep_value(delivery.claim, connection)])


def _without_outdated(batch: list[Delivery], now: datetime, counts: Counter[str]) -> list[Delivery]:
    """Lines that no longer hold are left out; a letter with none left is not sent."""
    poorer = drop_outdated(Message.objects.filter(delivery__in=batch), now=now)
    kept = []
    for delivery in batch:
        if delivery.pk not in poorer or _write_again(delivery):
            kept.append(delivery)
        else:
            _skip(delivery)
            counts[State.SKIPPED] += 1
    return kept


def _write_again(delivery: Delivery) -> bool:
    """False when no line is left."""
    messages = list(delivery.messages.filter(obsolete_at__isnull=True))
    if messages:
        write(delivery, messages)
        delivery.save(update_fields=["subject", "text", "html"])
    return bool(messages)


def _skip(delivery: Delivery) -> None:
    reason = "việc đã xong hoặc đã đổi hạn trước khi gửi"
    rows = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    rows.update(state=State.SKIPPED, claim=None, reason=reason)


def _put_back(rest: Sequence[Delivery]) -> None:
    if rest:
        rows = Delivery.objects.filter(claim=rest[0].claim, pk__in=[d.pk for d in rest])
        rows.update(state=State.QUEUED, claim=None, attempts=F("attempts") - 1)

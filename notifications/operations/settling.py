"""What became of an envelope: written down, tried again, sent another way, its address marked."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from notifications.channels import Outcome, Result
from notifications.models import Channel, Delivery
from notifications.operations.addressing import mark_failed, warn_admins
from notifications.operations.budgeting import close_for_today, tomorrow
from notifications.operations.composing import Parcel, enclose
from notifications.operations.routing import Routes

State = Delivery.State
BACK_OFF_MINUTES = (1, 5, 15, 60, 120, 240)
MOST_ATTEMPTS = 14
SENT = """
    UPDATE notifications_delivery SET state = 'sent', claim = NULL, error = '', sent_at = %s, provider_id = %s
    WHERE id = %s AND claim = %s
"""
STATES = {
    Outcome.SENT: State.SENT,
    Outcome.TEMPORARY: State.FAILED_TEMPORARY,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.PERMANENT: State.FAILED,
    Outcome.ELSEWHERE: State.REROUTED,
}


def write_down(delivery: Delivery, result: Result, now: datetime) -> str:
    """The state it is in now."""
    state = STATES[result.outcome]
    if state == State.SENT:
        _write_sent(delivery, result, now)
        return state
    if delivery.attempts >= MOST_ATTEMPTS and state != State.REROUTED:
        state = State.FAILED
    changes = {"state": state, "claim": None, "error": result.error[:500], "next_try_at": _later(delivery, now)}
    if not Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(**changes):
        return state
    follow(delivery, state, result, now)
    return state


def skip(delivery: Delivery, reason: str) -> str:
    Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(
        state=State.SKIPPED, claim=None, reason=reason
    )
    return State.SKIPPED


def cannot_pay(delivery: Delivery, reason: str, now: datetime) -> str:
    """Another channel gives way to the mail; nothing stands behind the mail, so it waits for another day."""
    if delivery.channel != Channel.EMAIL:
        return give_up(delivery, reason, now)
    Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(
        state=State.QUEUED, claim=None, attempts=F("attempts") - 1, next_try_at=tomorrow(now), error=reason
    )
    return State.QUEUED


def give_up(delivery: Delivery, reason: str, now: datetime) -> str:
    """This channel cannot carry it; the mail does."""
    return write_down(delivery, Result(Outcome.ELSEWHERE, reason), now)


def by_mail(delivery: Delivery, reason: str, now: datetime) -> bool:
    """Lines that no letter carries yet go out as one. False when there was nothing to add."""
    lines = delivery.messages.filter(obsolete_at=None).exclude(deliveries__channel=Channel.EMAIL)
    lines = list(lines.order_by("pk"))
    if not lines:
        Delivery.objects.filter(pk=delivery.pk).update(reason=f"{reason}; đã có trong thư"[:200])
        return False
    routes = Routes([delivery.recipient])
    parcel = Parcel(delivery.recipient, routes.mail(delivery.recipient), f"for-{delivery.pk}", lines)
    enclose([parcel], routes, delivery.day, now, instead_of=delivery)
    Delivery.objects.filter(pk=delivery.pk).update(reason=f"{reason}; đã đổi sang thư"[:200])
    return True


def follow(delivery: Delivery, state: str, result: Result, now: datetime) -> None:
    """Whom else it concerns: the channel, the address, the lines that no mail carries yet."""
    if result.spent:
        close_for_today(delivery.channel, now=now)
    if result.alarm:
        warn_admins(delivery.channel, result.error, now=now)
    if result.bad_address:
        mark_failed(delivery, result.error, now=now)
    lost = state in (State.FAILED, State.UNKNOWN, State.REROUTED)
    if lost and delivery.channel != Channel.EMAIL and not delivery.key.startswith(Delivery.CODE):
        by_mail(delivery, result.error, now)


def _later(delivery: Delivery, now: datetime) -> datetime:
    return now + timedelta(minutes=BACK_OFF_MINUTES[max(0, min(delivery.attempts, len(BACK_OFF_MINUTES)) - 1)])


def _write_sent(delivery: Delivery, result: Result, now: datetime) -> None:
    """In plain SQL: this runs once a letter, and building it by the ORM takes as long as the sending."""
    sent_at, claim = connection.ops.adapt_datetimefield_value(now), Delivery._meta.get_field("claim")
    values = [sent_at, result.provider_id, delivery.pk, claim.get_db_prep_value(delivery.claim, connection)]
    with connection.cursor() as cursor:
        cursor.execute(SENT, values)

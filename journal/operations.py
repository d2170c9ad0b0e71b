"""Write events, and seal what has committed into one chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from journal.digests import GENESIS, chain, digest, sign_end
from journal.models import ChainEnd, Event

SEAL_LOCK = 7_316_002  # any fixed number: the name of the one sealer's advisory lock on PostgreSQL

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


@contextmanager
def happened_at(moment: datetime) -> Iterator[None]:
    """For history that is told afterwards (the demonstration): its events carry the day they speak of."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def record(
    verb: str, subject: tuple[str, int], *, actor: Any = None, plan_id: int | None = None, **payload: Any
) -> Event:
    """Write one event in the caller's transaction.

    `actor` is a User or None (the machine). `payload`: ids, states, ISO dates, digests; no free text, no personal
    data.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded inside the transaction of its change")
    event = Event(
        at=_moment.get() or timezone.now(),
        actor_id=getattr(actor, "pk", None),
        actor_unit_id=getattr(actor, "acting_unit_id", None),
        verb=verb,
        subject_type=subject[0],
        subject_id=subject[1],
        plan_id=plan_id,
        payload=payload,
    )
    event.digest = digest(event, settings.JOURNAL_KEY.encode())
    event.save(force_insert=True)
    return event


@transaction.atomic
def seal(limit: int = 5_000) -> int:
    """Give committed rows their position and hash; how many. One sealer at a time, a second one does nothing."""
    if not _alone():
        return 0
    end = ChainEnd.objects.first()
    position, previous = (end.position, end.hash) if end else (0, GENESIS)
    events = list(Event.objects.filter(position__isnull=True).order_by("id")[:limit])
    if not events:
        return 0
    for event, hashed in zip(events, chain(previous, (e.digest for e in events)), strict=True):
        position += 1
        event.position, event.hash = position, hashed
    Event.objects.bulk_update(events, ["position", "hash"], batch_size=500)
    mark_end(position, events[-1].hash)
    return len(events)


def mark_end(position: int, hashed: str) -> None:
    signature = sign_end(position, hashed, settings.JOURNAL_KEY.encode())
    ChainEnd(pk=1, position=position, hash=hashed, signature=signature).save()


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True  # SQLite: BEGIN IMMEDIATE lets one writer in
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEAL_LOCK])
        return cursor.fetchone()[0]

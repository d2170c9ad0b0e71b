"""What its reader did with a line that was sent: opened it, or said “đã nắm”. Facts of the ledger alone."""

from datetime import datetime

from notifications.models import Message, MessageQuerySet
from notifications.operations.routing import Recipient

Subject = tuple[str, int]


def note_opened(*, subject: Subject, who: Recipient, now: datetime, kind: str = "") -> None:
    """Asked first: most openings have nothing left to say, and a page that is only read should not write.

    `kind`: of a subject of which several things are said, like a whole document.
    """
    unopened = _sent(subject, who, kind).filter(opened_at=None)
    if unopened.exists():
        unopened.update(opened_at=now)


def note_known(*, subject: Subject, who: Recipient, now: datetime, kind: str = "") -> None:
    """Whoever answers has opened it."""
    note_opened(subject=subject, who=who, now=now, kind=kind)
    _sent(subject, who, kind).filter(known_at=None).update(known_at=now)


def _sent(subject: Subject, who: Recipient, kind: str) -> MessageQuerySet:
    user_id, unit_id = who
    about = Message.objects.filter(subject_type=subject[0], subject_id=subject[1], enclosed_at__isnull=False)
    about = about.filter(kind=kind) if kind else about
    return about.filter(user=user_id) if user_id else about.filter(user=None, unit=unit_id)

"""Kinds of messages that may stop being true before they are sent.

The room that posts such a kind puts its question here when it starts (`apps.py`); the post office asks it right
before a letter leaves, and so need not know work.
"""

from collections.abc import Callable
from datetime import datetime

from notifications.models import Message, MessageQuerySet

outdated: dict[str, Callable[[MessageQuerySet], MessageQuerySet]] = {}
"""By kind: which of these messages no longer hold. A filter, so that thousands are asked in one query."""

one_tap: dict[str, str] = {}
"""By kind: the path, ending in a slash, under which a link of its own opens the line without signing in."""


def drop_outdated(messages: MessageQuerySet, *, now: datetime) -> set[int]:
    """Mark those that were overtaken meanwhile (work done, date moved); the deliveries that lost a line."""
    gone: dict[int, int | None] = {}
    for kind, question in outdated.items():
        asked = messages.filter(kind=kind, obsolete_at__isnull=True)
        gone.update(question(asked).values_list("pk", "delivery"))
    if gone:
        Message.objects.filter(pk__in=gone).update(obsolete_at=now)
    return {delivery for delivery in gone.values() if delivery}

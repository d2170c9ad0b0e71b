"""Kinds of messages that may stop being true before they are sent.

The room that posts such a kind puts its question here when it starts (`apps.py`); the post office asks it right
before a letter leaves, and so need not know work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from notifications.models import Enclosure, Message, MessageQuerySet

outdated: dict[str, Callable[[MessageQuerySet], MessageQuerySet]] = {}
"""By kind: which of these messages no longer hold. A filter, so that thousands are asked in one query."""

Words = tuple[str, str]


@dataclass(frozen=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


attached: dict[str, Callable[[Message], list[Attachment]]] = {}
"""By kind of a letter of its own: the files that go with it, fetched as it leaves."""


wording: dict[str, Callable[[], dict[int, Words]]] = {}
"""By room: the subject and the opening that plans, by number, have of their own for letters about them alone."""

verbs: dict[str, str] = {}
"""By subject: what the button of its line says."""

one_tap: dict[tuple[str, str], str] = {}
"""By kind and subject: the path, with its slash, under which a link of its own opens the line without signing in."""


def words_of_plans() -> dict[int, Words]:
    return {plan_id: words for asked in wording.values() for plan_id, words in asked().items()}


def drop_outdated(messages: MessageQuerySet, *, now: datetime) -> set[int]:
    """Mark those that were overtaken meanwhile (work done, date moved); the deliveries that lost a line."""
    gone, there = set(), set(messages.order_by().values_list("kind", flat=True).distinct())
    for kind in there & outdated.keys():
        gone |= set(outdated[kind](messages.filter(kind=kind, obsolete_at__isnull=True)).values_list("pk", flat=True))
    if not gone:
        return set()
    Message.objects.filter(pk__in=gone).update(obsolete_at=now)
    return set(Enclosure.objects.filter(message__in=gone).values_list("delivery", flat=True))

"""Kinds of messages that may stop being true before they are sent.

The room that posts such a kind puts its question here when it starts (`apps.py`); the post office asks it right
before a letter leaves, and so need not know work.
"""

from collections.abc import Callable, Iterable

from notifications.models import Message

Question = Callable[[Iterable[Message]], set[int]]

outdated: dict[str, Question] = {}
"""By kind: which of these messages (ids) no longer hold."""


def no_longer_true(messages: Iterable[Message]) -> set[int]:
    by_kind: dict[str, list[Message]] = {}
    for message in messages:
        by_kind.setdefault(message.kind, []).append(message)
    answers = (outdated[kind](some) for kind, some in by_kind.items() if kind in outdated)
    return set().union(*answers)

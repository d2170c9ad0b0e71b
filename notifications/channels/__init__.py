"""Ways out of the house. A channel takes one letter and says what became of it."""

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from django.conf import settings

from notifications.channels.outcomes import Letter, Outcome, Result

__all__ = ["Channel", "DemoMailbox", "Letter", "Outcome", "Result", "open_email"]


class Channel(Protocol):
    def deliver(self, letter: Letter) -> Result: ...


class DemoMailbox:
    """Without EMAIL_URL nothing leaves the machine: the ledger itself is the mailbox."""

    def deliver(self, letter: Letter) -> Result:
        return Result(Outcome.SENT)


def open_email() -> AbstractContextManager[Channel]:
    if not settings.EMAIL_URL:
        return nullcontext(DemoMailbox())
    # Apprise takes 25 MB: only the process that sends loads it.
    from notifications.channels.sauromail import open_sauromail

    return open_sauromail(settings.EMAIL_URL, sender=settings.EMAIL_FROM)

"""Ways out of the house. A channel takes one letter and says what became of it."""

from contextlib import AbstractContextManager, nullcontext
from datetime import time
from typing import Protocol

from django.conf import settings

from notifications.channels.outcomes import Letter, Outcome, Result
from notifications.models import Channel

__all__ = ["DemoMailbox", "Letter", "Outcome", "Result", "Sender", "is_open", "open_channel", "window"]

# Zalo shows nothing at night and SMS would wake people.
BY_DAY = {Channel.ZALO, Channel.ZALO_OA, Channel.SMS}


class Sender(Protocol):
    def deliver(self, letter: Letter) -> Result: ...


class DemoMailbox:
    """Without EMAIL_URL nothing leaves the machine: the ledger itself is the mailbox."""

    def deliver(self, letter: Letter) -> Result:
        return Result(Outcome.SENT)


def is_open(channel: str) -> bool:
    """Whether the operator has set it up."""
    needed = {
        Channel.ZALO: settings.ZALO_BOT_TOKEN,
        Channel.ZALO_OA: settings.ZALO_OA_APP_ID and settings.ZALO_OA_TEMPLATE,
        Channel.SMS: settings.SMS_URL,
        Channel.APPRISE: settings.APPRISE_SCHEMES,
    }
    return bool(needed.get(channel, True))


def window(channel: str) -> tuple[time, time] | None:
    return settings.CHAT_HOURS if channel in BY_DAY else None


def open_channel(channel: str) -> AbstractContextManager[Sender]:
    """Apprise takes 25 MB: only the process that sends loads it."""
    if channel == Channel.EMAIL and not settings.EMAIL_URL:
        return nullcontext(DemoMailbox())
    if channel == Channel.EMAIL:
        from notifications.channels.sauromail import open_sauromail

        return open_sauromail(settings.EMAIL_URL, sender=settings.EMAIL_FROM)
    if channel == Channel.ZALO:
        from notifications.channels.zalo_bot import open_bot

        return open_bot()
    if channel == Channel.ZALO_OA:
        from notifications.channels.zalo_oa import open_account

        return open_account()
    if channel == Channel.SMS:
        from notifications.channels.sms import open_gateway

        return open_gateway()
    from notifications.channels.groups import Groups

    return nullcontext(Groups())

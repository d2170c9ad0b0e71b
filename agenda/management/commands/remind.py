from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agenda.operations import preview, remind
from notifications.models import Message
from notifications.operations import deliver
from notifications.queries import Guests


class Command(BaseCommand):
    help = "Post the reminders of a day, gather them into digests and send them. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", metavar="YYYY-MM-DD", help="the day to remind for (default: today)")
        parser.add_argument("--dry-run", action="store_true", help="print who would get what, write nothing")

    def handle(self, *, today: str | None, dry_run: bool, **options: Any) -> None:
        day = _day(today)
        if dry_run:
            self._print_preview(day)
            return
        now = timezone.now()
        counts = remind(today=day, now=now)
        letters = deliver(now=now)
        states = "".join(f" {state}={letters[state]}" for state in sorted(letters))
        self.stdout.write(f"day={day} messages={counts.messages} digests={counts.digests}{states}")

    def _print_preview(self, day: date) -> None:
        """Tab separated: to whom, what is due when, its rung, the channels it may take, alone or in the digest, or
        held back while only the guest list is written to."""
        messages, guests = preview(today=day), Guests()
        for message in messages:
            how = "not-opened" if not guests.has(message) else "single" if message.single else "digest"
            facts = (message.due_date or "-", message.rung or "-", message.channels or "-", how, message.text)
            self.stdout.write("\t".join(str(fact) for fact in (_who(message), *facts)))
        self.stdout.write(f"day={day} messages={len(messages)} (dry run, nothing written)")


def _who(message: Message) -> str:
    return message.user.username if message.user_id else message.unit.official_mailbox or message.unit.code


def _day(text: str | None) -> date:
    try:
        day = date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        raise CommandError(f"--today must be YYYY-MM-DD, not {text!r}") from None
    if not 2000 <= day.year < 2200:  # the ladder looks days back and ahead
        raise CommandError(f"--today must be a day of 2000 to 2199, not {text}")
    return day

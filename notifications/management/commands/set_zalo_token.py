import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notifications.channels.zalo_tokens import keep


class Command(BaseCommand):
    help = "Keep the refresh token of the Zalo Official Account; it is read from standard input, never from the line."

    def handle(self, *args: object, **options: object) -> None:
        refresh = sys.stdin.readline().strip()
        if not refresh:
            raise CommandError("no refresh token on standard input")
        keep(access="", refresh=refresh, seconds=0, now=timezone.now())
        self.stdout.write("kept")

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from api.operations import TokenError, revoke_token


class Command(BaseCommand):
    help = "Revoke an access token at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prefix", help="its first 14 characters, such as sauro_AbCdEf12")

    def handle(self, *, prefix: str, **options: Any) -> None:
        try:
            token = revoke_token(prefix=prefix[:14], now=timezone.now())
        except TokenError:
            raise CommandError(f"no usable token begins with {prefix}", returncode=2) from None
        self.stdout.write(f"revoked {token.prefix} of {token.user.username}")

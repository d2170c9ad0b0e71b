from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from api.models import Token
from api.operations import create_token
from units.models import User


class Command(BaseCommand):
    help = "Make an access token for the API and print it once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="what the token is for")
        parser.add_argument("--write", action="store_true", help="may also change things (default: read only)")
        parser.add_argument("--days", type=int, help="expires after so many days (default: never)")

    def handle(self, *, username: str, name: str, write: bool, days: int | None, **options: Any) -> None:
        if days is not None and days < 1:
            raise CommandError("--days must be 1 or more", returncode=2)
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"no active account named {username}", returncode=2)
        scope = Token.Scope.WRITE if write else Token.Scope.READ
        _, secret = create_token(user=user, name=name, scope=scope, now=timezone.now(), days=days)
        self.stdout.write(secret)

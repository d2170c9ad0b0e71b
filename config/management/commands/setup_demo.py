from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import setup


class Command(BaseCommand):
    help = "Fill the embedded database with Hà Nội's units, people to sign in as, and a sample plan; safe to repeat."

    def handle(self, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("The demonstration runs on the embedded SQLite database only; this one is PostgreSQL")
        for line in setup(settings.VAR_DIR / "demo-accounts"):
            self.stdout.write(line)

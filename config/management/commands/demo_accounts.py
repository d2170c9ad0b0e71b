from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from config.demo import account_lines


class Command(BaseCommand):
    help = "Print the accounts of the demonstration; nothing where there is none."

    def handle(self, **options: Any) -> None:
        try:
            lines = account_lines(settings.VAR_DIR / "demo-accounts") if settings.EMBEDDED else []
        except DatabaseError:
            lines = []
        for line in lines:
            self.stdout.write(line)

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agenda.operations.account_files import apply_accounts, check_accounts
from units.errors import UnitError


class Command(BaseCommand):
    help = "Check an .xlsx of accounts row by row; with --apply make them all, or none if any row is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="write; without it nothing is changed")

    def handle(self, *, file: Path, apply: bool, **options: Any) -> None:
        now = timezone.now()
        try:
            with file.open("rb") as stream:
                checked = check_accounts(stream, size=file.stat().st_size, now=now)
            for wrong in checked.wrong:
                self.stderr.write(f"{wrong.cell}: {wrong.text}")
            if checked.wrong:
                raise CommandError(f"{len(checked.wrong)} cells are wrong, nothing was written")
            made = apply_accounts(rows=checked.rows, actor=None, now=now) if apply else 0
        except OSError as error:
            raise CommandError(f"cannot read {file.name}: {error.strerror}") from None
        except UnitError as error:
            raise CommandError(f"nothing was written: {error.message}") from None
        self.stdout.write(f"rows={len(checked.rows)} accounts={made}")

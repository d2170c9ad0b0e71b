from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from units.errors import UnitError
from units.operations import DATA, load_units, seed_calendar


class Command(BaseCommand):
    help = "Load units, groups and other wordings of names, and the working calendar of this year and the next."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=DATA / "hanoi-units.csv", help="code,name,kind,parent"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            loaded = load_units(file)
        except UnitError as error:
            raise CommandError(error.message) from None
        this_year = timezone.localdate().year
        days = seed_calendar([this_year, this_year + 1])
        counts = {"units": loaded.created, "updated": loaded.updated, "groups": loaded.groups}
        counts |= {"aliases": loaded.aliases, "days": days}
        self.stdout.write(" ".join(f"{name}={count}" for name, count in counts.items()))

from argparse import ArgumentParser
from datetime import datetime, time
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from intake.operations.scale import ScaleError, load_scale
from intake.operations.scale.places import FOCAL_OFFICER, OFFICER

CLOSE_OF_DAY = time(17)


class Command(BaseCommand):
    help = "Fill an empty database with made-up work for measuring: exit 0 loaded, 2 refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--units", type=int, required=True)
        parser.add_argument("--assignments", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--events-per-assignment", type=int, default=3)
        parser.add_argument("--today", default="", metavar="YYYY-MM-DD", help="the day the work stands at")

    def handle(
        self,
        *,
        units: int,
        assignments: int,
        seed: int,
        events_per_assignment: int,
        today: str,
        **options: Any,
    ) -> None:
        began = perf_counter()
        try:
            loaded = load_scale(
                units=units, assignments=assignments, acts=events_per_assignment, seed=seed, now=moment(today)
            )
        except ScaleError as error:
            raise CommandError(str(error), returncode=2) from None
        counts = " ".join(f"{name}={count}" for name, count in vars(loaded).items())
        people = f"focal_officer={FOCAL_OFFICER} officer={OFFICER}"
        self.stdout.write(f"{counts} {people} seconds={perf_counter() - began:.1f}")


def moment(today: str) -> datetime:
    """Close of business of that day, or now; whole seconds."""
    if not today:
        return timezone.localtime().replace(microsecond=0)
    try:
        day = parse_date(today)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"--today must be a day such as 2026-11-22, not {today}", returncode=2)
    return datetime.combine(day, CLOSE_OF_DAY, timezone.get_current_timezone())

"""Take in progress from another follow-up software."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from intake.errors import IntakeError
from intake.operations.statuses import import_statuses
from plans.models import Plan
from units.models import User

USAGE, REFUSED = 64, 2


class Command(BaseCommand):
    help = "Update progress from an .xlsx with the columns: Mã nhiệm vụ, Đơn vị, Tiến độ (%), Tình trạng, Ngày."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--plan", type=int, required=True, metavar="ID")
        parser.add_argument("--by", required=True, metavar="USERNAME")
        parser.add_argument("--dry-run", action="store_true", help="check every row, write nothing")

    def handle(self, *, file: Path, plan: int, by: str, dry_run: bool, **_: Any) -> None:
        actor = User.objects.filter(username=by, is_active=True).first()
        found = Plan.objects.filter(pk=plan, state=Plan.State.IN_FORCE).first()
        if actor is None or found is None:
            raise CommandError(f"no account {by!r} or no plan {plan} in force", returncode=USAGE)
        try:
            with file.open("rb") as opened:
                done = import_statuses(
                    plan=found,
                    actor=actor,
                    file=opened,
                    size=file.stat().st_size,
                    now=timezone.localtime(),
                    dry_run=dry_run,
                )
        except (OSError, IntakeError) as error:
            raise CommandError(str(getattr(error, "message", error)), returncode=REFUSED) from error
        for sentence in done.wrong:
            self.stderr.write(sentence)
        self.stdout.write(
            f"rows={len(done.rows)} wrong={len(done.wrong)} updated={done.updated} done={done.finished}"
        )
        if done.wrong:
            raise CommandError("nothing was written", returncode=REFUSED)

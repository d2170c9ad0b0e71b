"""Bring a document in from the command line: the same operations as the pages."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from intake.models import Upload
from intake.operations import IntakeError, read_upload, revise_document, take_upload
from plans.models import Plan
from plans.reading.refusals import REFUSALS
from tasks.errors import TaskError
from tasks.operations import publish
from tasks.operations.assigning import missing
from units.models import User

REFUSED, ALREADY_IMPORTED, LEFT_A_DRAFT, USAGE = 2, 3, 4, 64
LONGEST_NUMBER = Plan._meta.get_field("number").max_length
ENGLISH = {
    "no_task": "no task table and no task list was found",
    "no_unit": "the account works in no unit",
    "already_imported": "already imported",
}


class Command(BaseCommand):
    help = "Import an assigning document as a draft, and publish it if asked to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USERNAME")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--number", default="", help="where the document leaves it blank")
        parser.add_argument("--date", default=None, type=date.fromisoformat, help="day of issue, YYYY-MM-DD")

    def handle(self, *, file: Path, by: str, publish: bool, number: str, date: date | None, **options: Any) -> None:
        if len(number) > LONGEST_NUMBER:
            raise CommandError(f"--number is longer than {LONGEST_NUMBER} characters", returncode=USAGE)
        actor = User.objects.filter(username=by, is_active=True).first()
        if actor is None:
            raise CommandError(f"no account {by!r}", returncode=USAGE)
        plan = self._import(file, actor)
        facts = {name: value for name, value in (("number", number), ("issued_date", date)) if value}
        try:
            if facts:
                revise_document(plan_id=plan.pk, actor=actor, now=timezone.now(), **facts)
        except IntakeError as error:
            raise CommandError(f"plan {plan.pk}: {_english(error.code)}", returncode=ALREADY_IMPORTED) from None
        problem = self._publish(plan, actor) if publish else ""
        self._print(plan)
        if problem:
            raise CommandError(problem, returncode=LEFT_A_DRAFT)

    def _import(self, file: Path, actor: User) -> Plan:
        try:
            sent = SimpleUploadedFile(file.name, file.read_bytes())
        except OSError as error:
            raise CommandError(f"cannot read {file}: {error.strerror}", returncode=USAGE) from None
        try:
            upload = take_upload(file=sent, actor=actor, now=timezone.now())
        except PermissionDenied:
            raise CommandError(ENGLISH["no_unit"], returncode=REFUSED) from None
        read_upload(upload_id=upload.pk, now=timezone.now())
        upload.refresh_from_db()
        if upload.state == Upload.State.READ:
            return upload.plan
        if upload.is_pending:
            raise CommandError("the same file is being read right now", returncode=REFUSED)
        code = ALREADY_IMPORTED if upload.code == "already_imported" else REFUSED
        known = f" as plan {upload.plan_id}" if upload.plan_id else ""
        raise CommandError(_english(upload.code) + known, returncode=code)

    def _publish(self, plan: Plan, actor: User) -> str:
        """Why it stays a draft; empty when it was published."""
        plan.refresh_from_db()
        if not (plan.number and plan.issued_date):
            return "left as a draft: the document has no number or no date of issue (give --number and --date)"
        try:
            publish(plan_id=plan.pk, actor=actor, now=timezone.now())
        except TaskError:
            return f"left as a draft: {len(missing(plan))} problem(s) to settle on the review page"
        return ""

    def _print(self, plan: Plan) -> None:
        plan.refresh_from_db()
        counts = f"tasks={plan.tasks.count()} assignments={plan.assignments.count()}"
        self.stdout.write(f"plan={plan.pk} state={plan.state} {counts}")


def _english(code: str) -> str:
    return ENGLISH.get(code) or REFUSALS.get(code, (code,))[0]

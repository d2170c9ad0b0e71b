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
from intake.operations.amending import apply_version, fingerprint, set_amended
from intake.operations.recognising import overlaps
from intake.queries.parts import compare_parts
from plans.models import Plan
from plans.reading.refusals import REFUSALS
from tasks.errors import TaskError
from tasks.operations import publish
from tasks.operations.assigning import missing
from tasks.operations.rehearsing import rehearse
from tasks.queries.differences import compare
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
        parser.add_argument("--publish", action="store_true", help="of an amended version: apply its differences")
        parser.add_argument(
            "--amended", action="store_true", help="a known number is an amended version, not a repeat"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what publication would make; leaves the draft"
        )
        parser.add_argument("--number", default="", help="where the document leaves it blank")
        parser.add_argument("--date", default=None, type=date.fromisoformat, help="day of issue, YYYY-MM-DD")

    def handle(self, *, file: Path, by: str, publish: bool, number: str, date: date | None, **options: Any) -> None:
        if len(number) > LONGEST_NUMBER:
            raise CommandError(f"--number is longer than {LONGEST_NUMBER} characters", returncode=USAGE)
        actor = User.objects.filter(username=by, is_active=True).first()
        if actor is None:
            raise CommandError(f"no account {by!r}", returncode=USAGE)
        plan = self._import(file, actor, options["amended"])
        facts = {name: value for name, value in (("number", number), ("issued_date", date)) if value}
        try:
            if facts:
                revise_document(plan_id=plan.pk, actor=actor, now=timezone.now(), **facts)
        except IntakeError as error:
            raise CommandError(f"plan {plan.pk}: {_english(error.code)}", returncode=ALREADY_IMPORTED) from None
        problem = ""
        if options["dry_run"]:
            self._rehearse(plan)
        elif publish:
            problem = self._publish(plan, actor)
        self._print(plan)
        if problem:
            raise CommandError(problem, returncode=LEFT_A_DRAFT)

    def _import(self, file: Path, actor: User, amended: bool) -> Plan:
        try:
            sent = SimpleUploadedFile(file.name, file.read_bytes())
        except OSError as error:
            raise CommandError(f"cannot read {file}: {error.strerror}", returncode=USAGE) from None
        try:
            upload = take_upload(file=sent, actor=actor, now=timezone.now())
        except PermissionDenied:
            raise CommandError(ENGLISH["no_unit"], returncode=REFUSED) from None
        read_upload(upload_id=upload.pk, now=timezone.now(), amended=amended)
        upload.refresh_from_db()
        if upload.state == Upload.State.READ:
            return self._amending(upload.plan, actor) if amended else upload.plan
        if upload.is_pending:
            raise CommandError("the same file is being read right now", returncode=REFUSED)
        code = ALREADY_IMPORTED if upload.code == "already_imported" else REFUSED
        known = f" as plan {upload.plan_id}" if upload.plan_id else ""
        raise CommandError(_english(upload.code) + known, returncode=code)

    def _amending(self, draft: Plan, actor: User) -> Plan:
        """Of the closest plan in force, where the document itself does not say of which."""
        alike = [one.plan for one in overlaps(draft, actor) if one.plan.state == Plan.State.IN_FORCE]
        if draft.amends_id or not alike:
            return draft
        return set_amended(plan_id=draft.pk, target=alike[0], actor=actor, now=timezone.now())

    def _publish(self, plan: Plan, actor: User) -> str:
        """Why it stays a draft; empty when it was published."""
        plan.refresh_from_db()
        if not (plan.number and plan.issued_date):
            return "left as a draft: the document has no number or no date of issue (give --number and --date)"
        if plan.amends_id:
            return self._apply(plan, actor)
        try:
            publish(plan_id=plan.pk, actor=actor, now=timezone.now())
        except TaskError:
            return f"left as a draft: {len(missing(plan))} problem(s) to settle on the review page"
        return ""

    def _apply(self, version: Plan, actor: User) -> str:
        found = compare(version.amends, version, timezone.localdate())
        parts = compare_parts(version.amends, version)
        try:
            apply_version(
                plan_id=version.pk,
                actor=actor,
                now=timezone.now(),
                chosen={difference.key for difference in [*found.differences, *parts] if difference.ticked},
                seen=fingerprint(found, parts),
                number=version.number,
                issued_date=version.issued_date,
            )
        except (IntakeError, TaskError):
            return f"left as a draft: the differences to plan {version.amends_id} need a look on the comparison page"
        version.pk = version.amends_id  # what is printed is the plan that was amended
        return ""

    def _rehearse(self, plan: Plan) -> None:
        """One line before the other; nothing is written."""
        told = rehearse(plan, timezone.localdate())
        counts = f"tasks={told.tasks} assignments={told.assignments} units={len(told.units)} notices={told.notices}"
        more = f"overdue={told.overdue} open_leads={len(told.open_leads)} held={len(told.held)}"
        of = f"indicators={plan.indicators.count()} duties={plan.reporting_duties.count()}"
        self.stdout.write(f"would {counts} {more} {of} missing={len(told.lacking)}")

    def _print(self, plan: Plan) -> None:
        plan = Plan.objects.get(pk=plan.pk)
        counts = f"tasks={plan.tasks.count()} assignments={plan.assignments.count()}"
        self.stdout.write(f"plan={plan.pk} state={plan.state} {counts}")


def _english(code: str) -> str:
    return ENGLISH.get(code) or REFUSALS.get(code, (code,))[0]

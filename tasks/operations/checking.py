"""Check the signatures of PDFs that came in as evidence; a fact of the file, found once, by the machine."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from journal.operations import record
from tasks.models import Evidence
from tasks.reading.child import signatures_limited

UNREADABLE = [{"signer": "", "agency": "", "signed_at": None, "intact": False, "whole": False, "trusted": None}]


def check_signatures(*, evidence_id: int, now: datetime) -> Evidence | None:
    """None where another run has checked it, or its file is gone. Reading happens outside the transaction."""
    evidence = Evidence.objects.unchecked().select_related("assignment").filter(pk=evidence_id).first()
    if evidence is None:
        return None
    try:
        with evidence.file.open("rb") as file:
            found = signatures_limited(file.read(), roots=_roots())
    except OSError:
        found = []  # the file is missing on the disk: its page says so
    return _note(evidence, UNREADABLE if found is None else found, now)


@transaction.atomic
def _note(evidence: Evidence, found: list, now: datetime) -> Evidence | None:
    if not Evidence.objects.unchecked().filter(pk=evidence.pk).update(signatures=found):
        return None
    if found:
        record(
            "tasks.signatures_checked",
            ("assignment", evidence.assignment_id),
            plan_id=evidence.assignment.plan_id,
            evidence=evidence.pk,
            signatures=len(found),
            intact=all(one["intact"] for one in found),
        )
    evidence.signatures = found
    return evidence


def _roots() -> list[Path]:
    if not settings.SIGNATURE_ROOTS:
        return []
    kinds = {".pem", ".crt", ".cer"}
    return sorted(path for path in Path(settings.SIGNATURE_ROOTS).iterdir() if path.suffix in kinds)

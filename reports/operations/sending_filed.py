"""Send a unit's own finished report by letters: its address, and its files where they are asked for."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.kinds import Attachment
from notifications.models import Message
from notifications.operations import Notice, post
from reports.errors import ReportError
from reports.models import Report
from reports.notices import plans_of
from reports.operations.exporting import FILED, written_filed
from reports.operations.sending import TYPES, receivers
from reports.perms import can_write
from units.models import Unit, User

WITH_FILES, ALONE = "reports.filed-files", "reports.filed-alone"  # kinds of messages, no events of the journal


@transaction.atomic
def mail_report(
    *, report_id: int, actor: User, now: datetime, formats: Sequence[str] = (), units: Sequence[Unit] = ()
) -> int:
    """How many letters; once a choice of files. To whom: as `mail_compilation`."""
    report = Report.objects.select_related("unit").select_for_update(of=("self",)).get(pk=report_id)
    if not can_write(actor, report):
        raise PermissionDenied("mail")
    if not report.is_frozen:
        raise ReportError("Báo cáo chưa được duyệt và gửi; gửi báo cáo trước, rồi gửi thư.")
    formats, today = [format for format in FILED if format in formats], timezone.localdate(now)
    to = receivers(report.unit_id, units, actor=actor, today=today, with_files=bool(formats))
    plan_id = plans_of([report]).get(report.pk)
    sent = post([_notice(report, formats, plan_id, each) for each in to], today=today)
    told = {"version": report.version, "people": len(to), "units": [unit.pk for unit in units], "files": formats}
    record("reports.mailed", ("report", report.pk), actor=actor, digest=report.digest, **told)
    return sent


def _notice(report: Report, formats: Sequence[str], plan_id: int | None, to: dict[str, int]) -> Notice:
    return Notice(
        kind=WITH_FILES if formats else ALONE,
        subject=("report", report.pk),
        text=f"Báo cáo {report.label} của {report.unit.short_name}",
        detail=f"Tệp kèm theo: {', '.join(name_of(report, format) for format in formats)}" if formats else "",
        path=report.get_absolute_url(),
        dedupe="mail" + "".join(f".{format}" for format in formats),
        single=True,
        plan_id=plan_id,
        **to,
    )


def name_of(report: Report, format: str) -> str:
    return f"Báo cáo {report.period_key} {report.unit.short_name}.{format}"


def files_of(message: Message) -> list[Attachment]:
    """Called as the letter leaves: written anew from what was frozen."""
    report = Report.objects.select_related("unit", "receiver").filter(pk=message.subject_id).first()
    formats = message.dedupe.split(".")[1:] if report else []
    return [Attachment(name_of(report, format), TYPES[format], written_filed(report, format)) for format in formats]

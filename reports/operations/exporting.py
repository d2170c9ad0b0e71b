"""Hand out the report of a plan as a file."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from journal.operations import record
from plans.models import Plan
from reports.exports.filed import paper_of
from reports.exports.filed_files import filed_docx, filed_pdf
from reports.exports.letter import letter
from reports.exports.workbook import workbook
from reports.models import Report
from reports.queries import plan_report
from reports.queries.content import content
from units.models import User
from units.periods import Period


@dataclass(frozen=True)
class Exported:
    name: str
    content_type: str
    content: bytes


FORMATS = {
    "xlsx": (workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (letter, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
FILED = {"docx": filed_docx, "pdf": filed_pdf}
SIGNED = ("", "kt", "tl")


@transaction.atomic
def export(*, plan: Plan, period: Period, format: str, actor: User, today: date) -> Exported:
    """The report that `actor` may see, as "xlsx" or "docx". The journal keeps who took which file."""
    write, content_type = FORMATS[format]
    report = plan_report(plan=plan, period=period, today=today, reader=actor)
    content = write(report)
    record(
        "reports.exported",
        ("plan", plan.pk),
        actor=actor,
        plan_id=plan.pk,
        period=period.key,
        rule=period.rule.value,
        as_of=report.as_of.isoformat(),
        whole=report.whole,
        format=format,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    number = plan.number.replace("/", "-") or f"van-ban-{plan.pk}"
    return Exported(f"Báo cáo {number} {period.key}.{format}", content_type, content)


@transaction.atomic
def export_filed(*, report: Report, format: str, form: str, actor: User, today: date) -> bytes:
    """A unit's own report as "docx" or "pdf": as it was sent, or as it stands."""
    written = written_filed(report, format, form=form, today=today)
    digest = hashlib.sha256(written).hexdigest()
    record(
        "reports.filed_taken",
        ("report", report.pk),
        actor=actor,
        period=report.period_key,
        version=report.version,
        format=format,
        sha256=digest,
    )
    return written


def written_filed(report: Report, format: str, *, form: str = "", today: date | None = None) -> bytes:
    """`form`: who signs, one of SIGNED. `today`: the day on the paper, and of the figures while nothing was sent."""
    today = today or report.sent_date
    said = report.snapshot or content(report, today)
    plans = Plan.objects.filter(reporting_duties__reports=report).order_by("issued_date", "pk")
    issuer = plans.values_list("issuer", flat=True).first() or ""
    return FILED[format](paper_of(report, said, issuer=issuer, made_on=today, form=form if form in SIGNED else ""))

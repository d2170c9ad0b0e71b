"""Hand out the report of a plan as a file."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from journal.operations import record
from plans.models import Plan
from reports.exports.letter import letter
from reports.exports.workbook import workbook
from reports.queries import plan_report
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

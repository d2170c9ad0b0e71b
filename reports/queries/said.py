"""What units have shown and said: evidence of the period, difficulties and proposals open at its end."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from reports.queries.work import begin_of, end_of
from tasks.models import Evidence, Obstacle
from units.periods import Period

LIST_MARK = re.compile(r"^[-+•–]\s+")


@dataclass(frozen=True)
class Remark:
    kind: str
    text: str
    proposal: str


def evidence_by_assignment(assignments: QuerySet, period: Period) -> dict[int, list[str]]:
    """Sent in the period, or added in it and not yet sent at its end (said so)."""
    start, end = begin_of(period.start), end_of(period.end)
    sent = Q(sealed_at__gte=start, sealed_at__lt=end)
    unsent = Q(created_at__gte=start, created_at__lt=end) & (Q(sealed_at=None) | Q(sealed_at__gte=end))
    kept = Q(withdrawn_at=None) | Q(withdrawn_at__gte=end)
    rows = Evidence.objects.filter(kept, sent | unsent, assignment__in=assignments).order_by("created_at", "pk")
    found = defaultdict(list)
    for row in rows:
        found[row.assignment_id].append(_named(row, end))
    return found


def _named(row: Evidence, end: datetime) -> str:
    """ "Quyết định ban hành quy trình, số 412/QĐ-UBND ngày 05/11/2026 (chưa gửi)" """
    name = row.label
    if row.document_number:
        name += f", số {row.document_number}"
    if row.document_date:
        name += f" ngày {row.document_date:%d/%m/%Y}"
    if row.figure is not None:
        name += f": {row.figure.normalize():f} {row.figure_unit}".rstrip()
    if row.file_name and row.file_name != row.label:
        name += f" ({row.file_name})"
    return name if row.sealed_at and row.sealed_at < end else f"{name} (chưa gửi)"


def plain(text: str) -> str:
    """Without the dash of a list, which a report sets itself."""
    return LIST_MARK.sub("", text.strip())


def remarks_by_assignment(assignments: QuerySet, period: Period) -> dict[int, list[Remark]]:
    end = end_of(period.end)
    rows = Obstacle.objects.filter(
        Q(closed_at=None) | Q(closed_at__gte=end), created_at__lt=end, assignment__in=assignments
    ).order_by("created_at", "pk")
    found = defaultdict(list)
    for row in rows:
        text = plain(row.text) + _escalated(row, period) if row.text else ""
        found[row.assignment_id].append(Remark(row.get_kind_display(), text, plain(row.proposal)))
    return found


def _escalated(row: Obstacle, period: Period) -> str:
    """What was taken higher by the end of the period and is still open says to whom, and by which document."""
    if row.escalated_date is None or row.escalated_date > period.end:
        return ""
    return f"; đã báo cáo {row.escalated_to} tại văn bản {row.escalated_number} ngày {row.escalated_date:%d/%m/%Y}"

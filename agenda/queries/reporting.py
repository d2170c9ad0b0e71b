"""Period reports that wait for a person: to write and to approve, row by row; to receive, counted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from reports.models import Report
from tasks.queries.badges import Badge, distance
from units.models import Membership, User

SIZE = 20
SOON_DAYS = 3


@dataclass(frozen=True)
class ReportRow:
    """A report in the inbox, with the one verb that fits."""

    report: Report
    badge: Badge
    verb: str
    under_due: str


def rows(user: User, today: date) -> tuple[list[ReportRow], int]:
    """The first to be due, and how many there are; three queries, one where there are none."""
    found = _own(user)
    if not found.exists():
        return [], 0
    shown = found.select_related("unit", "receiver").defer("snapshot", "texts").order_by("due_date", "unit", "pk")
    first = [_row(report, today) for report in shown[:SIZE]]
    return first, len(first) if len(first) < SIZE else found.count()


def to_receive(user: User) -> tuple[int, str]:
    """(how many, where)"""
    sent = Report.objects.filter(receiver__in=user.unit_ids(), state=Report.State.SENT)
    return sent.exclude(unit__in=user.every_unit_id()).count(), reverse("reports:completeness")


def _own(user: User) -> QuerySet[Report]:
    to_write = Q(unit__in=user.unit_ids(), state=Report.State.DRAFT)
    to_approve = Q(unit__in=user.unit_ids(Membership.Role.HEAD), state=Report.State.AT_HEAD)
    return Report.objects.filter(to_write | to_approve)


def _row(report: Report, today: date) -> ReportRow:
    verb = "Duyệt và gửi" if report.state == Report.State.AT_HEAD else "Viết báo cáo"
    if report.reason and report.state == Report.State.DRAFT:
        verb = "Bổ sung và gửi lại"
    return ReportRow(report, _badge(report, today), verb, distance(report.due_date, today))


def _badge(report: Report, today: date) -> Badge:
    left = (report.due_date - today).days
    if left < 0:
        return Badge("overdue", f"Quá hạn {-left} ngày")
    if report.state == Report.State.AT_HEAD:
        return Badge("at_head", "Chờ lãnh đạo duyệt")
    if report.reason:
        return Badge("supplement", "Cần bổ sung")
    if left <= SOON_DAYS:
        return Badge("due_soon", f"Còn {left} ngày" if left else "Hạn hôm nay")
    return Badge("in_progress", "Đang soạn")

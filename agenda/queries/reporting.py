"""Period reports that wait for a person: to write, to approve, to receive."""

from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse

from reports.models import Report
from units.models import Membership, User


def waiting(user: User) -> list[tuple[str, int, str, date | None, str]]:
    """(icon, count, label, earliest due, url) of each; one query."""
    mine, heads = user.unit_ids(), user.unit_ids(Membership.Role.HEAD)
    own = user.every_unit_id()
    asked = {
        "write": Q(unit__in=mine, state=Report.State.DRAFT),
        "approve": Q(unit__in=heads, state=Report.State.AT_HEAD),
        "receive": Q(receiver__in=mine, state=Report.State.SENT) & ~Q(unit__in=own),
    }
    figures = {name: Count("pk", filter=condition) for name, condition in asked.items()}
    dues = {f"{name}_due": Min("due_date", filter=condition) for name, condition in asked.items()}
    found = Report.objects.filter(Q(unit__in=mine) | Q(receiver__in=mine)).aggregate(**figures, **dues)
    filings = reverse("reports:filings")
    return [
        ("file-text", found["write"], "báo cáo kỳ phải nộp", found["write_due"], filings),
        ("user-check", found["approve"], "báo cáo kỳ chờ bạn duyệt", found["approve_due"], filings),
        ("inbox", found["receive"], "báo cáo kỳ chờ tiếp nhận", None, reverse("reports:completeness")),
    ]

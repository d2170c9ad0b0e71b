"""What else awaits a person beside their units' work: requests of others, words to give, names to find."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agenda.queries import reporting
from agenda.queries.waiting import waiting
from journal.kept import until_own_act
from tasks.models import ContributionRequest
from tasks.queries import helping
from units.models import User


@dataclass(frozen=True)
class Asked:
    icon: str
    count: int
    label: str
    """After the count: "việc chờ xác nhận"."""
    note: str
    url: str


def asked(user: User, today: date) -> list[Asked]:
    """Only what is not empty, kept like the bar's counts; the number of queries does not grow with the rows."""
    return until_own_act(f"asked:{user.acting_unit_id}:{today}", user.pk, lambda: _asked(user, today))


def _asked(user: User, today: date) -> list[Asked]:
    counted = waiting(user, today).words
    found = [
        Asked(
            "file-search",
            counted.to_confirm,
            "việc chờ xác nhận",
            "từ các đơn vị khác",
            reverse("tasks:confirm_queue"),
        ),
        _contributions(user) if counted.contributions else None,
        Asked(
            "calendar-time",
            counted.changes,
            "đề nghị điều chỉnh",
            "chờ duyệt, chờ ý kiến hoặc chờ ghi quyết định",
            reverse("tasks:changes"),
        ),
        _unnamed(user, today) if counted.leads else None,
        _reports(user),
    ]
    return [one for one in found if one and one.count]


def _contributions(user: User) -> Asked:
    owed, url = helping.owed(user), reverse("tasks:contributions")
    first: ContributionRequest | None = owed.first()
    when = (
        f"{first.assignment.unit.short_name} cần trước {first.due_date:%d/%m/%Y}" if first and first.due_date else ""
    )
    return Asked("users", owed.count() if first else 0, "yêu cầu phối hợp chờ đơn vị bạn", when, url)


def _reports(user: User) -> Asked:
    count, url = reporting.to_receive(user)
    return Asked("inbox", count, "báo cáo kỳ chờ tiếp nhận", "từ các đơn vị", url)


def _unnamed(user: User, today: date) -> Asked | None:
    late = helping.overdue_naming(user, today)
    if (first := late.first()) is None:
        return None
    url = reverse("tasks:open_leads", args=[first.task.plan_id])
    return Asked("user-plus", late.count(), "chủ trì quá ngày hẹn chưa nêu tên", first.task.plan.reference, url)

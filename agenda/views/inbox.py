"""Việc của tôi: what is late, what needs a supplement, what ends today; updated in place."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from agenda.queries import Row, asking, explaining, grouping, reporting, rows
from agenda.queries.grouping import Counts, Group
from agenda.views.asking import NOTHING, OWN, UNIT, Asked, asked
from plans.models import Plan
from tasks.forms.work import UpdateForm
from tasks.models import AssignmentQuerySet
from units.models import User
from units.perms import is_admin

SIZE, SIZE_OF_ONE = 20, 50  # rows of each group, and of a group that is looked at alone
CHIPS = {
    "": ("Cần làm", ""),
    "qua-han": ("Quá hạn", "alert-triangle"),
    "bo-sung": ("Cần bổ sung", "file-plus"),
    "chua-tiep-nhan": ("Chưa tiếp nhận", "inbox"),
    "cho-xac-nhan": ("Chờ xác nhận", "file-search"),
    "thuong-xuyen": ("Thường xuyên", "repeat"),
}
ICONS = {
    Group.APPROVE: "user-check",
    Group.NOW: "alert-triangle",
    Group.WEEK: "calendar-due",
    Group.YEAR: "calendar",
    Group.LATER: "calendar-time",
    Group.QUIET: "file-search",
}


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Whoever works for no unit has no inbox: readers begin with documents, the administrator with settings."""
    if not request.user.unit_ids():
        only_admin = is_admin(request.user) and not request.user.sees_everything
        return redirect("admin:index" if only_admin else "tasks:plans")
    return inbox_page(request)


def inbox_page(
    request: HttpRequest,
    *,
    status: int = 200,
    opened: int | None = None,
    form: UpdateForm | None = None,
    refused: str = "",
) -> HttpResponse:
    """`opened` with its `form` after an error; `refused` is a sentence for work that somebody else has moved."""
    today, ask = timezone.localdate(), asked(request)
    work = grouping.work(request.user, today, mine=ask.mine)
    wanted = opened if opened is not None else ask.opened
    context: dict[str, Any] = {"today": today, "ask": ask} | _filters(request, work, ask)
    context |= _list(_of_plan(work, ask), ask, today, wanted, context["done_url"])
    context |= _form(context["opened"], form, focus=wanted is not None)
    context |= {"asked": asking.asked(request.user, today), "refused": refused}
    if not ask.chip and not ask.group:
        context["reports"], context["report_count"] = reporting.rows(request.user, today)
        context["explanations"], context["explanation_count"] = explaining.rows(request.user, today)
    answer = render(request, "agenda/inbox.html", context, status=status)
    if status != 200:
        answer["HX-Replace-Url"] = "false"
    return answer


def of_address(request: HttpRequest) -> tuple[AssignmentQuerySet, Asked]:
    """The rows that the address of the request lists."""
    ask = asked(request)
    return _of_plan(grouping.work(request.user, timezone.localdate(), mine=ask.mine), ask), ask


def _of_plan(work: AssignmentQuerySet, ask: Asked) -> AssignmentQuerySet:
    return work.filter(plan=ask.plan) if ask.plan else work


def _filters(request: HttpRequest, work: AssignmentQuerySet, ask: Asked) -> dict[str, Any]:
    return {
        "plans": list(Plan.objects.filter(pk__in=work.order_by().values("plan")).order_by("-issued_date", "-pk")),
        "scopes": [(OWN, "Của tôi", ask.mine), (UNIT, "Cả đơn vị", not ask.mine)],
        "several_units": len(request.user.unit_ids()) > 1,
        "done_url": _done_url(request.user),
    }


def _list(work: AssignmentQuerySet, ask: Asked, today: date, wanted: int | None, done_url: str) -> dict[str, Any]:
    counts = grouping.count(work, today, ask.chip)
    size = SIZE_OF_ONE if ask.group else SIZE
    start = (ask.page - 1) * size if ask.group else 0
    if ask.group:
        work = work.filter(group=ask.group)
    found = rows(grouping.some_of_each_group(work, start, size, chip=ask.chip, opened=wanted or NOTHING), today)
    groups = [_group(group, found[group], counts, ask, today, start) for group in Group.values if group in found]
    return {
        "counts": counts,
        "chips": _chips(counts, ask, done_url),
        "groups": groups,
        "to_do": counts.chips[""],
        "opened": _opened(found, wanted),
    }


def _opened(found: dict[str, list[Row]], wanted: int | None) -> Row | None:
    """The row that is asked for, else the overdue one that is late the longest."""
    can_open = [row for group in Group.values for row in found.get(group, []) if row.can_open]
    if wanted is not None:
        return next((row for row in can_open if row.assignment.pk == wanted), None)
    return next((row for row in can_open if row.badge.code == "overdue"), None)


def _group(group: str, found: list[Row], counts: Counts, ask: Asked, today: date, start: int) -> dict[str, Any]:
    count = counts.groups.get(group, 0)
    left = count - start - len(found)
    page = ask.page + 1 if ask.group else ""
    return {
        "key": group,
        "title": f"Đến 31/12/{today.year}" if group == Group.YEAR else Group(group).label,
        "icon": ICONS[Group(group)],
        "count": count,
        "rows": found,
        "more": f"Xem {min(left, SIZE_OF_ONE)} việc tiếp theo" if ask.group else f"Xem cả {count} việc",
        "more_url": ask.url(nhom=group, trang=page, mo=NOTHING) if left > 0 else "",
    }


def _chips(counts: Counts, ask: Asked, done_url: str) -> list[dict[str, Any]]:
    done = {"label": "Đã hoàn thành", "icon": "circle-check", "url": done_url, "count": None, "active": False}
    chips = [
        {
            "label": label,
            "icon": icon,
            "url": ask.url(loc=key, nhom="", trang="", mo=""),
            "count": counts.chips[key],
            "active": key == ask.chip and not ask.group,
        }
        for key, (label, icon) in CHIPS.items()
    ]
    return [*chips, done]


def _done_url(user: User) -> str:
    """Finished work has a list of its own, of one unit at a time."""
    units = user.unit_ids()
    unit = f"&don_vi={min(units)}" if len(units) == 1 else ""
    return f"{reverse('tasks:assignments')}?tinh_hinh=completed{unit}"


def _form(opened: Row | None, form: UpdateForm | None, *, focus: bool) -> dict[str, Any]:
    """The number is typed or stepped; with JavaScript off the server alone keeps its bounds."""
    if opened is None:
        return {"form": None, "number": None}
    assignment = opened.assignment
    form = form or UpdateForm(assignment=assignment)
    name = "quantity_done" if assignment.is_counted else "percent"
    widget = form.fields[name].widget
    widget.attrs |= {"min": 0, "max": assignment.quantity_target or 100, "inputmode": "numeric"}
    if focus:
        widget.attrs["autofocus"] = True
    return {"form": form, "number": form[name]}

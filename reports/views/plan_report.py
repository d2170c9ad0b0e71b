"""Báo cáo kỳ: the report of one plan for one period, on the screen and as files."""

import re
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from plans.models import Plan
from reports import operations
from reports.exports import summary
from reports.queries import PlanReport, plan_report
from reports.queries.duties import duties_of, duty_lines
from reports.views.tabs import tabs
from tasks.views.asking import number
from units import periods
from units.calendars import WorkCalendar
from units.models import User
from units.names import plain
from units.periods import Kind, Period, Rule
from units.perms import works_in

SIZE = 25
MONTHS_OFFERED = 12


@require_GET
def period(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    plans = list(_plans(request.user).order_by("-issued_date", "-pk")[:200])
    plan = _plan(request, plans)
    if plan is None:
        return render(request, "reports/none.html", {"tabs": tabs(request)})
    asked = _period(request.GET.get("ky"), request)
    if asked.start > today:  # as when the rule is changed while the other month of that name has begun
        asked = periods.current(today, asked.rule)
    report = plan_report(plan=plan, period=asked, today=today, reader=request.user)
    appends = request.headers.get("HX-Target") == "rows"
    page = Paginator(report.units, SIZE).get_page(request.GET.get("trang"))
    first = 1 if appends else page.start_index()
    context = {
        "report": report,
        "sets_duties": works_in(request.user, plan.focal_unit_id),
        "imports": plan.state == Plan.State.IN_FORCE and request.user.unit_ids(),
        "tabs": tabs(request),
        "plans": plans if plan in plans else [plan, *plans],
        "periods": _offered(asked, today),
        "rules": list(Rule),
        "lines": summary.lines(report),
        "duties": duty_lines(duties_of(plan), asked, WorkCalendar.load()),
        "page": page,
        "shown": f"Hiện {first} đến {page.end_index()} trong {page.paginator.count} đơn vị",
        "more": min(SIZE, page.paginator.count - page.end_index()),
        "next_url": f"?{_query(plan, asked, trang=page.number + 1)}" if page.has_next() else "",
        "rows_url": (rows_url := _rows_url(report)),
        "figures_url": f"{rows_url}&tinh_hinh=" if rows_url else "",
        "files": {format: _file_url(plan, asked, format) for format in operations.FORMATS},
    }
    return render(request, "reports/parts/units.html" if appends else "reports/period.html", context)


@require_GET
def export(request: HttpRequest, pk: int, key: str, format: str) -> HttpResponse:
    plan = get_object_or_404(_plans(request.user), pk=pk)
    if format not in operations.FORMATS:
        raise Http404(format)
    today = timezone.localdate()
    asked = _period(key, request)
    if asked.start > today:
        raise Http404(key)
    file = operations.export(plan=plan, period=asked, format=format, actor=request.user, today=today)
    ascii_name = re.sub(r"[^a-z0-9.]+", "-", plain(file.name))
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(file.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


def _plans(user: User) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).exclude(state=Plan.State.DRAFT).select_related("focal_unit")


def _plan(request: HttpRequest, plans: list[Plan]) -> Plan | None:
    wanted = request.GET.get("plan", "")
    if wanted:
        return get_object_or_404(_plans(request.user), pk=number(wanted) or 0)
    return plans[0] if plans else None


def _period(key: str | None, request: HttpRequest) -> Period:
    try:
        rule = Rule(request.GET.get("kieu") or Rule.ADMINISTRATIVE)
        return periods.parse(key, rule) if key else periods.current(timezone.localdate(), rule)
    except ValueError as error:
        raise Http404(str(error)) from None


def _offered(asked: Period, today: date) -> list[Period]:
    """Of its kind the latest; the one asked for stands last where it is older."""
    kind = Kind.MONTH if asked.kind is Kind.CUSTOM else asked.kind
    offered = [periods.current(today, asked.rule, kind)]
    while len(offered) < MONTHS_OFFERED:
        offered.append(offered[-1].previous)
    return offered if asked in offered else [*offered, asked]


def _query(plan: Plan, asked: Period, **more: Any) -> str:
    return urlencode({"plan": plan.pk, "ky": asked.key, "kieu": asked.rule.value, **more})


def _file_url(plan: Plan, asked: Period, format: str) -> str:
    return f"{reverse('reports:export', args=[plan.pk, asked.key, format])}?kieu={asked.rule.value}"


def _rows_url(report: PlanReport) -> str:
    """The list behind the figures shows today's states, so only a running period of the whole plan leads there."""
    if not (report.whole and report.is_open):
        return ""
    return f"{reverse('tasks:assignments')}?van_ban={report.plan.pk}"

"""Cảnh báo sớm: running work that stands out before it is late, with the plain reasons first."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from insight.exports import warnings_table
from insight.models import EarlyWarning, ForecastModel, WarningModel
from insight.queries.ahead import Ahead, warned_indicators
from insight.queries.indicators import of_indicators
from insight.views.files import answer_file
from kpi.queries import indicators_seen
from plans.models import Plan
from tasks.views.asking import number

ROWS, MOST = 40, 20_000


@require_GET
def warnings(request: HttpRequest) -> HttpResponse:
    plan = number(request.GET.get("van_ban", ""))
    page = Paginator(_wanted(request, plan), ROWS).get_page(request.GET.get("trang"))
    plans = Plan.objects.visible_to(request.user).filter(state=Plan.State.IN_FORCE).order_by("-issued_date")[:200]
    context = {
        "page": page,
        "plan": str(plan or ""),
        "plans": [(row.pk, row.reference) for row in plans],
        "indicators": _of_indicators(request, plan),
        "learnt": WarningModel.newest(),
        "foreseen": ForecastModel.newest(),
        "today": timezone.localdate(),
    }
    return render(request, "insight/warnings.html", context)


@require_GET
def warnings_file(request: HttpRequest, format: str) -> HttpResponse:
    rows = _wanted(request, number(request.GET.get("van_ban", "")))[:MOST]
    return answer_file(warnings_table(rows), format, "canh-bao-som", timezone.localdate())


def _of_indicators(request: HttpRequest, plan: int | None) -> list[Ahead]:
    rows = indicators_seen(request.user).running()
    found = list(rows.filter(plan=plan) if plan else rows)
    return warned_indicators(found, of_indicators(found, timezone.localdate()))


def _wanted(request: HttpRequest, plan: int | None) -> QuerySet[EarlyWarning]:
    found = EarlyWarning.objects.visible_to(request.user).filter(is_active=True)
    found = found.filter(assignment__plan=plan) if plan else found
    found = found.select_related("assignment__task", "assignment__unit", "assignment__plan")
    return found.order_by("-chance", "assignment")

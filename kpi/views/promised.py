"""Chỉ tiêu: a tab of a document, its promises in figures."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from kpi.models import Indicator
from plans.models import Plan
from tasks.perms import can_lead_plan, can_read_journal

ROWS = 40


@require_GET
def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("focal_unit"), pk=pk)
    found = Indicator.objects.visible_to(request.user).filter(plan=plan).in_order()
    rows = found.select_related("monitor").prefetch_related("targets")
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "plan": plan,
        "shown": f"Hiện {page.end_index()} trong {page.paginator.count} chỉ tiêu",
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "more": min(ROWS, page.paginator.count - page.end_index()),
    }
    if request.htmx:
        return render(request, "kpi/parts/rows.html", context | {"append": True})
    context |= {"leads": can_lead_plan(request.user, plan), "journal": can_read_journal(request.user, plan)}
    return render(request, "kpi/indicators.html", context)

"""Tình hình nộp: who had to report, who did, in time; who is missing, and one click to chase."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reports import perms
from reports.errors import ReportError
from reports.models import Report
from reports.operations.filing import chase
from reports.queries import completeness
from reports.queries.completeness import PeriodAsked
from reports.views.tabs import tabs

SIZE = 50
STATES = {
    "": "Tất cả",
    "missing": "Chưa nộp",
    "late": "Nộp muộn",
    "waiting": "Chờ tiếp nhận",
    "received": "Đã tiếp nhận",
}


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    asked = completeness.asked_periods(request.user)
    chosen = _chosen(asked, request.GET.get("ky", ""))
    if chosen is None:
        return render(request, "reports/completeness.html", {"chosen": None, "tabs": tabs(request)})
    rows = completeness.expected(chosen.receiver_id, chosen.rule, chosen.key)
    state = request.GET.get("loc", "")
    page = Paginator(completeness.in_turn(rows, state), SIZE).get_page(request.GET.get("trang"))
    context = {
        "tabs": tabs(request),
        "asked": [(_key(one), f"{one.label} · {one.receiver}") for one in asked],
        "chosen": chosen,
        "key": _key(chosen),
        "today": timezone.localdate(),
        "tally": completeness.tally(rows),
        "groups": completeness.by_group(rows),
        "plans": completeness.by_plan(rows),
        "page": page,
        "state": state,
        "chips": _chips(chosen, state),
        "strict": rows.filter(duties__not_updated_is_not_done=True).exists(),
        "gathers": perms.works_in(request.user, chosen.receiver_id),
        "query": urlencode({"ky": _key(chosen), "loc": state}),
    }
    return render(request, "reports/completeness.html", context)


@require_POST
def chase_missing(request: HttpRequest) -> HttpResponse:
    """Those ticked; `all`: every one that has not sent."""
    asked = completeness.asked_periods(request.user)
    chosen = _chosen(asked, request.POST.get("ky", ""))
    if chosen is None:
        raise Http404("period")
    rows = completeness.expected(chosen.receiver_id, chosen.rule, chosen.key)
    rows = rows.filter(state__in=Report.State.with_the_unit())
    if "all" not in request.POST:
        rows = rows.filter(pk__in=[pk for pk in request.POST.getlist("report") if pk.isascii() and pk.isdigit()])
    try:
        count = chase(report_ids=list(rows.values_list("pk", flat=True)), actor=request.user, now=timezone.now())
        messages.success(request, f"Đã gửi đôn đốc đến {count} đơn vị; mỗi đơn vị nhận một lần trong ngày.")
    except ReportError as error:
        messages.error(request, error.message)
    return redirect(f"{reverse('reports:completeness')}?{urlencode({'ky': _key(chosen)})}")


def _key(one: PeriodAsked) -> str:
    return f"{one.receiver_id}.{one.rule}.{one.key}"


def _chosen(asked: list[PeriodAsked], key: str) -> PeriodAsked | None:
    if not key:
        return asked[0] if asked else None
    found = next((one for one in asked if _key(one) == key), None)
    if found is None:
        raise Http404(key)
    return found


def _chips(chosen: PeriodAsked, state: str) -> list[dict]:
    url = reverse("reports:completeness")
    return [
        {
            "label": label,
            "url": f"{url}?{urlencode({'ky': _key(chosen), 'loc': key})}",
            "count": None,
            "active": key == state,
            "icon": "",
        }
        for key, label in STATES.items()
    ]

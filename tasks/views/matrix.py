"""Ma trận phân công: a tab of a document, and what one of its cells says when it is looked at."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from plans.models import Plan
from tasks import perms
from tasks.models import Assignment
from tasks.queries.badges import badge
from tasks.queries.matrix import ALL, GROUPS, Asked, matrix

LEGEND = {
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "in_progress": "Đang thực hiện",
    "due_soon": "Sắp đến hạn (ngày còn)",
    "overdue": "Quá hạn (số ngày)",
    "at_head": "Chờ lãnh đạo duyệt",
    "sent": "Chờ xác nhận",
    "awaiting_approval": "Đã trình, chờ phê duyệt",
    "supplement": "Cần bổ sung",
    "not_received": "Chưa tiếp nhận",
}


@require_GET
@gzip_page  # the one page whose size is in megabytes when every group is open
def plan_matrix(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("focal_unit"), pk=pk)
    asked = _asked(request)
    context = {
        "plan": plan,
        "matrix": (shown := matrix(plan, timezone.localdate(), asked)),
        "asked": asked,
        "legend": LEGEND,
        "span": 1 + sum(len(band.columns) if band.opened else 1 for band in shown.bands),
        "links": {name: f"?{urlencode(query)}" for name, query in _links(request, asked).items()},
        "openings": [(band, f"?{urlencode(_kept(request) | {'nhom': band.code})}") for band in shown.bands],
        "leads": perms.can_lead_plan(request.user, plan),
        "journal": perms.can_read_journal(request.user, plan),
    }
    return render(request, "tasks/matrix.html", context)


@require_GET
def cell(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("task", "unit", "plan", "officer", "milestone")
    found = get_object_or_404(Assignment.objects.visible_to(request.user).select_related(*related), pk=pk)
    reads = perms.can_read_work(request.user, found)
    context = {
        "assignment": found,
        "badge": badge(found, timezone.localdate(), progress=reads),
        "reads": reads,
        "obstacle": found.obstacles.filter(closed_at=None).exclude(text="").order_by("-pk").first()
        if reads
        else None,
    }
    return render(request, "tasks/parts/cell.html", context)


def _asked(request: HttpRequest) -> Asked:
    opened = request.GET.get("nhom", "so")
    return Asked(
        opened=opened if opened in (*GROUPS, ALL) else "so",
        worst_first=request.GET.get("xep") == "qua-han",
        only_overdue=request.GET.get("qua_han") == "1",
        only_shared=request.GET.get("nhieu") == "1",
    )


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: value for name in ("nhom", "xep", "qua_han", "nhieu") if (value := request.GET.get(name))}


def _links(request: HttpRequest, asked: Asked) -> dict[str, dict[str, str]]:
    """Each switch turns one thing on or off and keeps the rest."""
    kept = _kept(request)
    return {
        "overdue": _switched(kept, "qua_han", "1", asked.only_overdue),
        "shared": _switched(kept, "nhieu", "1", asked.only_shared),
        "sorted": _switched(kept, "xep", "qua-han", asked.worst_first),
        "all": kept | {"nhom": ALL},
    }


def _switched(kept: dict[str, str], name: str, value: str, on: bool) -> dict[str, str]:
    return {key: word for key, word in kept.items() if key != name} if on else kept | {name: value}

"""Văn bản giao việc: the list of documents, and one document's table of tasks."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from plans.models import Party, Plan
from tasks import perms
from tasks.figures import Figures, added_up, figures_by
from tasks.models import Assignment, Task
from tasks.queries.documents import linked
from tasks.queries.filters import SITUATIONS, tasks_in_situation
from tasks.queries.lists import briefly, done_before, plan_rows, self_confirmers, task_rows
from tasks.views.asking import number, words
from units.models import Unit
from units.names.searching import matching

PLANS, TASKS = 25, 40


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    found = Plan.objects.visible_to(request.user).select_related("focal_unit").order_by("-issued_date", "-id")
    if sought := words(request.GET.get("tim", "")):
        found = matching(found, sought, "number", "title")
    page = Paginator(found, PLANS).get_page(request.GET.get("trang"))
    rows = plan_rows(list(page), timezone.localdate())
    return render(request, "tasks/plans.html", {"page": page, "rows": rows, "words": sought})


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("focal_unit", "oversight_unit"), pk=pk
    )
    today = timezone.localdate()
    context = _table(request, found)
    tasks = list(context["page"])
    if request.htmx:
        counts = figures_by(Assignment.objects.filter(task__in=tasks), today, "task")
        context |= {"rows": task_rows(tasks, counts, request.user, today), "append": True}
        return render(request, "tasks/parts/task_rows.html", context)
    counts = figures_by(found.assignments.all(), today, "task")
    counted = added_up(((), one) for one in counts.values()).get((), Figures())
    context |= {
        "rows": task_rows(tasks, counts, request.user, today),
        "plan": found,
        "figures": counted,
        "confirmers": sorted(set(self_confirmers(found.assignments).values())) if counted.self_confirmed else [],
        "task_count": found.tasks.count() if context["filtered"] else context["page"].paginator.count,
        "done_before": done_before(found),
        "leads": perms.can_lead_plan(request.user, found),
        "imports": bool(request.user.unit_ids()),
        "linked": linked(found, request.user),
        "journal": perms.can_read_journal(request.user, found),
        "situations": SITUATIONS,
        "units": Unit.objects.filter(pk__in=Party.objects.filter(plan=found, part="lead").values("unit"))
        .order_by("kind", "name")
        .values_list("pk", "short_name"),
    }
    return render(request, "tasks/plan.html", context)


def _table(request: HttpRequest, found: Plan) -> dict[str, Any]:
    today = timezone.localdate()
    asked = {name: words(request.GET.get(name, "")) for name in ("tim", "tinh_hinh", "don_vi", "han", "trong_tam")}
    tasks = _filtered(briefly(found.tasks.all()), asked, today).order_by("order")
    page = Paginator(tasks, TASKS).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query["trang"] = str(page.number + 1)
    return {
        "asked": asked,
        "filtered": any(asked.values()),
        "page": page,
        "shown": f"Hiện {page.end_index()} trong {page.paginator.count} nhiệm vụ; thanh màu đếm lượt giao",
        "next_url": f"?{query.urlencode()}" if page.has_next() else "",
        "today": today,
        "more": min(TASKS, page.paginator.count - page.end_index()),
    }


def _filtered(tasks: QuerySet[Task], asked: dict[str, str], today: date) -> QuerySet[Task]:
    if sought := asked["tim"]:
        tasks = matching(tasks, sought, "code", "content", "product")
    if (unit := number(asked["don_vi"])) is not None:
        tasks = tasks.filter(assignments__unit=unit).distinct()
    if asked["trong_tam"]:
        tasks = tasks.filter(starred=True)
    if asked["han"] == "nam":
        tasks = tasks.filter(milestones__due_date__year=today.year).distinct()
    elif asked["han"] == "thang":
        tasks = tasks.filter(
            milestones__due_date__year=today.year, milestones__due_date__month=today.month
        ).distinct()
    return tasks_in_situation(tasks, asked["tinh_hinh"], today)

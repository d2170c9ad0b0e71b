"""Khó khăn, vướng mắc: the list of a plan, and one with its answer, its report upwards, its decision."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from plans.models import Party, Plan
from tasks import operations, perms
from tasks.forms.answering import AnswerForm, DecideObstacleForm, EscalateForm
from tasks.models import Obstacle
from tasks.queries import obstacles
from tasks.views.asking import number
from tasks.views.forming import posted
from tasks.workflow import obstacle_moves
from units.models import Unit

PAGE = 50
FORMS: dict[str, tuple[type[forms.Form], Any, str]] = {
    "answer": (AnswerForm, operations.answer_obstacle, "Đã trả lời đơn vị."),
    "escalate": (EscalateForm, operations.escalate_obstacle, "Đã ghi báo cáo cấp trên."),
    "decide": (DecideObstacleForm, operations.decide_obstacle, "Đã ghi quyết định."),
    "resolve": (forms.Form, operations.resolve_obstacle, "Đã ghi khó khăn, vướng mắc được giải quyết."),
}


@require_GET
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    state, kind = request.GET.get("tinh_trang", ""), request.GET.get("loai", "")
    unit = number(request.GET.get("don_vi", ""))
    page = Paginator(obstacles.of_plan(plan, request.user, state=state, kind=kind, unit=unit), PAGE)
    leads = Party.objects.filter(plan=plan, part=Party.Part.LEAD).values("unit")
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "plan": plan,
        "page": page.get_page(request.GET.get("trang")),
        "state": state,
        "kind": kind,
        "unit": str(unit or ""),
        "states": obstacles.STATES,
        "kinds": Obstacle.Kind.choices,
        "units": Unit.objects.filter(pk__in=leads).order_by("kind", "name").values_list("pk", "short_name"),
        "query": query.urlencode(),
        "journal": perms.can_read_journal(request.user, plan),
        "leads": perms.can_lead_plan(request.user, plan),
    }
    return render(request, "tasks/obstacles.html", context)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _one(request, _visible(request, pk))


@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    obstacle = _visible(request, pk)
    if move not in FORMS:
        raise Http404
    kind, operation, done = FORMS[move]
    form = kind(request.POST)

    def do() -> Obstacle:
        return operation(obstacle_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        return _one(request, obstacle, status=status, **{f"{move}_form": form})

    return posted(request, form, page, do, done=done, then=reverse("tasks:obstacle", args=[pk]))


def _visible(request: HttpRequest, pk: int) -> Obstacle:
    return get_object_or_404(Obstacle.objects.visible_to(request.user).select_related(*obstacles.RELATED), pk=pk)


def _one(request: HttpRequest, obstacle: Obstacle, *, status: int = 200, **forms_: forms.Form) -> HttpResponse:
    blank = {f"{name}_form": kind() for name, (kind, _, _) in FORMS.items()}
    context = blank | {"obstacle": obstacle, "moves": obstacle_moves(request.user, obstacle)} | forms_
    return render(request, "tasks/obstacle.html", context, status=status)

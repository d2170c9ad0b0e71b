"""The review page: what is doubtful, the table of tasks, and the form of what is open."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from intake import queries
from intake.forms import DocumentForm, TaskForm
from intake.operations import DraftIsGone, IntakeError, revise_document, revise_task, settle_doubt
from intake.views.answers import answer_gone, led_plan
from intake.views.steps import steps
from plans.models import Plan
from tasks.models import Task
from tasks.operations.assigning import missing
from tasks.views.asking import number

PAGE = 20
DOUBTS_SHOWN = 30


def review(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if plan.state != Plan.State.DRAFT:
        return redirect("tasks:plan", pk)
    opened = number(request.GET.get("mo", ""))
    if opened is not None:
        return _page(request, plan, TaskForm(task=_task_of(plan, opened)))
    return _page(request, plan, DocumentForm(instance=plan, user=request.user))


def document(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect("intake:review", pk)
    form = DocumentForm(request.POST, instance=plan, user=request.user)
    if not form.is_valid():
        return _page(request, plan, form)
    try:
        revise_document(plan_id=pk, actor=request.user, now=timezone.now(), **form.facts())
    except DraftIsGone as gone:
        return answer_gone(request, gone.message)
    except IntakeError as error:
        form.add_error(None, error.message)
        return _page(request, plan, form)
    messages.success(request, "Đã lưu thông tin văn bản.")
    return redirect("intake:review", pk)


def task(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect(_open(pk, task_pk))
    found = _task_of(plan, task_pk)
    form = TaskForm(request.POST, task=found)
    if not form.is_valid():
        return _page(request, plan, form)
    try:
        revise_task(task_id=task_pk, actor=request.user, now=timezone.now(), **form.facts())
    except DraftIsGone as gone:
        return answer_gone(request, gone.message)
    except IntakeError as error:
        form.add_error(None, error.message)
        return _page(request, plan, form)
    messages.success(request, f"Đã lưu nhiệm vụ {form.cleaned_data['code']}.")
    return redirect(_after(request, plan, found))


def doubt(request: HttpRequest, pk: int, doubt_pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    found = get_object_or_404(plan.doubts, pk=doubt_pk)
    if request.method == "POST":
        try:
            settle_doubt(doubt_id=found.pk, actor=request.user, now=timezone.now())
        except DraftIsGone as gone:
            return answer_gone(request, gone.message)
        except IntakeError as error:
            messages.error(request, error.message)
    return redirect(_open(pk, found.task_id) if found.task_id else reverse("intake:review", args=[pk]))


def _task_of(plan: Plan, pk: int) -> Task:
    tasks = plan.tasks.select_related("section", "confirming_unit").prefetch_related("parties", "milestones")
    found = get_object_or_404(tasks, pk=pk)
    found.plan = plan
    return found


def _after(request: HttpRequest, plan: Plan, saved: Task) -> str:
    following = queries.next_doubtful_task(plan, saved.order) if "next" in request.POST else saved.pk
    return _open(plan.pk, following) if following else reverse("intake:review", args=[plan.pk])


def _open(plan_pk: int, task_pk: int) -> str:
    return f"{reverse('intake:review', args=[plan_pk])}?mo={task_pk}#phieu"


def _page(request: HttpRequest, plan: Plan, form: TaskForm | DocumentForm) -> HttpResponse:
    current = form.task if isinstance(form, TaskForm) else None
    only_doubtful = request.GET.get("loc") == "can-xem"
    tasks = queries.tasks_in_order(plan, only_doubtful=only_doubtful)
    number = request.GET.get("trang") or (queries.place_of(tasks, current) // PAGE + 1 if current else 1)
    page = Paginator(tasks, PAGE).get_page(number)
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "current": current,
        "page": page,
        "rows": queries.review_rows(plan, page.object_list),
        "only_doubtful": only_doubtful,
        "doubts": queries.doubts_of(plan)[:DOUBTS_SHOWN],
        "doubt_count": queries.doubts_of(plan).count(),
        "doubts_shown": DOUBTS_SHOWN,
        "here": queries.open_doubts_on(plan, current),
        "totals": queries.totals(plan, timezone.localdate()),
        "problems": missing(plan),
        "source": plan.source_files.first(),
        "steps": steps("review"),
    }
    return render(request, "intake/review.html", context, status=422 if form.is_bound else 200)

"""The review page: open something, save the document, a row, a single cell, look at a doubt."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django_htmx.http import trigger_client_event

from intake import queries
from intake.forms import DocumentForm, TaskForm
from intake.operations import (
    DraftIsGone,
    IntakeError,
    RowChanged,
    RowIsGone,
    be_present,
    read_again,
    revise_document,
    revise_task,
    settle_doubt,
)
from intake.views.answers import answer_gone, fragment, led_plan
from intake.views.cells import cells_of
from intake.views.desk import Desk, address, asked, frame, listed, opened, task_of, unsettled
from plans.models import Plan
from tasks.models import Task
from tasks.queries.fanout import due_date
from tasks.views.asking import number

NAMING = {"leads", "held"}


def review(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if plan.state != Plan.State.DRAFT:
        return redirect("tasks:plan", pk)
    return opened(request, plan, number(request.GET.get("mo", "")), request.GET.get("o", "")).answer()


def document(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect("intake:review", pk)
    form = DocumentForm(request.POST, instance=plan, user=request.user)
    if not form.is_valid():
        return Desk(request, plan, form).answer(422)
    try:
        revise_document(plan_id=pk, actor=request.user, now=timezone.now(), **form.facts())
    except DraftIsGone as gone:
        return answer_gone(request, gone)
    except IntakeError as error:
        form.overtaken = isinstance(error, RowChanged)
        form.add_error(None, error.message)
        return Desk(request, plan, form).answer(409 if form.overtaken else 422)
    messages.success(request, "Đã lưu thông tin văn bản.")
    return redirect("intake:review", pk)


def task(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """The whole row; with `next` on to the next doubtful cell."""
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect(address(plan, task_pk))
    form = TaskForm(request.POST, task=task_of(plan, task_pk))
    if not form.is_valid():
        return Desk(request, plan, form).answer(422)
    try:
        revise_task(task_id=task_pk, actor=request.user, now=timezone.now(), **form.facts())
    except (DraftIsGone, RowIsGone) as gone:
        return answer_gone(request, gone)
    except RowChanged as changed:
        form.add_error(None, changed.message)
        return Desk(request, plan, form, changed.cells[0]).answer(409)
    except IntakeError as error:
        form.add_error(None, error.message)
        return Desk(request, plan, form).answer(422)
    return go_on(request, plan, *_after(request, plan, form))


def go_on(request: HttpRequest, plan: Plan, task_pk: int | None, field: str = "") -> HttpResponse:
    """To the row that comes next: a page, or the desk in place with its address."""
    if not request.htmx:
        return HttpResponseRedirect(address(plan, task_pk, field))
    answer = opened(request, plan, task_pk, field).answer()
    url = address(plan, task_pk, field, listed=asked(request).get("loc", ""))
    answer["HX-Push-Url"] = url.removesuffix("#phieu")
    return answer


def _after(request: HttpRequest, plan: Plan, form: TaskForm) -> tuple[int | None, str]:
    saved = f"Đã lưu nhiệm vụ {form.cleaned_data.get('code') or form.task.code}."
    if not request.htmx:
        messages.success(request, saved)
    if not request.POST.get("next"):
        return form.task.pk, ""
    following = queries.neighbours(plan, form.task, "").following
    return following or (form.task.pk, "")


def cell(request: HttpRequest, pk: int, task_pk: int, cell: str) -> HttpResponse:
    """One cell that saves itself; answers with what changed with it."""
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect(address(plan, task_pk))
    if cell not in queries.CELLS:
        raise Http404
    saved = task_of(plan, task_pk, whole=cell not in queries.PLAIN)
    form = TaskForm(request.POST, task=saved, only=cell)
    if not form.is_valid():
        return _not_saved(request, plan, form, 422)
    try:
        if form.seen:
            changes = form.facts()
            saved = revise_task(task_id=task_pk, actor=request.user, now=timezone.now(), looked_at=False, **changes)
    except (DraftIsGone, RowIsGone) as gone:
        return answer_gone(request, gone)
    except RowChanged as changed:
        return _not_saved(request, plan, form, 409, said=changed.message)
    except IntakeError as error:
        return _not_saved(request, plan, form, 422, said=error.message)
    return _saved(request, plan, saved, cell)


def _saved(request: HttpRequest, plan: Plan, task: Task, cell: str) -> HttpResponse:
    """The cell's notes, and all that followed from it."""
    prefetch_related_objects([task], "parties__unit", "milestones")
    form = TaskForm(task=task, only=cell)
    here = queries.open_doubts_on(plan, task)
    context = {"plan": plan, "form": form, "current": task, "saved_at": timezone.now()}
    context |= {"cells": cells_of(form, here, cell), "clears": queries.clears_of(task)}
    if cell in NAMING:
        context |= unsettled(request, plan, task)
    answer = fragment(request, "intake/_saved.html", context | {"o": context["cells"][cell]})
    return trigger_client_event(answer, "cell-saved")


def _not_saved(request: HttpRequest, plan: Plan, form: TaskForm, status: int, said: str = "") -> HttpResponse:
    """The sentence, under the cell."""
    task, cell = task_of(plan, form.task.pk), form.only
    here = queries.open_doubts_on(plan, task)
    context = {"plan": plan, "form": form, "current": task, "said": said, "conflict": status == 409}
    context |= {"now_stamp": queries.stamps(task, [cell])[cell], "o": cells_of(form, here, cell)[cell]}
    return fragment(request, "intake/_noi.html", context, status)


def doubt(request: HttpRequest, pk: int, doubt_pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    found = get_object_or_404(plan.doubts, pk=doubt_pk)
    if request.method != "POST":
        return redirect(address(plan, found.task_id, found.field))
    following = queries.neighbours(plan, found.task, found.field).following if found.task else None
    try:
        settle_doubt(doubt_id=found.pk, actor=request.user, now=timezone.now())
    except DraftIsGone as gone:
        return answer_gone(request, gone)
    except IntakeError as error:
        messages.error(request, error.message)
        following = None
    return go_on(request, plan, *(following or (found.task_id, found.field)))


def reread(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """What the words of a deadline would be read as, before they are saved."""
    plan = led_plan(request, pk)
    found: Task = task_of(plan, task_pk)
    found.deadline_text = request.GET.get("deadline_text", found.deadline_text)
    read = read_again(found, timezone.now())
    dues = [(milestone, due_date(milestone, plan)) for milestone in read]
    return fragment(request, "intake/_reread.html", {"dues": dues, "words": found.deadline_text.strip()})


def counted(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures and the list after a cell has saved itself: counting all rows would keep the cell waiting."""
    plan = led_plan(request, pk)
    task = plan.tasks.filter(pk=number(request.GET.get("mo", "")) or 0).first()
    context = frame(request, plan) | listed(request, plan, task) | {"field": request.GET.get("o", "")}
    return fragment(request, "intake/_counted.html", context)


def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """The open page says that it still is; answered with who else is here."""
    plan = led_plan(request, pk)
    task = plan.tasks.filter(pk=number(request.GET.get("mo", "")) or 0).first()
    others = be_present(plan=plan, user=request.user, task=task, now=timezone.now())
    return fragment(request, "intake/_others.html", {"plan": plan, "others": others, "current": task})

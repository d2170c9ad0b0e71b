"""Rows of the draft: added, merged, split, moved, deleted; one name settled; the same product for many."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from intake import operations
from intake.forms import SettleForm
from intake.operations import DraftIsGone, IntakeError, RowIsGone
from intake.views.answers import answer_gone, led_plan, ticked
from intake.views.desk import address
from intake.views.reviewing import go_on
from plans.models import Plan
from tasks.models import Task

Act = Callable[[HttpRequest, Plan, int], Task | None]


def change_row(request: HttpRequest, pk: int, task_pk: int, act: str) -> HttpResponse:
    plan = led_plan(request, pk)
    if act not in ACTS:
        raise Http404
    if request.method != "POST":
        return redirect(address(plan, task_pk))
    do, said = ACTS[act]
    opened: int | None = task_pk
    try:
        task = do(request, plan, task_pk)
        opened = task.pk if task else None
        messages.success(request, said)
    except (DraftIsGone, RowIsGone) as gone:
        return answer_gone(request, gone)
    except IntakeError as error:
        messages.error(request, error.message)
    return go_on(request, plan, opened)


def _split(request: HttpRequest, plan: Plan, pk: int) -> Task:
    return operations.split_row(task_id=pk, actor=request.user)[0]


def _merge(request: HttpRequest, plan: Plan, pk: int) -> Task:
    return operations.merge_row(task_id=pk, actor=request.user, now=timezone.now())


ACTS: dict[str, tuple[Act, str]] = {
    "them": (lambda r, plan, pk: operations.add_row(plan_id=plan.pk, after_id=pk, actor=r.user), "Đã thêm một dòng."),
    "gop": (_merge, "Đã gộp dòng sau vào dòng này."),
    "tach": (_split, "Đã tách dòng."),
    "xoa": (lambda r, plan, pk: operations.delete_row(task_id=pk, actor=r.user), "Đã xóa một dòng."),
    "len": (lambda r, plan, pk: operations.move_row(task_id=pk, up=True, actor=r.user), "Đã chuyển dòng lên trên."),
    "xuong": (lambda r, plan, pk: operations.move_row(task_id=pk, up=False, actor=r.user), "Đã chuyển dòng xuống."),
}


def settle_unit(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect(address(plan, task_pk))
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return go_on(request, plan, task_pk, "leads")
    facts: dict[str, Any] = form.cleaned_data
    try:
        rows = operations.settle_unit(task_id=task_pk, actor=request.user, now=timezone.now(), **facts)
    except (DraftIsGone, RowIsGone) as gone:
        return answer_gone(request, gone)
    except IntakeError as error:
        messages.error(request, error.message)
        return go_on(request, plan, task_pk, "leads")
    known = " Từ nay cách viết này được hiểu như vậy." if facts["remember"] else ""
    messages.success(request, f"“{facts['phrase']}” là {facts['unit'].name}, trong {rows} dòng.{known}")
    return go_on(request, plan, task_pk)


def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """One product for the ticked rows that name none."""
    plan = led_plan(request, pk)
    back = f"{address(plan).removesuffix('#phieu')}?loc=thieu-san-pham"
    if request.method != "POST":
        return redirect(back)
    try:
        rows = operations.fill_products(
            plan_id=plan.pk,
            task_ids=ticked(request, "dong"),
            product=request.POST.get("product", ""),
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, f"Đã điền sản phẩm/kết quả cho {rows} dòng.")
    except DraftIsGone as gone:
        return answer_gone(request, gone)
    except IntakeError as error:
        messages.error(request, error.message)
    return redirect(back)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A row at the end, from the list of rows."""
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect("intake:review", pk)
    try:
        task = operations.add_row(plan_id=plan.pk, after_id=None, actor=request.user)
    except DraftIsGone as gone:
        return answer_gone(request, gone)
    return go_on(request, plan, task.pk, "content")

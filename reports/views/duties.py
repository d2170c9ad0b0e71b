"""A duty of a plan in force: its days, its outline, the switch; and a single report on days of its own."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reports import perms
from reports.errors import ReportError
from reports.forms import ROWS, DaysForm, OnceForm
from reports.kinds import outline_of
from reports.models import ReportingDuty
from reports.operations.setting import ask_once, set_duty


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    duty = _mine(request, pk)
    if request.method == "GET":
        return _page(request, duty, DaysForm(instance=duty), OnceForm())
    form = DaysForm(request.POST, instance=duty)

    def do() -> None:
        set_duty(duty_id=duty.pk, actor=request.user, today=timezone.localdate(), **form.facts())

    return _posted(request, duty, form, do, "Đã lưu chế độ báo cáo; bản đang soạn theo ngày mới.", OnceForm())


@require_POST
def once(request: HttpRequest, pk: int) -> HttpResponse:
    duty, form = _mine(request, pk), OnceForm(request.POST)

    def do() -> None:
        ask_once(duty_id=duty.pk, actor=request.user, today=timezone.localdate(), **form.cleaned_data)

    return _posted(request, duty, form, do, "Đã yêu cầu báo cáo; bản nháp mở cho các đơn vị trước hạn.", None)


def _mine(request: HttpRequest, pk: int) -> ReportingDuty:
    rows = ReportingDuty.objects.visible_to(request.user).select_related("plan")
    return get_object_or_404(rows.filter(plan__focal_unit__in=request.user.unit_ids()), pk=pk)


def _posted(
    request: HttpRequest,
    duty: ReportingDuty,
    form: forms.BaseForm,
    do: Callable[[], None],
    done: str,
    other: OnceForm | None,
) -> HttpResponse:
    if form.is_valid():
        try:
            do()
        except ReportError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, done)
            return redirect("reports:duty", duty.pk)
    days, single = (form, other) if other else (DaysForm(instance=duty), form)
    return _page(request, duty, days, single, status=400)


def _page(
    request: HttpRequest, duty: ReportingDuty, days: forms.BaseForm, single: forms.BaseForm, status: int = 200
) -> HttpResponse:
    sections: list[dict[str, Any]] = [{"title": one.title, "fill": one.fill.value} for one in outline_of([duty])]
    context = {
        "duty": duty,
        "form": days,
        "once": single,
        "sections": sections + [{"title": "", "fill": "text"}] * max(2, ROWS - len(sections)),
        "fills": ReportingDuty.Fill.choices,
        "can_set": perms.can_set(request.user, duty),
    }
    return render(request, "reports/duty.html", context, status=status)

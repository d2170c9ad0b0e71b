"""Progress from another follow-up software: send the workbook, see what each row would do, then write it."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from intake.errors import IntakeError
from intake.forms import StatusForm
from intake.operations.status_sample import sample_book
from intake.operations.statuses import COLUMNS, Line, Statuses, import_lines, lines_of
from intake.perms import can_import
from plans.models import Plan
from tasks.perms import can_lead_plan

SALT = "intake.statuses"
AN_HOUR = 3600
SHOWN = 200
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def statuses(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    if request.method == "GET":
        return _page(request, plan, StatusForm())
    if "checked" in request.POST:
        return _apply(request, plan)
    form = StatusForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, plan, form, status=400)
    file = form.cleaned_data["file"]
    try:
        lines = lines_of(file, file.size)
        found = _told(request, plan, lines, dry_run=True)
    except IntakeError as error:
        form.add_error("file", error.message)
        return _page(request, plan, form, status=400)
    checked = "" if found.wrong or not found.rows else signing.dumps(_kept(lines), salt=SALT, compress=True)
    return _page(request, plan, StatusForm(), found=found, checked=checked, status=400 if found.wrong else 200)


@require_GET
def status_sample(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    response = HttpResponse(sample_book(plan=plan, actor=request.user), content_type=BOOK)
    response["Content-Disposition"] = f'attachment; filename="tien-do-{plan.pk}.xlsx"'
    return response


def _apply(request: HttpRequest, plan: Plan) -> HttpResponse:
    try:
        lines = [(n, _read(cells)) for n, cells in signing.loads(request.POST["checked"], salt=SALT, max_age=AN_HOUR)]
    except signing.BadSignature:
        form = StatusForm()
        form.fields["file"].help_text = "Bản kiểm tra đã quá một giờ hoặc không còn nguyên; chọn lại tệp."
        return _page(request, plan, form, status=400)
    try:
        found = _told(request, plan, lines)
    except IntakeError as error:
        messages.error(request, f"{error.message} Chưa ghi dòng nào; kiểm tra lại tệp.")
        return redirect("intake:statuses", plan.pk)
    if found.wrong:
        return _page(request, plan, StatusForm(), found=found, status=400)
    done = f", {found.finished} việc ghi là hoàn thành còn chờ gửi kèm minh chứng" if found.finished else ""
    messages.success(request, f"Đã cập nhật tiến độ {found.updated} lượt giao{done}.")
    return redirect("tasks:plan", plan.pk)


def _told(request: HttpRequest, plan: Plan, lines: list[Line], dry_run: bool = False) -> Statuses:
    return import_lines(plan=plan, actor=request.user, lines=lines, now=timezone.localtime(), dry_run=dry_run)


def _kept(lines: list[Line]) -> list[Any]:
    """A day as ISO text in a list of its own, since JSON has no days."""
    return [(n, [[c.isoformat()[:10]] if isinstance(c, date | datetime) else c for c in cells]) for n, cells in lines]


def _read(cells: list[Any]) -> list[Any]:
    return [date.fromisoformat(cell[0]) if isinstance(cell, list) else cell for cell in cells]


def _plan(request: HttpRequest, pk: int) -> Plan:
    if not can_import(request.user):
        raise Http404
    plans = Plan.objects.visible_to(request.user).filter(state=Plan.State.IN_FORCE)
    return get_object_or_404(plans, pk=pk)


def _page(
    request: HttpRequest,
    plan: Plan,
    form: StatusForm,
    *,
    found: Statuses | None = None,
    checked: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "plan": plan,
        "leads": can_lead_plan(request.user, plan),
        "form": form,
        "columns": COLUMNS,
        "found": found,
        "checked": checked,
        "rows": found.rows[:SHOWN] if found else [],
        "wrong": found.wrong[:SHOWN] if found else [],
    }
    return render(request, "intake/statuses.html", context, status=status)

"""Nhập số từ hệ thống nguồn: template, what is wrong in each row, a preview, then all rows at once."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tasks import operations, perms
from tasks.errors import TaskError
from tasks.exports import figures_template
from tasks.forms.proving import FiguresForm
from tasks.models import Task
from tasks.operations import SourceRow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT, KEPT_SECONDS, SHOWN = "tasks.figures", 3600, 100


@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Checking writes nothing; the checked rows go back to the page signed, so that what was seen is what is made."""
    task = _task(request, pk)
    form, context = FiguresForm(request.POST or None, request.FILES or None), {"checked": None, "rows": ""}
    if request.method == "POST" and form.is_valid():
        context |= _checked(task, form)
    status = 400 if form.errors or (context["checked"] and context["checked"].wrong) else 200
    return render(request, "tasks/figures.html", {"task": task, "form": form, **context}, status=status)


def _checked(task: Task, form: FiguresForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    try:
        checked = operations.check_figures(task=task, file=file, size=file.size, now=timezone.now())
    except TaskError as error:
        form.add_error("file", error.message)
        return {}
    kept = {"source": form.cleaned_data["source"], "rows": [row.plain() for row in checked.rows]}
    rows = "" if checked.wrong else signing.dumps(kept, salt=f"{SALT}.{task.pk}", compress=True)
    more = max(len(checked.wrong), len(checked.rows)) - SHOWN
    return {
        "checked": checked,
        "wrong": checked.wrong[:SHOWN],
        "preview": checked.rows[:SHOWN],
        "more": more,
        "rows": rows,
        "source": kept["source"],
    }


@require_POST
def load(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    try:
        kept = signing.loads(request.POST.get("rows", ""), salt=f"{SALT}.{pk}", max_age=KEPT_SECONDS)
        loaded = operations.load_figures(
            task_id=pk,
            actor=request.user,
            rows=[SourceRow.of(row) for row in kept["rows"]],
            source=kept["source"],
            confirm=request.POST.get("confirm") == "1",
            now=timezone.now(),
        )
    except signing.BadSignature:
        messages.error(request, "Kết quả kiểm tra đã cũ quá một giờ. Tải tệp lên kiểm tra lại; chưa có gì được ghi.")
    except TaskError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Đã ghi số của {loaded.updated} đơn vị, xác nhận {loaded.confirmed} việc.")
        if loaded.left and request.POST.get("confirm") == "1":
            messages.info(request, f"Nơi khác xác nhận: {', '.join(loaded.left[:10])}.")
        return redirect("tasks:task", task.pk)
    return redirect("tasks:figures", task.pk)


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    task = _task(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="so-lieu-{task.pk}.xlsx"'}
    return HttpResponse(figures_template(task), content_type=XLSX, headers=headers)


def _task(request: HttpRequest, pk: int) -> Task:
    task = get_object_or_404(Task.objects.visible_to(request.user).select_related("plan"), pk=pk)
    if not perms.can_lead_plan(request.user, task.plan):
        raise Http404
    return task

"""What happens to a whole draft: published, deleted; and the file it came from."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from intake import operations
from intake.operations import IntakeError
from intake.queries import totals
from intake.views.answers import answer_gone, led_plan
from intake.views.steps import steps
from plans.models import Plan
from tasks.errors import TaskConflict, TaskError
from tasks.operations import publish as put_under_tracking
from tasks.operations.assigning import missing


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method == "POST":
        return _publish(request, plan)
    if plan.state != Plan.State.DRAFT:
        return redirect("tasks:plan", pk)
    context = {
        "plan": plan,
        "totals": totals(plan, timezone.localdate()),
        "problems": missing(plan),
        "steps": steps("publish"),
    }
    return render(request, "intake/publish.html", context)


def _publish(request: HttpRequest, plan: Plan) -> HttpResponse:
    try:
        made = put_under_tracking(plan_id=plan.pk, actor=request.user, now=timezone.now())
    except TaskConflict as conflict:
        return answer_gone(request, conflict.message)
    except TaskError as error:
        messages.error(request, error.message)
        return redirect("intake:review", plan.pk)
    messages.success(request, f"Đã đưa vào theo dõi, giao {made.assignments} việc cho {made.units} đơn vị.")
    return redirect("tasks:plan", plan.pk)


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method != "POST":
        if plan.state != Plan.State.DRAFT:
            return redirect("tasks:plan", pk)
        return render(request, "intake/discard.html", {"plan": plan, "task_count": plan.tasks.count()})
    try:
        title = operations.discard(plan_id=pk, actor=request.user)
    except IntakeError as error:
        return answer_gone(request, error.message)
    messages.success(request, f"Đã xóa bản nháp “{title}”.")
    return redirect("intake:uploads")


def source(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was sent, always as a download."""
    kept = get_object_or_404(led_plan(request, pk).source_files.order_by("pk"))
    return FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)

"""What happens to a whole draft when it is put away; and the file it came from."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from intake import operations
from intake.operations import IntakeError
from intake.views.answers import answer_gone, led_plan
from plans.models import Plan


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

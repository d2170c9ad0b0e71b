"""What happens to a whole draft when it is put away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

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

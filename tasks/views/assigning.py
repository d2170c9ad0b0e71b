"""Giao nhiệm vụ: one task by hand on a document that is in force."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tasks import operations
from tasks.errors import TaskError
from tasks.forms.assigning import AssignForm
from units.models import Unit, UnitGroup


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = AssignForm(request.POST or None, user=request.user, today=today, initial={"plan": request.GET.get("plan")})
    if request.method == "POST" and form.is_valid() and (answer := _assigned(request, form)):
        return answer
    names = [*UnitGroup.objects.filter(is_open=False).values_list("name", flat=True)]
    names += Unit.objects.active(today).order_by("kind", "name").values_list("name", flat=True)
    status = 400 if form.errors else 200
    return render(request, "tasks/assign.html", {"form": form, "names": names}, status=status)


def _assigned(request: HttpRequest, form: AssignForm) -> HttpResponse | None:
    plan = form.cleaned_data["plan"]
    try:
        task, done = operations.assign_by_hand(
            plan_id=plan.pk, actor=request.user, now=timezone.now(), **form.details()
        )
    except TaskError as error:
        form.add_error(None, error.message)
        return None
    messages.success(request, f"Đã giao {done.assignments} việc: {task.code}.")
    if request.POST.get("action") == "more":
        return redirect(f"{reverse('tasks:assign')}?plan={plan.pk}")
    return redirect("tasks:task", task.pk)

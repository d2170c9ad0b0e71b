"""The last step of this person on this draft, put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from intake.operations import DraftIsGone, IntakeError, RowChanged, undo_step
from intake.views.answers import answer_gone, led_plan
from intake.views.desk import asked, opened
from intake.views.reviewing import go_on
from tasks.views.asking import number


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method != "POST":
        return redirect("intake:review", pk)
    here = number(asked(request).get("mo", ""))
    try:
        step = undo_step(plan_id=plan.pk, step_id=number(request.POST.get("buoc", "")) or 0, actor=request.user)
    except DraftIsGone as gone:
        return answer_gone(request, gone)
    except IntakeError as error:
        messages.error(request, error.message)
        return opened(request, plan, here).answer(409 if isinstance(error, RowChanged) else 422)
    messages.success(request, f"Đã hoàn tác: {step.what}.")
    back = plan.tasks.filter(pk__in=step.rows).order_by("order").values_list("pk", flat=True)
    return go_on(request, plan, here if here in back else back.first())

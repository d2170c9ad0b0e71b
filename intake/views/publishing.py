"""The last step: what would go out, putting it under tracking, and taking that back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from intake.operations.linking import replaced_by
from intake.operations.recognising import overlaps
from intake.views.answers import answer_gone, led_plan
from intake.views.steps import steps
from plans.models import Plan
from reports.exports.wording import number as counted
from tasks.errors import TaskConflict, TaskError
from tasks.operations import publish as put_under_tracking
from tasks.operations import withdraw as take_back
from tasks.operations.rehearsing import rehearse
from tasks.queries.publication import why_not_withdrawn
from tasks.queries.twins import likenesses

UNITS, LISTED = 30, 20


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if plan.state != Plan.State.DRAFT and request.method != "POST":
        return redirect("tasks:plan", pk)
    if plan.amends_id:
        return redirect("intake:compare", pk)
    if request.method == "POST":
        return _publish(request, plan)
    return render(request, "intake/publish.html", _rehearsal(request, plan))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    if request.method != "POST":
        verb = f"Thu hồi, bỏ {counted(plan.assignments.count())} lượt giao"
        context = {"plan": plan, "why_not": why_not_withdrawn(plan), "verb": verb}
        return render(request, "intake/withdraw.html", context)
    try:
        done = take_back(plan_id=pk, actor=request.user, now=timezone.now())
    except TaskConflict as conflict:
        return render(request, "409.html", {"message": conflict.message}, status=409)
    told = f" {done.told} nơi đã nhận thông báo được báo lại." if done.told else ""
    messages.success(request, f"Đã thu hồi về bản nháp, bỏ {done.assignments} việc chưa ai thực hiện.{told}")
    return redirect("intake:review", pk)


def _rehearsal(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    told = rehearse(plan, timezone.localdate())
    return {
        "plan": plan,
        "told": told,
        "units": Paginator(told.units, UNITS).get_page(request.GET.get("trang")),
        "lacking": told.lacking[:LISTED],
        "held": told.held[:LISTED],
        "open_leads": told.open_leads[:LISTED],
        "indicators": plan.indicators.count(),
        "duties": plan.reporting_duties.count(),
        "check": plan.doubts.open().filter(level="check").count(),
        "overlaps": overlaps(plan, request.user)[:3],
        "alike": len(likenesses(plan, request.user)),
        "replaced": replaced_by(plan, request.user),
        "steps": steps("publish"),
    }


def _publish(request: HttpRequest, plan: Plan) -> HttpResponse:
    try:
        made = put_under_tracking(plan_id=plan.pk, actor=request.user, now=timezone.now())
    except TaskConflict as conflict:
        return answer_gone(request, conflict.message)
    except TaskError as error:
        messages.error(request, error.message)
        return redirect("intake:review", plan.pk)
    messages.success(
        request, f"Đã đưa vào theo dõi, giao {counted(made.assignments)} việc cho {counted(made.units)} đơn vị."
    )
    if link := replaced_by(plan, request.user):
        messages.info(request, f"Văn bản này thay thế {link.to_plan.reference}: xem việc chưa xong của văn bản cũ.")
        return redirect("intake:replace", plan.pk, link.pk)
    return redirect("tasks:plan", plan.pk)

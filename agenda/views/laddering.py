"""Đôn đốc: the rungs of a plan, their preview on real work, the letters and the text for the Zalo group."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agenda import operations
from agenda.errors import AgendaError
from agenda.forms.reminding import HeldForm, RungForms, UrgingForm, rows
from agenda.ladder import RungSpec, Steps
from agenda.models import Ladder, Rung
from agenda.perms import may_see_reminding
from agenda.queries import previewing, urging
from agenda.queries.ladders import held_days, in_order, steps_for
from agenda.queries.ladders import specs as specs_for
from agenda.queries.ledger import of_day
from agenda.queries.who_gets import guests
from notifications.queries import usage
from plans.models import Plan
from tasks.perms import can_lead_plan
from tasks.views.asking import number
from units.calendars import WorkCalendar

LATE_SHOWN = 6


@require_http_methods(["GET", "POST"])
def reminding(request: HttpRequest) -> HttpResponse:
    plan, plans = asked_plan(request)
    if plan is None:
        return render(request, "agenda/reminding_none.html")
    leads = can_lead_plan(request.user, plan)
    if request.method == "GET":
        return _page(request, plan, plans, RungForms(initial=rows(specs_for(plan.pk)), prefix="bac"), leads=leads)
    if not leads:
        raise Http404
    return _posted(request, plan, plans)


def asked_plan(request: HttpRequest) -> tuple[Plan | None, list[Plan]]:
    """The plan of the address, and those to choose from. Without one the first that the person leads."""
    plans = [plan for plan in _plans(request) if may_see_reminding(request.user, plan)]
    asked = request.GET.get("van_ban", "")
    if not asked:
        return next(iter(plans), None), plans
    found = next((plan for plan in plans if plan.pk == number(asked)), None)
    if found is None:
        raise Http404
    return found, plans


def _plans(request: HttpRequest) -> list[Plan]:
    visible = Plan.objects.visible_to(request.user).filter(state=Plan.State.IN_FORCE)
    found = list(visible.select_related("focal_unit").order_by("-issued_date", "-pk")[:200])
    return sorted(found, key=lambda plan: not can_lead_plan(request.user, plan))


def _posted(request: HttpRequest, plan: Plan, plans: list[Plan]) -> HttpResponse:
    action = request.POST.get("action", "save")
    if action == "reset":
        operations.reset_ladder(plan_id=plan.pk, actor=request.user)
        messages.success(request, f"{plan.reference} trở lại bậc nhắc mặc định.")
        return redirect(_url(plan))
    forms, held = RungForms(request.POST, prefix="bac"), HeldForm(request.POST)
    if not (forms.is_valid() and held.is_valid()):
        return _page(request, plan, plans, forms, held=held, error="Có ô chưa đúng, chưa lưu gì. Xem ô tô đỏ.")
    specs = [form.spec for form in forms if form.spec]
    days = held.cleaned_data["held_days"]
    try:
        operations.check(specs, days)
        if action == "save":
            operations.save_ladder(
                plan_id=plan.pk, actor=request.user, rungs=specs, held_days=days, now=timezone.now()
            )
    except AgendaError as error:
        return _page(request, plan, plans, forms, held=held, error=error.message)
    if action == "save":
        messages.success(request, f"Đã lưu {len(specs)} bậc nhắc của {plan.reference}, dùng từ lần nhắc tới.")
        return redirect(_url(plan))
    return _page(request, plan, plans, forms, held=held, specs=specs)


def _page(
    request: HttpRequest,
    plan: Plan,
    plans: list[Plan],
    forms: Any,
    *,
    held: HeldForm | None = None,
    error: str = "",
    specs: list[RungSpec] | None = None,
    leads: bool = True,
) -> HttpResponse:
    """`specs`: rungs as typed and not saved yet."""
    today, calendar = timezone.localdate(), WorkCalendar.load()
    now = steps_for(plan.pk)
    steps = _steps(specs) if specs is not None else now
    work = previewing.example(plan, number(request.GET.get("viec", "")))
    context = {
        "plan": plan,
        "plans": plans,
        "leads": leads,
        "forms": forms,
        "held": held or HeldForm(initial={"held_days": held_days(plan.pk)}),
        "error": error,
        "own": Ladder.objects.filter(plan=plan).select_related("saved_by").first(),
        "changed": specs is not None,
        "work": work,
        "examples": previewing.examples(plan, today, work),
        "preview": previewing.preview(work, steps, calendar, today) if work else [],
        "effect": previewing.effect(plan, now, steps, calendar, today),
        "today": today,
    }
    if request.headers.get("HX-Request") and not error:
        return render(request, "agenda/parts/preview.html", context | {"oob": True})
    late = urging.late_units(plan, today)
    url = settings.BASE_URL + reverse("tasks:plan", args=[plan.pk])
    context |= {
        "usage": usage(timezone.now()),
        "unopened": guests(),
        "lines": of_day(request.user, plan.pk, today) if leads else (0, 0),
        "letters": plan.urgings.filter(date__year=today.year, date__month=today.month).count(),
        "late": late[:LATE_SHOWN],
        "late_count": len(late),
        "issued": UrgingForm(late=[(one.unit.pk, one.unit.short_name) for one in late]),
        "group_text": urging.group_text(plan, today, None, url),
    }
    return render(request, "agenda/reminding.html", context, status=400 if error else 200)


def _steps(specs: list[RungSpec]) -> Steps:
    return in_order(spec.step for spec in specs if spec.about == Rung.About.DUE and spec.enabled)


def _url(plan: Plan) -> str:
    return f"{reverse('agenda:reminding')}?van_ban={plan.pk}"

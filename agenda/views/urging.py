"""Công văn đôn đốc: the files, the record of what was issued, and the text for one unit's group."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agenda import operations
from agenda.errors import AgendaError
from agenda.forms.reminding import UrgingForm
from agenda.perms import may_see_reminding
from agenda.queries import urging
from agenda.views.laddering import asked_plan
from plans.models import Plan
from tasks.perms import can_lead_plan
from tasks.views.asking import number

SIZE = 40
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def issued(request: HttpRequest) -> HttpResponse:
    """Công văn đã phát hành, and every unit that is late with a form to record the next letter."""
    plan, plans = asked_plan(request)
    if plan is None:
        return render(request, "agenda/reminding_none.html")
    return _issued(request, plan, plans)


@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _led(request, pk)
    late = urging.late_units(plan, timezone.localdate())
    form = UrgingForm(request.POST, late=[(one.unit.pk, one.unit.short_name) for one in late])
    if form.is_valid():
        data = dict(form.cleaned_data)
        units = data.pop("units")
        try:
            done = operations.record_urging(
                plan_id=pk, actor=request.user, now=timezone.now(), unit_ids=units, **data
            )
        except AgendaError as error:
            form.add_error(None, error.message)
        else:
            words = f"Đã ghi công văn {done}: {done.units.count()} đơn vị, {done.assignments.count()} lượt giao."
            messages.success(request, words)
            return redirect(f"{reverse('agenda:urgings')}?van_ban={pk}")
    return _issued(request, plan, [plan], form=form)


@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """`don_vi`: one unit; `gui=chung`: one letter to all; else a .zip with a letter for each."""
    plan = _led(request, pk)
    unit_id = number(request.GET.get("don_vi", ""))
    common = {"plan": plan, "unit_id": unit_id, "together": request.GET.get("gui") == "chung"}
    try:
        file = operations.letter_file(**common, today=timezone.localdate())
    except AgendaError as error:
        messages.error(request, error.message)
        return redirect(f"{reverse('agenda:reminding')}?van_ban={pk}")
    kind = DOCX if file.name.endswith(".docx") else "application/zip"
    response = HttpResponse(file.content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def group_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Sao chép để gửi nhóm Zalo, for one unit or by unit."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    if not may_see_reminding(request.user, plan):
        raise Http404
    today = timezone.localdate()
    late = urging.late_units(plan, today)
    unit_id = number(request.GET.get("don_vi", ""))
    url = settings.BASE_URL + reverse("tasks:plan", args=[plan.pk])
    context = {
        "plan": plan,
        "late": [(one.unit.pk, one.unit.short_name) for one in late],
        "unit": unit_id,
        "text": urging.group_text(plan, today, unit_id, url),
    }
    return render(request, "agenda/group_text.html", context)


def _led(request: HttpRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("focal_unit"), pk=pk)
    if not can_lead_plan(request.user, plan):
        raise Http404
    return plan


def _issued(request: HttpRequest, plan: Plan, plans: list[Plan], form: UrgingForm | None = None) -> HttpResponse:
    late = urging.late_units(plan, timezone.localdate())
    page = Paginator(urging.letters(plan), SIZE).get_page(request.GET.get("trang"))
    context = {
        "plan": plan,
        "plans": plans,
        "leads": can_lead_plan(request.user, plan),
        "late": late,
        "form": form or UrgingForm(late=[(one.unit.pk, one.unit.short_name) for one in late]),
        "page": page,
    }
    return render(request, "agenda/urgings.html", context, status=400 if form else 200)

"""Chủ trì chưa nêu tên: the open leads of a plan, until when, and who it is."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from plans.models import Plan
from tasks import operations, perms
from tasks.forms.answering import NameLeadsForm, NamingDateForm
from tasks.models import TaskParty
from tasks.queries.helping import open_leads
from tasks.views.forming import posted

PAGE = 50


@require_GET
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    return _listed(request, get_object_or_404(Plan.objects.visible_to(request.user), pk=pk))


@require_POST
def set_date(request: HttpRequest, pk: int) -> HttpResponse:
    party, form = _party(request, pk), NamingDateForm(request.POST)
    told = {"party_id": pk, "actor": request.user, "now": timezone.now()}

    def do() -> Any:
        return operations.set_naming_date(**told, **form.cleaned_data)

    return _posted(request, party, form, do, "Đã ghi ngày nêu tên đơn vị.")


@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    party, form = _party(request, pk), NameLeadsForm(request.POST, today=timezone.localdate())
    told = {"party_id": pk, "actor": request.user, "now": timezone.now()}

    def do() -> Any:
        return operations.name_leads(**told, unit_ids=form.cleaned_data["units"])

    return _posted(request, party, form, do, "Đã nêu tên đơn vị; các đơn vị nhận việc và thông báo.")


def _party(request: HttpRequest, pk: int) -> TaskParty:
    plans = Plan.objects.visible_to(request.user)
    return get_object_or_404(TaskParty.objects.filter(task__plan__in=plans).select_related("task__plan"), pk=pk)


def _posted(request: HttpRequest, party: TaskParty, form: forms.Form, do: Any, done: str) -> HttpResponse:
    plan = party.task.plan

    def page(status: int) -> HttpResponse:
        return _listed(request, plan, status=status, wrong=(party.pk, form))

    return posted(request, form, page, do, done=done, then=reverse("tasks:open_leads", args=[plan.pk]))


def _listed(
    request: HttpRequest, plan: Plan, *, status: int = 200, wrong: tuple[int, forms.Form] | None = None
) -> HttpResponse:
    today = timezone.localdate()
    page = Paginator(open_leads(plan), PAGE).get_page(request.GET.get("trang"))
    context = {
        "plan": plan,
        "page": page,
        "rows": [_row(party, today, wrong) for party in page],
        "leads": perms.can_lead_plan(request.user, plan) and plan.state == Plan.State.IN_FORCE,
        "journal": perms.can_read_journal(request.user, plan),
    }
    return render(request, "tasks/open_leads.html", context, status=status)


def _row(party: TaskParty, today: Any, wrong: tuple[int, forms.Form] | None) -> dict[str, Any]:
    form = wrong[1] if wrong and wrong[0] == party.pk else None
    prefix = f"id_{party.pk}_%s"
    naming = form if isinstance(form, NameLeadsForm) else NameLeadsForm(today=today, auto_id=prefix)
    dating = form if isinstance(form, NamingDateForm) else NamingDateForm(auto_id=prefix)
    late = party.named_at is None and party.name_by_date is not None and party.name_by_date < today
    return {"party": party, "late": late, "naming": naming, "dating": dating, "open": form is not None}

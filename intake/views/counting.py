"""What else the draft holds beside its rows: indicators, reporting duties, headings with targets, proposed duties."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from intake import operations
from intake.forms import DutyForm, IndicatorForm, SectionForm
from intake.forms.stamped import Stamped
from intake.operations import DraftIsGone, IntakeError, RowChanged
from intake.views.answers import answer_gone, led_plan, ticked
from intake.views.steps import steps
from plans.models import Plan
from tasks.views.asking import number

PAGE = 25
NEW = "moi"


def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    rows = plan.indicators.order_by("order").select_related("monitor").prefetch_related("targets")
    return _answer(request, Part(plan, "indicators", "intake/indicators.html", rows, IndicatorForm, _save_indicator))


def duties(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    rows = plan.reporting_duties.order_by("order").select_related("unit", "group", "via_unit")
    return _answer(request, Part(plan, "duties", "intake/duties.html", rows, DutyForm, _save_duty))


def sections(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    rows = plan.sections.order_by("order")
    return _answer(request, Part(plan, "sections", "intake/sections.html", rows, SectionForm, _save_section))


def offers(request: HttpRequest, pk: int) -> HttpResponse:
    """Duties of "Tổ chức thực hiện" offered as tasks: none is taken in unless it is ticked."""
    plan = led_plan(request, pk)
    if request.method == "POST":
        try:
            taken = operations.take_in(
                plan_id=plan.pk,
                proposal_ids=ticked(request, "viec"),
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, f"Đã đưa {len(taken)} việc vào cuối bản nháp; mỗi việc là một mục cần xem.")
        except DraftIsGone as gone:
            return answer_gone(request, gone)
        except IntakeError as error:
            messages.error(request, error.message)
        return redirect("intake:offers", pk)
    if plan.state != Plan.State.DRAFT:
        return redirect("tasks:plan", pk)
    rows = plan.proposals.order_by("order").select_related("task")
    return render(request, "intake/offers.html", _page(request, plan, "offers", rows))


@dataclass(frozen=True)
class Part:
    """A list of the draft where one row at a time is open as a form: `?sua=ID`, `?sua=moi`.

    `save` takes None for the facts where the row is to go, and answers with a sentence.
    """

    plan: Plan
    name: str
    template: str
    rows: QuerySet
    form: type[ModelForm]
    save: Callable[[HttpRequest, Plan, int | None, dict[str, Any] | None], str]


def _answer(request: HttpRequest, part: Part) -> HttpResponse:
    if part.plan.state != Plan.State.DRAFT:
        return redirect("tasks:plan", part.plan.pk)
    asked = request.GET.get("sua", "")
    edited = None if asked == NEW else number(asked)
    new = part.rows.model(plan=part.plan)
    instance = get_object_or_404(part.rows, pk=edited) if edited is not None else new
    form = part.form(request.POST if request.method == "POST" else None, instance=instance)
    if request.method == "POST" and (answer := _saved(request, part, form, edited)):
        return answer
    context = _page(request, part.plan, part.name, part.rows)
    context |= {"form": form, "edited": edited, "adding": asked == NEW}
    return render(request, part.template, context, status=_status(form))


def _saved(request: HttpRequest, part: Part, form: ModelForm, edited: int | None) -> HttpResponse | None:
    """None where the form has to be shown again."""
    removing = "xoa" in request.POST and edited is not None
    if not removing and not form.is_valid():
        return None
    try:
        messages.success(request, part.save(request, part.plan, edited, None if removing else form.facts()))
        return redirect(f"intake:{part.name}", part.plan.pk)
    except DraftIsGone as gone:
        return answer_gone(request, gone)
    except IntakeError as error:
        form.overtaken = isinstance(error, RowChanged)
        form.add_error(None, error.message)
        return None


def _status(form: Stamped) -> int:
    return 409 if form.overtaken else 422 if form.is_bound else 200


def _page(request: HttpRequest, plan: Plan, name: str, rows: QuerySet) -> dict[str, Any]:
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    return {"plan": plan, "page": page, "tab": name, "steps": steps("review")}


def _save_indicator(request: HttpRequest, plan: Plan, pk: int | None, facts: dict[str, Any] | None) -> str:
    if facts is None:
        operations.remove_indicator(plan_id=plan.pk, indicator_id=pk, actor=request.user)
        return "Đã xóa chỉ tiêu."
    saved = operations.revise_indicator(plan_id=plan.pk, indicator_id=pk, actor=request.user, **facts)
    return f"Đã lưu chỉ tiêu {saved.number}."


def _save_duty(request: HttpRequest, plan: Plan, pk: int | None, facts: dict[str, Any] | None) -> str:
    if facts is None:
        operations.remove_duty(plan_id=plan.pk, duty_id=pk, actor=request.user)
        return "Đã xóa chế độ báo cáo."
    operations.revise_duty(plan_id=plan.pk, duty_id=pk, actor=request.user, **facts)
    return "Đã lưu chế độ báo cáo."


def _save_section(request: HttpRequest, plan: Plan, pk: int | None, facts: dict[str, Any] | None) -> str:
    operations.revise_section(plan_id=plan.pk, section_id=pk or 0, actor=request.user, **(facts or {}))
    return "Đã lưu mục."

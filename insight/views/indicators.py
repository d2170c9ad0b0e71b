"""Chỉ tiêu: all of them with their verdicts, and one with its course, its units and its explanations."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from insight.forecasting import Verdict
from insight.queries.indicators import Standing, of_indicators, why, worst
from kpi import operations, perms
from kpi.models import Explanation, Indicator, Measurement
from kpi.queries import contributions, explanations_seen, figures_of_unit, indicators_seen, to_accept
from kpi.views.answering import answered
from plans.models import Plan
from reports.charts import Chart, Forecast, Level, Point, line_chart
from tasks.queries.badges import Badge
from tasks.views.asking import number

ROWS, UNITS = 40, 10


class AskForm(forms.Form):
    question = forms.CharField(label="Cần giải trình", max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))
    due_date = forms.DateField(label="Trả lời trước ngày", widget=forms.DateInput(attrs={"type": "date"}))


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Giải trình", max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))


@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    today, plan = timezone.localdate(), number(request.GET.get("van_ban", ""))
    found = indicators_seen(request.user)
    page = Paginator(found.filter(plan=plan) if plan else found, ROWS).get_page(request.GET.get("trang"))
    stands = of_indicators(page, today)
    plans = Plan.objects.visible_to(request.user).filter(indicators__isnull=False).distinct().order_by("-issued_date")
    context = {
        "page": page,
        "rows": [(one, stands.get(one.pk, []), badge(stands.get(one.pk, []))) for one in page],
        "plan": str(plan or ""),
        "plans": [(row.pk, row.reference) for row in plans[:200]],
        "to_type": figures_of_unit(request.user, today).count(),
        "to_accept": to_accept(request.user).count(),
    }
    return render(request, "insight/indicators.html", context)


@require_GET
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


@require_POST
def explanations(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why."""
    shown = _visible(request, pk)
    form = AskForm(request.POST)

    def ask() -> None:
        operations.ask_explanation(indicator_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        return _page(request, shown, status, asking=form)

    return answered(request, form, ask, done="Đã gửi yêu cầu giải trình.", then=_address(pk), page=page)


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Explanation.objects.filter(unit__in=request.user.unit_ids()), pk=pk)
    shown = _visible(request, asked.indicator_id)
    form = AnswerForm(request.POST)

    def answer() -> None:
        operations.explain(explanation_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        return _page(request, shown, status, answering=form)

    return answered(request, form, answer, done="Đã gửi giải trình.", then=_address(shown.pk), page=page)


def badge(stands: list[Standing]) -> Badge:
    word = worst(one.verdict for one in stands)
    return Badge(word.value, word.label)


def chart(one: Standing, today: date) -> Chart:
    target, points = one.target, [Point(day, value) for day, value in one.course.points]
    seen = None
    if one.seen and points:
        seen = Forecast([Point(one.seen.day, one.seen.value)], [one.seen.low], [one.seen.high], one.verdict.value)
    return line_chart(
        name=target.label or target.indicator.text[:120],
        unit="%" if target.in_percent else "",
        measured=points,
        trajectory=[Point(day, value) for day, value in one.course.path.points] if one.course.path else [],
        target=Level(target.value, f"Mục tiêu {target.words}"),
        forecast=seen,
        today=today,
    )


def _visible(request: HttpRequest, pk: int) -> Indicator:
    shown = indicators_seen(request.user).filter(pk=pk).first()
    if shown is None:
        raise Http404
    return shown


def _page(
    request: HttpRequest,
    shown: Indicator,
    status: int = 200,
    asking: AskForm | None = None,
    answering: AnswerForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    stands = of_indicators([shown], today).get(shown.pk, [])
    context = {
        "indicator": shown,
        "badge": badge(stands),
        "targets": [_target(one, request, today) for one in stands],
        "follows": perms.can_follow(request.user, shown),
        "asks": perms.can_ask_why(request.user, shown),
        "asking": asking or AskForm(),
        "answering": answering or AnswerForm(),
        "mine": request.user.unit_ids(),
        "asked": explanations_seen(request.user, shown).order_by("-asked_at")[:20],
        "serves": shown.tasks.order_by("order")[:20],
        "waiting": to_accept(request.user).filter(target__indicator=shown).count(),
    }
    return render(request, "insight/indicator.html", context, status=status)


def _target(one: Standing, request: HttpRequest, today: date) -> dict[str, object]:
    """One target of the page: figures, picture, why, and the units with who is missing first."""
    opened = one.course.values[-1] if one.course.values else None
    units = contributions(one.target, opened.period, opened.end, request.user) if opened else []
    red = one.verdict in (Verdict.AT_RISK, Verdict.MOVING)
    return {
        "standing": one,
        "badge": badge([one]),
        "chart": chart(one, today) if one.course.points else None,
        "why": why(one, units) if red else [],
        "opened": opened,
        "units": units[:UNITS],
        "others": max(len(units) - UNITS, 0),
        "bands": _bands([unit.share for unit in units if unit.share is not None]) if one.target.in_percent else [],
        "sent": sum(unit.measurement.state == Measurement.State.SENT for unit in units),
    }


def _bands(shares: list[Decimal]) -> list[tuple[str, int]]:
    """How many units reached how much."""
    edges = ((0, 30), (30, 50), (50, 70), (70, 85), (85, 100))
    found = [(f"{low}–{high}%", sum(low <= share < high for share in shares)) for low, high in edges]
    return [*found, ("đạt 100%", sum(share >= 100 for share in shares))] if shares else []


def _address(pk: int) -> str:
    return reverse("insight:indicator", args=[pk])

"""One indicator: its course, why it stands as it does, the units behind it, what was asked and answered."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from insight.forecasting import Verdict
from insight.queries import units as behind
from insight.queries.indicators import Standing, of_indicators, why
from insight.views.badges import badge
from kpi import operations, perms
from kpi.models import Indicator, Measurement
from kpi.periods import awaited
from kpi.queries import contributions, explanations_seen, indicators_seen, to_accept
from kpi.views.answering import answered
from reports.charts import Chart, Column, Forecast, Level, Point, column_chart, line_chart
from tasks.views.asking import number

UNITS = 7
A_WEEK = timedelta(days=7)


class AskForm(forms.Form):
    question = forms.CharField(label="Cần giải trình", max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))
    due_date = forms.DateField(
        label="Trả lời trước ngày",
        initial=lambda: timezone.localdate() + A_WEEK,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Giải trình", max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))


@require_GET
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, visible(request, pk))


@require_POST
def explanations(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why."""
    shown = visible(request, pk)
    form = AskForm(request.POST)

    def ask() -> None:
        operations.ask_explanation(indicator_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        return page_of(request, shown, status, asking=form)

    return answered(request, form, ask, done="Đã gửi yêu cầu giải trình.", then=_address(pk), page=page)


def visible(request: HttpRequest, pk: int) -> Indicator:
    shown = indicators_seen(request.user).filter(pk=pk).first()
    if shown is None:
        raise Http404
    return shown


def page_of(
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
        "implementers": _named(shown, "implementer") or shown.implementers_text,
        "partners": _named(shown, "partner") or shown.partners_text,
        "awaited": awaited(shown, today) if not shown.ended_date else None,
        "targets": [_target(one, request, today) for one in stands],
        "follows": perms.can_follow(request.user, shown) and not shown.ended_date,
        "asks": perms.can_ask_why(request.user, shown),
        "asking": asking or AskForm(),
        "answering": answering or AnswerForm(),
        "mine": request.user.unit_ids(),
        "today": today,
        "asked": explanations_seen(request.user, shown).order_by("-asked_at")[:20],
        "serves": shown.tasks.order_by("order")[:20],
        "waiting": to_accept(request.user).filter(target__indicator=shown).count(),
    }
    return render(request, "insight/indicator.html", context, status=status)


def _named(shown: Indicator, part: str) -> str:
    """As the monitor chose, else as the document says."""
    return "; ".join(shown.parties.filter(part=part).order_by("pk").values_list("phrase", flat=True))


def _target(one: Standing, request: HttpRequest, today: date) -> dict[str, object]:
    """One target of the page: figures, picture, why, and the units with who lacks most first."""
    opened = one.course.values[-1] if one.course.values else None
    units = contributions(one.target, opened.period, opened.end, request.user) if opened else []
    red = one.verdict in (Verdict.AT_RISK, Verdict.MOVING)
    here = number(request.GET.get("muc_tieu", "")) == one.target.pk
    band = number(request.GET.get("muc", "")) if here else None
    wanted = behind.in_band(units, None if band is None else band - 1)
    shown = wanted if here else wanted[:UNITS]
    found = behind.bands(units) if one.target.in_percent and len(units) > 1 else []
    rows = [unit.measurement for unit in units]
    return {
        "standing": one,
        "badge": badge([one]),
        "chart": _course(one, today) if one.course.points else None,
        "why": why(one, units) if red else [],
        "opened": opened,
        "units": shown,
        "all": len(units),
        "others": len(wanted) - len(shown),
        "band": found[band - 1] if band and band <= len(found) else None,
        "columns": _columns(one, found, band) if found else None,
        "late": behind.late(units, today),
        "kinds": sorted({row.get_value_kind_display() for row in rows}),
        "came": sum(row.state not in Measurement.State.with_the_unit() for row in rows),
    }


def _course(one: Standing, today: date) -> Chart:
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


def _columns(one: Standing, found: list[behind.Band], chosen: int | None) -> Chart:
    """Each leads to the rows that it counts."""
    columns = [
        Column(
            band.label,
            band.count,
            band.code,
            f"?{urlencode({'muc_tieu': one.target.pk, 'muc': n})}#don-vi-{one.target.pk}",
            n == chosen,
        )
        for n, band in enumerate(found, 1)
    ]
    return column_chart(name="Đơn vị theo mức đạt", columns=columns, counts="đơn vị")


def _address(pk: int) -> str:
    return reverse("insight:indicator", args=[pk])

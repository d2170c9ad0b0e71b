"""Cách đo: whoever follows an indicator corrects who measures it, when, by what, and the way to its targets."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kpi import operations, perms
from kpi.forms import DescribeForm, TargetForm, bases_of, points_of
from kpi.models import Indicator, Target
from kpi.views.answering import answered


@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _followed(request, pk)
    posted = [request.POST] if request.method == "POST" else []
    form = DescribeForm(*posted, instance=indicator, today=timezone.localdate())

    def page(status: int) -> HttpResponse:
        targets = indicator.targets.filter(ended_date=None).order_by("order")
        context = {"indicator": indicator, "form": form, "targets": targets}
        return render(request, "kpi/describe.html", context, status=status)

    def save() -> None:
        operations.describe(indicator_id=pk, actor=request.user, **form.facts())
        operations.open_measurements(now=timezone.now(), plan=indicator.plan)

    return (
        answered(request, form, save, done="Đã lưu cách đo.", then=_address(pk), page=page) if posted else page(200)
    )


@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Target, pk=pk, ended_date=None)
    indicator = _followed(request, row.indicator_id)

    def save(**facts: object) -> None:
        operations.draw_path(target_id=pk, actor=request.user, **facts)

    return _target(request, indicator, row, save)


@require_http_methods(["GET", "POST"])
def add_target(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _followed(request, pk)

    def save(**facts: object) -> None:
        operations.add_target(indicator_id=pk, actor=request.user, **facts)

    return _target(request, indicator, Target(indicator=indicator), save)


def _target(request: HttpRequest, indicator: Indicator, row: Target, write: Callable[..., object]) -> HttpResponse:
    posted = [request.POST] if request.method == "POST" else []
    form, points, bases = TargetForm(*posted, instance=row), points_of(row, *posted), bases_of(row, *posted)

    def page(status: int) -> HttpResponse:
        context = {"indicator": indicator, "row": row, "form": form, "points": points, "bases": bases}
        return render(request, "kpi/target.html", context, status=status)

    if not posted:
        return page(200)
    if not (points.is_valid() and bases.is_valid()):
        form.is_valid()
        return page(400)

    def save() -> None:
        told = [(one["day"], one["value"]) for one in _filled(points, "day")]
        wholes = [(one["name"], one["count"], one["source"]) for one in _filled(bases, "name")]
        write(points=told, bases=wholes, **form.cleaned_data)
        operations.open_measurements(now=timezone.now(), plan=indicator.plan)

    return answered(request, form, save, done="Đã lưu mục tiêu.", then=_address(indicator.pk), page=page)


def _filled(rows: forms.BaseFormSet, name: str) -> list[dict]:
    return [row.cleaned_data for row in rows if row.cleaned_data.get(name)]


def _followed(request: HttpRequest, pk: int) -> Indicator:
    """What one may not correct has no such page."""
    rows = Indicator.objects.visible_to(request.user).running().exclude(plan__state="draft")
    indicator = get_object_or_404(rows.select_related("plan", "monitor"), pk=pk)
    if not perms.can_follow(request.user, indicator):
        raise Http404
    return indicator


def _address(pk: int) -> str:
    return reverse("kpi:describe", args=[pk])

"""Bộ tiêu chí: the focal officer writes a draft and puts it in force; everybody reads what is published."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insight import operations, perms
from insight.forms import CriteriaForm
from insight.models import Criteria, Group, Part
from insight.views.answering import done_or_form
from tasks.views.files import shown
from units import periods

ROWS = 40
NAME = "Bộ tiêu chí theo dõi kết quả thực hiện nhiệm vụ"


@require_GET
def criteria_list(request: HttpRequest) -> HttpResponse:
    if not perms.can_read_board(request.user):
        raise Http404
    rows = Criteria.objects.visible_to(request.user).select_related("unit").order_by("-from_date", "-pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    rows = [(one, [Group(group).label for group in one.groups]) for one in page]
    context = {"page": page, "rows": rows, "writes": perms.can_write_criteria(request.user)}
    return render(request, "insight/criteria_list.html", context)


@require_POST
def new_criteria(request: HttpRequest) -> HttpResponse:
    """An empty draft to be written on its own page."""
    if not perms.can_write_criteria(request.user):
        raise Http404
    now = timezone.now()
    starts = periods.current(timezone.localdate(now)).next.start
    made = operations.draft_criteria(
        unit_id=request.user.acting_unit_id, actor=request.user, now=now, name=NAME, from_date=starts
    )
    return redirect("insight:criteria", pk=made.pk)


@require_http_methods(["GET", "POST"])
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    keeps = perms.keeps(request.user, found)
    form = CriteriaForm(*((request.POST, request.FILES) if request.method == "POST" else ()), instance=found)

    def page(status: int = 200) -> HttpResponse:
        return _page(request, Criteria.objects.select_related("unit", "published_by").get(pk=pk), status, form)

    if request.method == "GET":
        return page()
    if not keeps:
        raise Http404

    def save() -> str:
        operations.edit_criteria(criteria_id=pk, actor=request.user, now=timezone.now(), **form.told())
        return reverse("insight:criteria", args=[pk])

    return done_or_form(request, form, save, "Đã lưu bộ tiêu chí.", page)


@require_POST
def publish_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _visible(request, pk), forms.Form(request.POST)

    def publish() -> str:
        operations.publish_criteria(criteria_id=pk, actor=request.user, now=timezone.now())
        return reverse("insight:criteria", args=[pk])

    def page(status: int) -> HttpResponse:
        return _page(request, found, status, CriteriaForm(instance=found), form)

    return done_or_form(request, form, publish, "Đã đưa bộ tiêu chí vào áp dụng.", page)


@require_POST
def discard_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _visible(request, pk), forms.Form(request.POST)

    def discard() -> str:
        operations.discard_criteria(criteria_id=pk, actor=request.user, now=timezone.now())
        return reverse("insight:criteria_list")

    def page(status: int) -> HttpResponse:
        return _page(request, found, status, CriteriaForm(instance=found), form)

    return done_or_form(request, form, discard, "Đã bỏ bản nháp.", page)


@require_GET
def criteria_file(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, _visible(request, pk))


def _visible(request: HttpRequest, pk: int) -> Criteria:
    if not perms.can_read_board(request.user):
        raise Http404
    return get_object_or_404(Criteria.objects.visible_to(request.user).select_related("unit", "published_by"), pk=pk)


def _page(
    request: HttpRequest, found: Criteria, status: int, form: CriteriaForm, publishing: forms.Form | None = None
) -> HttpResponse:
    writes = found.state == Criteria.State.DRAFT and perms.keeps(request.user, found)
    context = {
        "criteria": found,
        "form": form if writes else None,
        "publishing": publishing or forms.Form(),
        "weights": [(Part(part).label, weight) for part, weight in found.weights.items()],
        "whole": sum(found.weights.values()),
        "groups": [Group(group).label for group in found.groups],
    }
    return render(request, "insight/criteria.html", context, status=status)

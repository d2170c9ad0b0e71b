"""Sắp xếp đơn vị: choose, look at every item, carry out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda.forms.people import ReorganisationForm, takers_of
from agenda.operations import reorganising
from agenda.perms import may_reorganise
from agenda.queries.reorganising import END, Kind, chosen, items
from tasks.views.asking import number
from units.errors import UnitError
from units.models import Reorganisation, Unit

SIZE = 50
State = Reorganisation.State


@require_http_methods(["GET", "POST"])
def reorganisations(request: HttpRequest) -> HttpResponse:
    if not may_reorganise(request.user):
        raise Http404
    form = ReorganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        units = {name: [unit.pk for unit in data.pop(name)] for name in ("old_units", "new_units")}
        try:
            plan = reorganising.prepare(actor=request.user, now=timezone.now(), **units, **data)
        except UnitError as error:
            form.add_error(None, error.message)
        else:
            return redirect("agenda:reorganisation", plan.pk)
    rows = Reorganisation.objects.prefetch_related("old_units", "new_units").order_by("-pk")
    page = Paginator(rows, SIZE).get_page(request.GET.get("trang"))
    status = 400 if form.errors else 200
    return render(request, "agenda/reorganisations.html", {"form": form, "page": page}, status=status)


@require_GET
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    open_ = plan.state in (State.DRAFT, State.PLANNED)
    new = list(plan.new_units.order_by("pk").values_list("pk", flat=True))
    old = list(plan.old_units.order_by("pk"))
    found = items(old, timezone.localdate()) if open_ else []
    kind = request.GET.get("loai", "")
    listed = [item for item in found if not kind or item.kind == kind]
    page = Paginator(listed, SIZE).get_page(request.GET.get("trang"))
    options = takers_of(plan, list(Unit.objects.filter(kind=Unit.Kind.DEPARTMENT, active_to=None).order_by("name")))
    context = {
        "plan": plan,
        "old": old,
        "new": plan.new_units.order_by("name"),
        "open": open_,
        "page": page,
        "kind": kind,
        "rows": [(item, _value(chosen(plan, item, new))) for item in page],
        "options": options,
        "default": _value(plan.defaults.get("", new[:1])),
        "kinds": _kinds(found, kind),
        "today": timezone.localdate(),
        "total": len(found),
        "next_url": f"?loai={kind}&trang={page.number + 1}" if page.has_next() else "",
    }
    return render(request, "agenda/reorganisation.html", context)


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """One row each, or with `all` the same for every item of the kind that is looked at."""
    _plan(request, pk)
    kind = request.POST.get("kind", "")
    try:
        if request.POST.get("bulk"):
            wanted: dict[str, Any] = {"defaults": {kind: _ids(request.POST.get("all", ""))}}
        else:
            chosen = {name[5:]: _ids(value) for name, value in request.POST.items() if name.startswith("item-")}
            wanted = {"choices": chosen}
        reorganising.choose(reorganisation_id=pk, actor=request.user, now=timezone.now(), **wanted)
        messages.success(request, "Đã lưu lựa chọn; chưa có gì thay đổi cho đến khi thực hiện.")
    except UnitError as error:
        messages.error(request, error.message)
    return redirect(f"/sap-xep-don-vi/{pk}/?loai={kind if kind in Kind.values else ''}")


@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    _plan(request, pk)
    version = number(request.POST.get("version", ""))
    try:
        plan = reorganising.carry_out_or_plan(
            reorganisation_id=pk, actor=request.user, now=timezone.now(), version=version
        )
    except UnitError as error:
        messages.error(request, error.message)
    else:
        done = plan.state == State.APPLIED
        day = f"{plan.effective_date:%d/%m/%Y}"
        messages.success(request, "Đã thực hiện sắp xếp." if done else f"Đã đặt lịch: thực hiện ngày {day}.")
    return redirect("agenda:reorganisation", pk)


@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    _plan(request, pk)
    try:
        reorganising.call_off(reorganisation_id=pk, actor=request.user, now=timezone.now())
        messages.success(request, "Đã bỏ bản sắp xếp; chưa có gì thay đổi.")
    except UnitError as error:
        messages.error(request, error.message)
    return redirect("agenda:reorganisation", pk)


def _plan(request: HttpRequest, pk: int) -> Reorganisation:
    if not may_reorganise(request.user):
        raise Http404
    return get_object_or_404(Reorganisation, pk=pk)


def _kinds(found: list, active: str) -> list[dict[str, Any]]:
    counts = {kind: sum(item.kind == kind for item in found) for kind in Kind.values}
    chips = [("", "Tất cả", len(found)), *((kind, Kind(kind).label, n) for kind, n in counts.items() if n)]
    return [
        {"label": label, "url": f"?loai={kind}", "count": n, "active": kind == active, "icon": ""}
        for kind, label, n in chips
    ]


def _value(unit_ids: list[int]) -> str:
    return ",".join(str(pk) for pk in sorted(unit_ids)) or END


def _ids(value: str) -> list[int]:
    if value == END:
        return []
    found = [number(part) for part in value.split(",")]
    if None in found:
        raise UnitError("Chọn đơn vị nhận trong danh sách.")
    return found

"""Bảng số liệu: units down, targets across; typed where the person works, read elsewhere."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kpi import operations
from kpi.models import Measurement
from kpi.queries import Grid, grid_of, periods_of
from plans.models import Plan
from tasks.views.asking import number
from units.periods import Rule, parse

TYPED = {"n": "numerator", "d": "denominator", "v": "value"}
ERRORS_SHOWN = 20


@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    if request.method == "POST" and not user.unit_ids():
        raise PermissionDenied("grid")
    seen = Measurement.objects.visible_to(user).values("target__indicator__plan")
    plans = list(Plan.objects.visible_to(user).filter(pk__in=seen).order_by("-issued_date", "-pk")[:50])
    plan = next(
        (one for one in plans if one.pk == number(request.GET.get("van_ban", ""))), plans[0] if plans else None
    )
    periods = periods_of(plan, user) if plan else []
    period = request.GET.get("ky", "")
    period = period if period in periods else next(iter(periods), "")
    page = min(number(request.GET.get("cot", "")) or 1, 1_000)
    found = grid_of(plan, period, user, page) if period else None
    answers: list[operations.Filled] = []
    if request.method == "POST" and found:
        answers = _save(request, found)
        if not any(answer.error for answer in answers):
            messages.success(request, f"Đã lưu {len(answers)} số liệu, chưa gửi.")
            return redirect(request.get_full_path())
    context = {
        "grid": found,
        "came": [found.came(target) for target in found.targets] if found else [],
        "mine": user.unit_ids(),
        "typed": request.POST,
        "errors": {answer.measurement_id: answer.error for answer in answers if answer.error},
        "told": _told(found, answers),
        "plan": plan,
        "chosen": plan.pk if plan else "",
        "plans": [(one.pk, one.reference) for one in plans],
        "period": period,
        "periods": [(key, parse(key, Rule.CALENDAR).label) for key in periods],
        "page": page,
        "today": today,
        "types": bool(found and any(_types(cell, user.unit_ids()) for cell in found.cells.values())),
    }
    return render(request, "kpi/grid.html", context, status=422 if context["errors"] else 200)


def _types(cell: object, mine: set[int]) -> bool:
    return cell.unit in mine and cell.state in Measurement.State.with_the_unit()


def _save(request: HttpRequest, found: Grid) -> list[operations.Filled]:
    """Only cells whose figures were touched; a note stays as it was."""
    mine, rows = request.user.unit_ids(), []
    for cell in found.cells.values():
        if not _types(cell, mine):
            continue
        typed = {field: request.POST.get(f"{name}-{cell.pk}") for name, field in TYPED.items()}
        typed = {field: text.strip()[:30] for field, text in typed.items() if text is not None}
        if any(text != shown(getattr(cell, field)) for field, text in typed.items()):
            rows.append({"id": cell.pk} | typed)
    return operations.enter_many(rows=rows, actor=request.user, now=timezone.now()) if rows else []


def _told(found: Grid | None, answers: list[operations.Filled]) -> list[tuple[str, str]]:
    """(where, what is wrong) of the first wrong cells, as sentences above the grid."""
    wrong = {answer.measurement_id: answer.error for answer in answers if answer.error}
    if not wrong or found is None:
        return []
    units = {unit.pk: unit.short_name for unit in found.units}
    numbers = {target.pk: target.indicator.number for target in found.targets}
    cells = {cell.pk: f"{units[cell.unit]}, chỉ tiêu {numbers[cell.target]}" for cell in found.cells.values()}
    return [(cells[pk], error) for pk, error in list(wrong.items())[:ERRORS_SHOWN]]


def shown(value: object) -> str:
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")

"""Số liệu của đơn vị: everything a unit has to type for the periods that have ended, saved as one grid."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kpi import operations
from kpi.models import Measurement, Target
from kpi.queries import figures_of_unit, sent_by_unit

ROWS = 40
TYPED = {"n": "numerator", "d": "denominator", "v": "value", "g": "note"}


@dataclass
class Row:
    measurement: Measurement
    typed: dict[str, str]
    error: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def is_ratio(self) -> bool:
        return self.measurement.target.aggregation == Target.Aggregation.RATIO


@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    sent = bool(request.GET.get("da-gui"))
    found = sent_by_unit(request.user) if sent else figures_of_unit(request.user, timezone.localdate())
    page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    rows = [Row(row, _kept(row)) for row in page]
    if request.method == "POST":
        saved = _save(request, rows)
        if not any(row.error for row in rows):
            messages.success(request, f"Đã {'gửi' if _sends(request) else 'lưu'} {saved} số liệu.")
            return redirect(request.get_full_path())
    context = {"page": page, "rows": rows, "sent": sent, "today": timezone.localdate()}
    return render(request, "kpi/figures.html", context, status=422 if any(row.error for row in rows) else 200)


def _kept(row: Measurement) -> dict[str, str]:
    return {name: _shown(getattr(row, field)) for name, field in TYPED.items()}


def _shown(value: object) -> str:
    return (
        "" if value is None else str(value) if isinstance(value, str) else f"{value.normalize():f}".replace(".", ",")
    )


def _save(request: HttpRequest, rows: list[Row]) -> int:
    """Only rows that were touched; sending takes those that stand without an error."""
    touched = [row for row in rows if _typed_anew(request, row)]
    now = timezone.now()
    typed = [{"id": row.measurement.pk} | {TYPED[k]: v for k, v in row.typed.items()} for row in touched]
    answers = {
        answer.measurement_id: answer for answer in operations.enter_many(rows=typed, actor=request.user, now=now)
    }
    for row in touched:
        row.error, row.warnings = answers[row.measurement.pk].error, answers[row.measurement.pk].warnings
    if not _sends(request):
        return sum(not row.error for row in touched)
    filled = [row for row in rows if not row.error and any(row.typed[name] for name in "ndv")]
    moved = operations.send_many(ids=[row.measurement.pk for row in filled], actor=request.user, now=now)
    for row, answer in zip(filled, moved, strict=True):
        row.error = answer.error
    return sum(not row.error for row in filled)


def _sends(request: HttpRequest) -> bool:
    return request.POST.get("action") == "send"


def _typed_anew(request: HttpRequest, row: Row) -> bool:
    pk, before = row.measurement.pk, row.typed
    row.typed = {name: request.POST.get(f"{name}-{pk}", before[name]).strip()[:5_000] for name in TYPED}
    return row.typed != before

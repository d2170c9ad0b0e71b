"""The workbook of figures: taken away, filled in, handed in with an answer for every row."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kpi import operations
from kpi.errors import KpiError
from kpi.exports import figures_workbook, read_figures
from kpi.forms import WorkbookForm
from kpi.models import Measurement
from kpi.queries import figures_of_unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST, SHOWN = 5_000, 200


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = figures_workbook(figures_of_unit(request.user, today)[:MOST])
    headers = {"Content-Disposition": f'attachment; filename="so-lieu-{today:%Y-%m-%d}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    form = WorkbookForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict[str, object] = {"form": form, "answers": []}
    if request.method == "GET" or not form.is_valid():
        return render(request, "kpi/load.html", context, status=200 if request.method == "GET" else 400)
    file = form.cleaned_data["file"]
    try:
        rows = read_figures(file, file.size)
        answers = operations.enter_many(rows=rows, actor=request.user, now=timezone.now())
    except KpiError as error:
        form.add_error("file", error.message)
        return render(request, "kpi/load.html", context, status=400)
    return render(request, "kpi/load.html", context | _told(request, rows, answers))


def _told(request: HttpRequest, rows: list[dict[str, Any]], answers: list[operations.Filled]) -> dict[str, Any]:
    """What is wrong first, each by its row in the sheet; the first SHOWN."""
    told = zip((row["line"] for row in rows), answers, strict=True)
    first = sorted(told, key=lambda one: (not one[1].error, not one[1].warnings, one[0]))[:SHOWN]
    known = Measurement.objects.visible_to(request.user).select_related("target__indicator", "unit")
    known = known.in_bulk([answer.measurement_id for _, answer in first])
    saved = sum(not answer.error for answer in answers)
    return {
        "answers": [(line, known.get(answer.measurement_id), answer) for line, answer in first],
        "saved": saved,
        "wrong": len(answers) - saved,
        "more": len(answers) - len(first),
    }

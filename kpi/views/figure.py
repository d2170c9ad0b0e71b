"""One figure: typed with its evidence, sent, accepted or to be supplemented, corrected; all versions below."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kpi import operations, perms
from kpi.forms import CorrectionForm, FigureForm, SupplementForm
from kpi.models import Measurement, Target
from kpi.views.answering import answered
from kpi.workflow import moves_for

NUMBERS = ("numerator", "denominator", "value")
SAYS = {
    "send": "Đã gửi số liệu.",
    "accept": "Đã xác nhận số liệu.",
    "request_supplement": "Đã đề nghị đơn vị bổ sung.",
}


@require_http_methods(["GET", "POST"])
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    if request.method == "GET":
        return _page(request, row)
    form = FigureForm(request.POST, request.FILES, ratio=_is_ratio(row))

    def save() -> None:
        typed, file = _typed(form)
        operations.enter(measurement_id=pk, actor=request.user, now=timezone.now(), file=file, **typed)
        if request.POST.get("action") == "send":
            operations.send(measurement_id=pk, actor=request.user, now=timezone.now())

    done = SAYS["send"] if request.POST.get("action") == "send" else "Đã lưu số liệu."
    return answered(request, form, save, done=done, then=_address(pk), page=lambda s: _page(request, row, s, form))


@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    row = _visible(request, pk)
    if move not in SAYS:
        raise Http404(move)
    asks = move == "request_supplement"
    form = SupplementForm(request.POST if asks else {"text": "-"})

    def act() -> None:
        text = {"text": form.cleaned_data["text"]} if asks else {}
        getattr(operations, move)(measurement_id=pk, actor=request.user, now=timezone.now(), **text)

    def page(status: int) -> HttpResponse:
        return _page(request, row, status, asking=form if asks else None)

    return answered(request, form, act, done=SAYS[move], then=_address(pk), page=page)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    if not perms.can_enter(request.user, row):
        raise Http404
    asked = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CorrectionForm(*asked, ratio=_is_ratio(row), initial=_initial(row))

    def page(status: int) -> HttpResponse:
        return render(request, "kpi/correct.html", {"row": row, "form": form}, status=status)

    def save() -> None:
        typed, file = _typed(form)
        reason, now = typed.pop("reason"), timezone.now()
        operations.correct(measurement_id=pk, actor=request.user, reason=reason, now=now, file=file, **typed)

    if request.method == "GET":
        return page(200)
    return answered(request, form, save, done="Đã ghi bản đính chính, chưa gửi.", then=_address(pk), page=page)


def _visible(request: HttpRequest, pk: int) -> Measurement:
    rows = Measurement.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("unit", "target__indicator__plan", "target__indicator__monitor"), pk=pk
    )


def _page(
    request: HttpRequest,
    row: Measurement,
    status: int = 200,
    form: FigureForm | None = None,
    asking: SupplementForm | None = None,
) -> HttpResponse:
    moves = moves_for(request.user, row)
    versions = Measurement.objects.filter(target=row.target_id, unit=row.unit_id, period=row.period)
    context = {
        "row": row,
        "moves": moves,
        "form": form or (FigureForm(ratio=_is_ratio(row), initial=_initial(row)) if "send" in moves else None),
        "asking": asking or SupplementForm(),
        "versions": versions.order_by("-version").select_related("entered_by", "decided_by"),
        "corrects": row.is_current
        and row.state in Measurement.State.counted()
        and perms.can_enter(request.user, row),
    }
    return render(request, "kpi/figure.html", context, status=status)


def _is_ratio(row: Measurement) -> bool:
    return row.target.aggregation == Target.Aggregation.RATIO


def _initial(row: Measurement) -> dict[str, object]:
    shown = {name: _said(getattr(row, name)) for name in NUMBERS}
    return shown | {"value_kind": row.value_kind, "source": row.source, "note": row.note}


def _said(value: object) -> str:
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


def _typed(form: FigureForm) -> tuple[dict[str, str], UploadedFile | None]:
    typed = dict(form.cleaned_data)
    return typed, typed.pop("file", None)


def _address(pk: int) -> str:
    return reverse("kpi:figure", args=[pk])

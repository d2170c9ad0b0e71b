"""Long lists: a stream of CSV at once, a workbook by a job."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from plans.models import Plan
from reports.errors import ReportError
from reports.forms.compiling import ListForm
from reports.jobs import start
from reports.models import ListFile
from reports.operations import ask_list, stream_work, take_list
from reports.views.downloads import download, stream


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.POST, plans=_plans(request))
    if not form.is_valid():
        messages.error(request, "; ".join(error for errors in form.errors.values() for error in errors))
        return redirect("reports:compilations")
    try:
        asked = ask_list(actor=request.user, now=timezone.now(), **form.cleaned_data)
    except ReportError as error:
        messages.error(request, error.message)
        return redirect("reports:compilations")
    start(list_id=asked.pk)
    return redirect(asked)


@require_GET
def list_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    whole = "reports/parts/preparing.html" if request.htmx else "reports/preparing.html"
    return render(request, whole, {"asked": found, "back": "reports:compilations"})


@require_GET
def take(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    if not found.file:
        raise Http404
    try:
        return download(take_list(asked=found, actor=request.user), f"{found} {found.asked_at:%Y%m%d}.xlsx")
    except ReportError as error:
        messages.error(request, error.message)
        return redirect(found)


@require_GET
def work_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    plan = get_object_or_404(_plans(request), pk=pk)
    lines = stream_work(plan=plan, actor=request.user, today=timezone.localdate())
    return stream(lines, f"Danh sách lượt giao {plan.number.replace('/', '-') or plan.pk}.csv")


def _plans(request: HttpRequest) -> QuerySet[Plan]:
    return Plan.objects.visible_to(request.user).exclude(state=Plan.State.DRAFT)


def _one(request: HttpRequest, pk: int) -> ListFile:
    return get_object_or_404(ListFile.objects.visible_to(request.user).select_related("plan"), pk=pk)

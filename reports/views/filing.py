"""A unit's own report of a period: written, approved, sent, received, corrected."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from notifications.operations import note_opened
from reports import perms
from reports.errors import ReportConflict, ReportError
from reports.forms import MailForm, PaperForm, ReasonForm
from reports.models import Report
from reports.operations import FILED, export_filed, filing
from reports.queries.content import Content, content, filled_count, typed_count
from reports.queries.differences import differences
from reports.queries.showing import shown
from reports.views.downloads import download
from reports.views.tabs import tabs
from reports.workflow import moves_for
from units.calendars import WorkCalendar

SIZE = 30
DONE = {
    "propose": "Đã trình lãnh đạo.",
    "hand_back": "Đã chuyển lại chuyên viên.",
    "send": "Đã gửi báo cáo; nội dung được giữ nguyên từ lúc này.",
    "receive": "Đã tiếp nhận báo cáo.",
    "request_supplement": "Đã đề nghị bổ sung; đơn vị có bản mới để sửa.",
    "correct": "Đã mở bản đính chính.",
}
WORDED = ("hand_back", "request_supplement", "correct")


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Of the person's units, what is to be sent first."""
    rows = Report.objects.filter(unit__in=request.user.unit_ids()).exclude(state=Report.State.DROPPED)
    rows = rows.select_related("unit", "receiver").defer("snapshot", "texts").order_by("-close_date", "-pk")
    page = Paginator(rows, SIZE).get_page(request.GET.get("trang"))
    context = {"page": page, "today": timezone.localdate(), "tabs": tabs(request)}
    return render(request, "reports/filings.html", context)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible(request, pk)
    note_opened(subject=("report", pk), who=(request.user.pk, None), now=timezone.now())
    return page(request, report)


@require_GET
def file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    if format not in FILED:
        raise Http404(format)
    report, today = visible(request, pk), timezone.localdate()
    form = request.GET.get("ky", "")
    content = export_filed(report=report, format=format, form=form, actor=request.user, today=today)
    return download(content, f"Báo cáo {report.period_key} {report.unit.short_name}.{format}")


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Autosave by htmx answers with the time stamp alone; a button saves and may go on to a move."""
    report, htmx = visible(request, pk), request.headers.get("HX-Request")
    seen = request.POST.get("seen", "")
    texts = {key.removeprefix("text."): value for key, value in request.POST.items() if key.startswith("text.")}
    try:
        report = filing.save_texts(
            report_id=report.pk,
            actor=request.user,
            texts=texts,
            seen=int(seen) if seen.isascii() and seen.isdigit() else None,
            now=timezone.now(),
        )
    except ReportError as error:
        return _refused(request, report, error, texts)
    if htmx:
        return render(request, "reports/parts/saved.html", {"report": report, "oob": True})
    move = request.POST.get("action", "")
    if move in ("propose", "send"):
        return _moved(request, report, move, texts)
    messages.success(request, "Đã lưu nháp.")
    return redirect(report)


@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    if move not in DONE:
        raise Http404(move)
    return _moved(request, visible(request, pk), move, {})


@require_POST
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    report, form = visible(request, pk), PaperForm(request.POST)
    if not form.is_valid():
        return page(request, report, paper_form=form, status=400)
    facts = form.cleaned_data | {"today": timezone.localdate()}
    try:
        filing.record_paper(report_id=report.pk, actor=request.user, **facts)
    except ReportError as error:
        form.add_error(None, error.message)
        return page(request, report, paper_form=form, status=400)
    messages.success(request, "Đã ghi số, ngày, người ký của văn bản.")
    return redirect(report)


def visible(request: HttpRequest, pk: int) -> Report:
    rows = Report.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "receiver", "edited_by", "sent_by", "received_by"), pk=pk)


def _moved(request: HttpRequest, report: Report, move: str, texts: dict[str, str]) -> HttpResponse:
    words = {"text": request.POST.get("text", "")} if move in WORDED else {}
    act: Callable[..., Report] = getattr(filing, move)
    try:
        after = act(report_id=report.pk, actor=request.user, now=timezone.now(), **words)
    except ReportError as error:
        return _refused(request, report, error, texts, asked=move)
    messages.success(request, DONE[move])
    return redirect(after if perms.can_write(request.user, after) else report)


def _refused(
    request: HttpRequest, report: Report, error: ReportError, texts: dict[str, str], asked: str = ""
) -> HttpResponse:
    status = 409 if isinstance(error, ReportConflict) else 400
    if request.headers.get("HX-Request"):
        return render(
            request, "reports/parts/saved.html", {"report": report, "refused": error.message}, status=status
        )
    report.refresh_from_db()
    return page(request, report, refused=error.message, typed=texts, asked=asked, status=status)


def page(
    request: HttpRequest,
    report: Report,
    *,
    refused: str = "",
    typed: dict[str, str] | None = None,
    asked: str = "",
    paper_form: PaperForm | None = None,
    mail_form: MailForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today, user = timezone.localdate(), request.user
    said = report.snapshot or content(report, today)
    mine = perms.can_write(user, report)
    context = _facts(report, said, today) | {
        "refused": refused,
        "asked": asked,
        "mine": mine,
        "moves": moves_for(report, user),
        "writes": mine and report.state == Report.State.DRAFT,
        "sections": _with_typed(said, typed or {}),
        "reason_form": ReasonForm(request.POST if asked in WORDED else None),
        "paper_form": paper_form or PaperForm(initial=_paper_of(report)),
        "mail_form": mail_form or MailForm(today=today, formats=FILED),
        "can_correct": mine and report.state in ("sent", "received") and not hasattr(report, "corrected_by"),
    }
    return render(request, "reports/filing.html", context, status=status)


def _facts(report: Report, said: Content, today: date) -> dict[str, Any]:
    calendar = WorkCalendar.load()
    return {
        "report": report,
        "said": shown(said),
        "today": today,
        "send_by": calendar.on_or_before(report.due_date),
        "days_left": (report.due_date - today).days,
        "filled": filled_count(said),
        "typed": typed_count(said),
        "differences": differences(said, content(report, today)) if report.is_frozen else [],
        "compile_url": reverse("reports:compilations"),
        "later": getattr(report, "corrected_by", None),
    }


def _with_typed(said: Content, typed: dict[str, str]) -> list[dict[str, Any]]:
    """What was typed and refused stays in its box."""
    return [section | {"text": typed.get(section["key"], section["text"])} for section in said["sections"]]


def _paper_of(report: Report) -> dict[str, Any]:
    return {"number": report.paper_number, "date": report.paper_date, "signer": report.paper_signer}

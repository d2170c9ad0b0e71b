"""Báo cáo tổng hợp: ask for one, watch it being made, read it, edit its words, take its files."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from reports.errors import ReportError
from reports.exports.compiled import standard_template, tables_of
from reports.exports.grid import text_of
from reports.exports.lists import list_csv
from reports.forms.compiling import FILES, CompilationForm, ListForm, MailForm, TextsForm
from reports.jobs import start
from reports.models import Compilation, LetterTemplate, ListFile, ReportingDuty
from reports.operations import ask_compilation, facts_in, reword, take_file
from reports.operations.compiling import period_of
from reports.perms import can_edit, compilable
from reports.views.downloads import download, stream
from tasks.views.asking import words

SIZE = 20
ROWS = 12
ROWS_OF_NARROW = 40
SHOWN = ("tong_hop", "so_sanh", "luong", "nhom", "muc", "chi_tieu", "don_vi", "qua_han")


def compilations(request: HttpRequest) -> HttpResponse:
    plans = compilable(request.user).order_by("-issued_date", "-pk")
    today = timezone.localdate()
    given = request.POST if request.method == "POST" else None
    form = CompilationForm(given, plans=plans, today=today, initial=_initial(request, plans))
    if request.method == "POST" and form.is_valid():
        try:
            return _asked(request, form)
        except ReportError as error:
            form.add_error(None, error.message)
    found = Compilation.objects.visible_to(request.user).select_related("asked_by", "unit").order_by("-asked_at")
    context = {
        "form": form,
        "list_form": ListForm(plans=compilable(request.user)),
        "recipients": _recipients(plans),
        "may_compile": plans.exists(),
        "page": Paginator(found, SIZE).get_page(request.GET.get("trang")),
        "lists": ListFile.objects.visible_to(request.user).order_by("-asked_at")[:SIZE],
    }
    return render(request, "reports/compilations.html", context, status=400 if form.errors else 200)


def _initial(request: HttpRequest, plans: Any) -> dict[str, Any]:
    """`?noi_nhan=` chooses the plans that report to it."""
    recipient = words(request.GET.get("noi_nhan", ""))
    if not recipient:
        return {}
    duties = ReportingDuty.objects.filter(to_text=recipient, plan__in=plans)
    return {"recipient": recipient, "plans": list(duties.values_list("plan_id", flat=True).distinct())}


def _recipients(plans: Any) -> list[str]:
    duties = ReportingDuty.objects.filter(plan__in=plans).exclude(to_text="")
    return list(duties.order_by("to_text").values_list("to_text", flat=True).distinct()[:100])


def _asked(request: HttpRequest, form: CompilationForm) -> HttpResponse:
    asked = ask_compilation(actor=request.user, now=timezone.now(), **_wanted(form))
    start(compilation_id=asked.pk)
    return redirect(asked)


def _wanted(form: CompilationForm) -> dict[str, Any]:
    names = ("period", "recipient", "compared", "template")
    return {"plans": list(form.cleaned_data["plans"]), **{name: form.cleaned_data[name] for name in names}}


@require_GET
def compilation(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request, pk)
    if found.is_pending or not found.facts:
        whole = "reports/parts/preparing.html" if request.htmx else "reports/preparing.html"
        return render(request, whole, {"asked": found, "back": "reports:compilations"})
    if request.htmx and "bang" not in request.GET:
        return HttpResponse(status=286, headers={"HX-Redirect": found.get_absolute_url()})
    return render(request, "reports/compilation.html", _context(request, found))


def _context(
    request: HttpRequest, found: Compilation, form: TextsForm | None = None, mail_form: MailForm | None = None
) -> dict[str, Any]:
    try:
        facts = facts_in(found)
    except OSError:
        return {"compilation": found, "lost": True}
    tables = tables_of(facts)
    return {
        "compilation": found,
        "facts": facts,
        "edits": can_edit(request.user, found),
        "period": period_of(found),
        "files": found.files.filter(version=found.version) | found.files.filter(format="xlsx"),
        "tables": [_shown(tables[key]) for key in SHOWN if key in tables],
        "charts": [chart | {"svg": mark_safe(chart["svg"])} for chart in facts["charts"]],  # noqa: S308 our own drawing
        "form": form or TextsForm(initial=found.texts),
        "mail_form": mail_form or MailForm(today=timezone.localdate(), formats=FILES),
    }


def _shown(each: Any) -> dict[str, Any]:
    """The first rows; the files hold all."""
    table = each.table
    most = ROWS if each.wide else ROWS_OF_NARROW
    rows = [
        [{"text": text_of(v, c), "kind": c.kind} for v, c in zip(row, table.columns, strict=True)]
        for row in table.rows[:most]
    ]
    bold = set(each.bold)
    return {
        "key": each.key,
        "title": table.title,
        "columns": table.columns,
        "rows": [{"cells": row, "bold": n in bold} for n, row in enumerate(rows)],
        "left_out": len(table.rows) - len(rows),
    }


@require_POST
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request, pk)
    form = TextsForm(request.POST)
    if form.is_valid():
        try:
            changed = reword(compilation_id=found.pk, actor=request.user, texts=form.cleaned_data, now=timezone.now())
            start(compilation_id=changed.pk)
            messages.success(request, "Đã lưu phần lời; tệp mới đang được lập.")
            return redirect(changed)
        except ReportError as error:
            form.add_error(None, error.message)
    return refused(request, found, form=form)


def refused(request: HttpRequest, found: Compilation, **forms: Any) -> HttpResponse:
    """The page once more, with what was wrong in one of its forms."""
    if not found.facts:
        raise Http404
    return render(request, "reports/compilation.html", _context(request, found, **forms), status=400)


@require_GET
def file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    found = visible(request, pk)
    name = f"Báo cáo tổng hợp {found.period_key} bản {found.version}.{format}"
    if format in ("json", "csv") and found.facts:
        return _flat(found, format, name)
    wanted = found.files.filter(format=format).order_by("-version").select_related("compilation").first()
    if wanted is None:
        raise Http404(format)
    try:
        return download(take_file(file=wanted, actor=request.user), name)
    except ReportError as error:
        messages.error(request, error.message)
        return redirect(found)


def _flat(found: Compilation, format: str, name: str) -> HttpResponse:
    if format == "json":
        with found.facts.open("rb") as stored:
            return download(stored.read(), name)
    table = tables_of(facts_in(found))["don_vi"].table
    return stream(list_csv(table.columns, table.rows), name)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Our own template, to begin one's own with."""
    if not compilable(request.user).exists() and not LetterTemplate.objects.exists():
        raise Http404
    return download(standard_template(), "Mẫu báo cáo tổng hợp.docx")


def visible(request: HttpRequest, pk: int) -> Compilation:
    return get_object_or_404(Compilation.objects.visible_to(request.user).select_related("unit", "asked_by"), pk=pk)

"""Nhật ký: the tab of a document, the search over all acts, and the search for things."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from insight.exports import journal_csv
from insight.queries.acts import KINDS, Wanted, events_wanted
from insight.queries.journal import SIZE, journal_page, page_of
from insight.queries.searching import search
from plans.models import Plan
from tasks.perms import can_lead_plan, can_read_journal
from tasks.views.asking import number, words
from units.models import Unit


@require_GET
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("focal_unit"), pk=pk)
    if not can_read_journal(request.user, plan):
        raise Http404
    page = journal_page(plan, before=number(request.GET.get("truoc", "")))
    context = {
        "plan": plan,
        "page": page,
        "journal": True,
        "leads": can_lead_plan(request.user, plan),
        "shown": "Mới nhất ở trên",
        "next_url": f"?truoc={page.next_before}" if page.next_before else "",
        "more": SIZE,
        "append": bool(request.htmx),
    }
    return render(request, "insight/parts/entries.html" if request.htmx else "insight/journal.html", context)


@require_GET
def acts(request: HttpRequest) -> HttpResponse:
    page = page_of(events_wanted(request.user, _wanted(request)), before=number(request.GET.get("truoc", "")))
    kept = {name: value for name in ASKED if (value := request.GET.get(name))}
    context = {
        "page": page,
        "kinds": KINDS,
        "units": Unit.objects.order_by("name").values_list("pk", "short_name"),
        "plans": [(p.pk, p.reference) for p in Plan.objects.visible_to(request.user).order_by("-issued_date")[:200]],
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "filtered": bool(kept),
        "file_query": urlencode(kept),
        "shown": "Mới nhất ở trên",
        "next_url": f"?{urlencode(kept | {'truoc': page.next_before})}" if page.next_before else "",
        "more": SIZE,
        "append": bool(request.htmx),
    }
    return render(request, "insight/parts/entries.html" if request.htmx else "insight/acts.html", context)


@require_GET
def acts_file(request: HttpRequest) -> StreamingHttpResponse:
    lines = journal_csv(events_wanted(request.user, _wanted(request)))
    name = f"nhat-ky-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@require_GET
def finder(request: HttpRequest) -> HttpResponse:
    sought, kind = words(request.GET.get("q", ""))[:200], request.GET.get("loai", "")
    page = min(number(request.GET.get("trang", "")) or 1, 10_000)
    context = {"words": sought, "kind": kind, "page": page, "next": page + 1}
    context["found"] = search(request.user, sought, kind=kind, page=page) if sought else []
    return render(request, "insight/search.html", context)


ASKED = ("nguoi", "don_vi", "loai", "van_ban", "viec", "tu", "den")


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    kind = asked.get("loai", "")
    return Wanted(
        person=words(asked.get("nguoi", "")),
        unit_id=number(asked.get("don_vi", "")),
        kind=kind if kind in KINDS else "",
        plan_id=number(asked.get("van_ban", "")),
        assignment_id=number(asked.get("viec", "")),
        first_day=_day(asked.get("tu", "")),
        last_day=_day(asked.get("den", "")),
    )


def _day(text: str) -> date | None:
    """An impossible day asks for nothing, as an empty field does."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and date(1990, 1, 1) < day < date(2200, 1, 1) else None

"""Nhật ký: a tab of a document, everything that was done to it and its work."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from insight.queries import SIZE, journal_page
from plans.models import Plan
from tasks.perms import can_lead_plan, can_read_journal
from tasks.views.asking import number


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

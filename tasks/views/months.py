"""Dòng thời hạn: a tab of a document, month by month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from plans.models import Plan
from tasks import perms
from tasks.queries.months import due_by_month


@require_GET
def plan_months(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("focal_unit"), pk=pk)
    today = timezone.localdate()
    context = {
        "plan": plan,
        "line": due_by_month(plan, today),
        "today": today,
        "leads": perms.can_lead_plan(request.user, plan),
        "journal": perms.can_read_journal(request.user, plan),
    }
    return render(request, "tasks/months.html", context)

"""Ai nhận gì vào ngày D: a dry run as a page."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from agenda import operations
from agenda.forms.reminding import DayForm
from agenda.queries.who_gets import guests, shares
from agenda.views.laddering import asked_plan
from tasks.perms import can_lead_plan
from units.perms import is_admin

SIZE = 30
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


@require_GET
def who_gets(request: HttpRequest) -> HttpResponse:
    plan, plans = asked_plan(request)
    if plan is None:
        return render(request, "agenda/reminding_none.html")
    day, form = _day(request)
    ahead = day > timezone.localdate()  # every day until then will have had its own reminders
    found = shares(operations.preview(today=day, after=day - timedelta(days=1) if ahead else None), plan.pk)
    page = Paginator(found, SIZE).get_page(request.GET.get("trang"))
    context = {"plan": plan, "plans": plans, "day": day, "form": form, "page": page}
    context |= {"leads": can_lead_plan(request.user, plan), "guests": guests(), "keeps": is_admin(request.user)}
    context["lines"] = sum(len(share.lines) for share in found)
    context["unreached"] = sum(not share.reached for share in found)
    return render(request, "agenda/who_gets.html", context, status=400 if form.errors else 200)


def _day(request: HttpRequest) -> tuple[date, DayForm]:
    form = DayForm({"ngay": request.GET.get("ngay") or timezone.localdate()})
    if not form.is_valid():
        return timezone.localdate(), form
    day = form.cleaned_data["ngay"]
    if not FIRST <= day <= LAST:
        form.add_error("ngay", "Ngày phải từ năm 2000 đến năm 2199. Nhập lại ngày.")
        day = timezone.localdate()
    return day, form

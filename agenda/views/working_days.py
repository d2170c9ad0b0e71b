"""Lịch làm việc: days off and make-up days of a year. Everybody reads it, the administrators keep it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agenda.forms.calendar import CalendarDayForm
from agenda.perms import may_follow_reminding
from plans.models import Plan
from tasks.views.asking import number
from units.errors import UnitError
from units.models import CalendarDay
from units.operations import drop_calendar_day, propose_calendar, set_calendar_day
from units.operations.calendars import YEARS
from units.perms import is_admin


@require_GET
def working_days(request: HttpRequest) -> HttpResponse:
    return _page(request, _year(request), CalendarDayForm())


@require_POST
def set_day(request: HttpRequest) -> HttpResponse:
    form = CalendarDayForm(request.POST)
    if not is_admin(request.user):
        raise Http404
    if not form.is_valid():
        return _page(request, _year(request), form)
    try:
        row = set_calendar_day(actor=request.user, **form.cleaned_data)
    except UnitError as error:
        form.add_error(None, error.message)
        return _page(request, _year(request), form)
    words = f"Đã ghi {row.day:%d/%m/%Y} là ngày {row.get_kind_display()}. Các lần nhắc việc từ nay theo lịch này."
    messages.success(request, words)
    return redirect(_url(row.day.year))


@require_POST
def drop_day(request: HttpRequest, pk: int) -> HttpResponse:
    if not is_admin(request.user):
        raise Http404
    try:
        day = drop_calendar_day(day_id=pk, actor=request.user)
    except CalendarDay.DoesNotExist:
        raise Http404 from None
    messages.success(request, f"Đã bỏ ngày {day:%d/%m/%Y} khỏi lịch.")
    return redirect(_url(day.year))


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    if not is_admin(request.user):
        raise Http404
    year = _year(request)
    new = propose_calendar(year=year, actor=request.user)
    added = f"Đã thêm {new} ngày. Đối chiếu từng ngày với văn bản của năm {year}."
    messages.success(request, added if new else f"Năm {year} đã có đủ ngày nghỉ lễ, không thêm ngày nào.")
    return redirect(_url(year))


def _page(request: HttpRequest, year: int, form: CalendarDayForm) -> HttpResponse:
    context = {
        "year": year,
        "years": [one for one in (year - 1, year + 1) if one in YEARS],
        "days": CalendarDay.objects.filter(day__year=year).order_by("day"),
        "keeps": is_admin(request.user),
        "follows": may_follow_reminding(request.user),
        "leads": Plan.objects.led_by(request.user).exists(),
        "plan": None,
        "form": form,
    }
    return render(request, "agenda/working_days.html", context, status=400 if form.is_bound else 200)


def _year(request: HttpRequest) -> int:
    asked = number(request.GET.get("nam", ""))
    return asked if asked in YEARS else timezone.localdate().year


def _url(year: int) -> str:
    return f"{reverse('agenda:working_days')}?nam={year}"

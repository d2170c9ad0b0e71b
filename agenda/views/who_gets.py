"""Ai nhận gì vào ngày D: a dry run as a page; and Mẫu thư, with a trial to oneself."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from agenda import operations
from agenda.forms.reminding import DayForm, WordsForm
from agenda.models import PlanWords
from agenda.queries.who_gets import guests, shares
from agenda.views.laddering import asked_plan
from notifications.models import Address
from notifications.queries import Guests
from plans.models import Plan
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


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    plan, plans = asked_plan(request)
    if plan is None:
        return render(request, "agenda/reminding_none.html")
    leads = can_lead_plan(request.user, plan)
    saved = PlanWords.objects.filter(plan=plan).first() or PlanWords(plan=plan)
    form = WordsForm(request.POST or None, instance=saved)
    if request.method == "POST":
        if not leads:
            raise Http404
        if form.is_valid():
            return _act(request, plan, form)
    context = {
        "plan": plan,
        "plans": plans,
        "leads": leads,
        "form": form,
        "letter": operations.sample(plan=plan, to=request.user, day=timezone.localdate(), words=form.instance),
    }
    return render(request, "agenda/words.html", context, status=400 if form.errors else 200)


def _act(request: HttpRequest, plan: Plan, form: WordsForm) -> HttpResponse:
    operations.save_words(plan_id=plan.pk, actor=request.user, **form.cleaned_data)
    if request.POST.get("action") == "test":
        operations.send_sample(plan=plan, to=request.user, now=timezone.now())
        if Guests().has(Address(user=request.user)):
            messages.success(request, f"Đã lưu và gửi một thư thử tới {request.user.email}; không ai khác nhận được.")
        else:
            messages.error(request, "Đã lưu. Thư thử không đi: mới mở gửi cho một số người, bạn chưa có trong số đó.")
    else:
        messages.success(request, "Đã lưu mẫu thư.")
    return redirect(f"{reverse('agenda:words')}?van_ban={plan.pk}")

"""Mẫu thư: the words of a plan's letters, how such a letter arrives, and a trial to oneself."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from agenda import operations
from agenda.forms.reminding import WordsForm
from agenda.models import PlanWords
from agenda.views.laddering import asked_plan
from notifications.models import Address
from notifications.notices import Reading
from notifications.queries import Guests
from notifications.views.mailbox import LETTER_POLICY
from plans.models import Plan
from tasks.perms import can_lead_plan


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    plan, plans = asked_plan(request)
    if plan is None:
        return render(request, "agenda/reminding_none.html")
    leads = can_lead_plan(request.user, plan)
    form = WordsForm(request.POST or None, instance=_saved(plan))
    action = request.POST.get("action")
    if request.method == "POST":
        if not leads:
            raise Http404
        if form.is_valid() and action != "preview":
            return _act(request, plan, form)
    typed = action == "preview" and form.is_valid()
    shown = {name: getattr(form.instance, name) for name in form.fields} if typed else {}
    context = {
        "plan": plan,
        "plans": plans,
        "leads": leads,
        "form": form,
        "typed": typed,
        "letter": _letter(request, plan, form.instance if typed else _saved(plan)),
        "letter_url": f"{reverse('agenda:words_letter')}?{urlencode({'van_ban': plan.pk} | shown)}",
    }
    return render(request, "agenda/words.html", context, status=400 if form.errors else 200)


@require_GET
@csp_replace(LETTER_POLICY)
def letter(request: HttpRequest) -> HttpResponse:
    """The letter itself, for a frame that can run and fetch nothing; with words in the address, as typed."""
    plan, _ = asked_plan(request)
    if plan is None:
        raise Http404
    form = WordsForm(request.GET, instance=_saved(plan))
    typed = "subject" in request.GET and form.is_valid()
    return HttpResponse(_letter(request, plan, form.instance if typed else _saved(plan)).html)


def _saved(plan: Plan) -> PlanWords:
    return PlanWords.objects.filter(plan=plan).first() or PlanWords(plan=plan)


def _letter(request: HttpRequest, plan: Plan, own: PlanWords) -> Reading:
    return operations.sample(plan=plan, to=request.user, day=timezone.localdate(), words=own)


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

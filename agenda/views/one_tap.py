"""Một chạm: the page behind a line of a letter. Mail scanners open links, so to open it changes nothing; without
signing in its reader may say “đã nắm” and no more. An unknown link reads like one that has run out."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from agenda import operations
from agenda.errors import AgendaError
from agenda.forms.reminding import AcknowledgeForm
from agenda.ladder import likely_end
from agenda.operations.acknowledging import is_of_work, usable
from notifications.models import SignedLink
from notifications.notices import distance
from notifications.operations import find_link
from tasks.models import Assignment
from tasks.queries.badges import badge
from units.calendars import WorkCalendar
from units.operations import count_attempt, minutes_shut

DOOR, TRIES = "one-tap", 30  # posts in a quarter of an hour from one address


def unseen(view: Any) -> Any:
    """The address is a key: no other site and no search engine may learn it.

    With no-referrer a browser posts with "Origin: null", which the check against forged posts refuses; here nobody is
    signed in, and only who holds the key can post.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        response = _shut(request) or view(request, token)
        response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
        return response

    return csrf_exempt(login_not_required(never_cache(guarded)))


@unseen
@require_http_methods(["GET", "POST"])
def one_tap(request: HttpRequest, token: str) -> HttpResponse:
    link, now = find_link(token, SignedLink.Purpose.ACKNOWLEDGE), timezone.now()
    if request.method == "GET" and link and request.user.is_authenticated:
        return _to_the_work(request, token, link)
    if not usable(link, now):
        return _closed(request, token, link)
    if not is_of_work(link):
        return _line(request, token, link)
    if request.method == "GET":
        return _item(request, token, link)
    form = AcknowledgeForm(request.POST)
    if form.is_valid():
        try:
            operations.acknowledge_by_link(token=token, now=now, **form.cleaned_data)
        except AgendaError as error:
            form.add_error("expected_date", error.message)
        else:
            return redirect("agenda:one_tap", token)
    return _item(request, token, link, form=form)


@csrf_exempt
@login_not_required
@require_POST
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The page says so itself once somebody has it before them: a mail scanner only fetches it."""
    operations.opened_by_link(token=token, now=timezone.now())
    return HttpResponse(status=204)


@unseen
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same words whether the link was ever one or not."""
    operations.send_new_link(token=token, now=timezone.now())
    return render(request, "agenda/one_tap_said.html", {"title": "Đã nhận yêu cầu", "words": NEW_LINK_WORDS})


@unseen
@require_POST
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    operations.disown(token=token, now=timezone.now())
    return render(request, "agenda/one_tap_said.html", {"title": "Đã ghi: thư tới nhầm người", "words": NOT_ME_WORDS})


NEW_LINK_WORDS = (
    "Nếu liên kết cũ là của bạn và việc còn chờ đơn vị, thư mới sẽ đến đúng địa chỉ đã nhận thư cũ trong vài phút."
)
NOT_ME_WORDS = "Liên kết này thôi dùng được; đơn vị sẽ được báo để xem lại người thực hiện và địa chỉ nhận."


def _to_the_work(request: HttpRequest, token: str, link: SignedLink) -> HttpResponse:
    if link.user_id in (None, request.user.pk):
        operations.opened_by_link(token=token, now=timezone.now())
    return redirect(link.message.path)


def _item(request: HttpRequest, token: str, link: SignedLink, form: AcknowledgeForm | None = None) -> HttpResponse:
    related = ("task", "plan", "unit", "milestone")
    work = Assignment.objects.select_related(*related).get(pk=link.message.subject_id)
    today = timezone.localdate()
    mine = {"user": link.user_id} if link.user_id else {"unit": link.unit_id}
    said = work.acknowledgements.filter(**mine, at__gte=link.created_at).order_by("-pk").first()
    proposed = likely_end(work.counted_due_date, today, WorkCalendar.load())
    context = {
        "token": token,
        "link": link,
        "work": work,
        "badge": badge(work, today, progress=False),
        "form": form or AcknowledgeForm(initial={"expected_date": said.expected_date if said else proposed}),
        "said": None if form or "doi" in request.GET else said,
        "login_url": f"/dang-nhap/?next={link.message.path}",
    }
    return render(request, "agenda/one_tap.html", context, status=400 if form else 200)


def _line(request: HttpRequest, token: str, link: SignedLink) -> HttpResponse:
    """A milestone, a report, a request for help: shown as the letter said it."""
    if request.method == "POST":
        try:
            operations.know_by_link(token=token, now=timezone.now())
        except AgendaError:  # done or withdrawn in this moment
            return _closed(request, token, link)
        return redirect("agenda:one_tap", token)
    message = link.message
    label = distance(message.due_date, timezone.localdate()) if message.due_date else ""
    context = {"token": token, "link": link, "line": message, "label": label}
    return render(request, "agenda/one_tap_line.html", context | {"login_url": f"/dang-nhap/?next={message.path}"})


def _closed(request: HttpRequest, token: str, link: SignedLink | None) -> HttpResponse:
    done = link is not None and not link.revoked_at and link.expires_at > timezone.now()
    context = {"token": token, "done": done, "now": timezone.now()}
    return render(request, "agenda/one_tap_closed.html", context, status=410)


def _shut(request: HttpRequest) -> HttpResponse | None:
    if request.method != "POST":
        return None
    now = timezone.now()
    if minutes := minutes_shut(DOOR, [(request.address, TRIES)], now=now):
        words = f"Đã gửi nhiều lần liên tiếp từ địa chỉ này. Thử lại sau {minutes} phút."
        return render(request, "agenda/link_closed.html", {"words": words}, status=429)
    count_attempt(DOOR, [request.address], now=now)
    return None

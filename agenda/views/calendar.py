"""Lịch: the days on which work and reports fall due, as a page and as a private .ics feed."""

from calendar import monthrange
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET

from agenda.exports import feed
from agenda.queries.due_days import Entry, due_days
from reports.views.tabs import tabs
from units.models import User

SIGNER = Signer(salt="agenda.calendar", sep=".")  # no sign of an address that is escaped
BACK, AHEAD = timedelta(days=31), timedelta(days=120)


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    first = _month(request.GET.get("thang", ""), today)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    days: dict[date, list[Entry]] = {}
    for entry in due_days(request.user, first, last, today):
        days.setdefault(entry.day, []).append(entry)
    context = {
        "tabs": tabs(request),
        "first": first,
        "today": today,
        "days": list(days.items()),
        "previous": first - timedelta(days=1),
        "following": last + timedelta(days=1),
        "feed_url": request.build_absolute_uri(reverse("agenda:feed", args=[token_of(request.user)])),
    }
    return render(request, "agenda/calendar.html", context)


@login_not_required
@require_GET
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """No session: the address itself is the key. A new password makes it void."""
    user = _owner(token)
    today = timezone.localdate()
    content = feed(due_days(user, today - BACK, today + AHEAD, today), base=request.build_absolute_uri("/")[:-1])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response


def token_of(user: User) -> str:
    return SIGNER.sign(f"{user.pk}-{_stamp(user)}")


def _owner(token: str) -> User:
    try:
        pk, stamp = SIGNER.unsign(token).split("-")
    except (BadSignature, ValueError):
        raise Http404("feed") from None
    user = User.objects.filter(pk=int(pk), is_active=True).first()
    if user is None or not constant_time_compare(stamp, _stamp(user)):
        raise Http404("feed")
    return user


def _stamp(user: User) -> str:
    return user.get_session_auth_hash()[:16]


def _month(asked: str, today: date) -> date:
    """ "2026-11"; anything else is this month."""
    year, _, number = asked.partition("-")
    try:
        found = date(int(year), int(number), 1)
    except ValueError:
        return today.replace(day=1)
    return found if 2000 <= found.year < 2200 else today.replace(day=1)

"""Hộp thư thử: what would have been mailed, where no mail server is set (EMAIL_URL)."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from notifications.models import DeliveryQuerySet
from notifications.operations import fill
from notifications.queries import demo_letters

PAGE = 50
# A letter carries its styles inline, so it is shown in a frame that can run and fetch nothing.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("tu", "0")
    if not (asked.isdecimal() and len(asked) < 10):
        raise Http404
    start = int(asked)
    letters = list(_letters(request)[start : start + PAGE + 1])
    next_url = f"?tu={start + PAGE}" if len(letters) > PAGE else ""
    context = {"letters": letters[:PAGE], "shown": f"Hiện {len(letters[:PAGE])} thư", "next_url": next_url}
    return render(request, "notifications/mailbox.html", {**context, "more": PAGE})


@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_letters(request), pk=pk)
    return render(request, "notifications/mailbox_letter.html", {"letter": found, "text": fill(found.text, found)})


@require_GET
@csp_replace(LETTER_POLICY)
def letter_body(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_letters(request), pk=pk)
    return HttpResponse(fill(found.html, found))


def _letters(request: HttpRequest) -> DeliveryQuerySet:
    if settings.EMAIL_URL:
        raise Http404("letters are sent for real")
    return demo_letters(request.user)

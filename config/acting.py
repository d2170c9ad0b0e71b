"""In whose name a signed-in person acts, and from where a request comes."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ACTING = "acting_unit"


def acting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """One unit at a time: it decides the inbox, the pages and what the journal writes. Pages only; the API has no
    session and speaks for all units of its person."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.address = _address(request)
        if request.user.is_authenticated:
            request.user.act_in(request.session.get(ACTING))
        return get_response(request)

    return respond


def _address(request: HttpRequest) -> str:
    """Behind a proxy the last address that it wrote down itself; what came before it may be invented."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")

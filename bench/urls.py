"""The product's addresses, and the empty page for people signed in that is floor F1."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as product

EMPTY = "/bench/empty/"


def empty(request: HttpRequest) -> HttpResponse:
    """LoginRequiredMiddleware has read session and person; nothing else happens."""
    return HttpResponse("")


urlpatterns = [path(EMPTY.strip("/") + "/", empty), *product]

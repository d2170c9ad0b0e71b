"""The product's addresses, and two empty pages for people signed in: floor F1, and F1 with the product's bar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config.urls import urlpatterns as product

EMPTY = "/bench/empty/"
BARE_BAR = "/bench/bar/"


def empty(request: HttpRequest) -> HttpResponse:
    """LoginRequiredMiddleware has read session and person; nothing else happens."""
    return HttpResponse("")


def bar(request: HttpRequest) -> HttpResponse:
    """What every page has before its own content: head, bar, dialogs."""
    return render(request, "base.html")


urlpatterns = [path(EMPTY.strip("/") + "/", empty), path(BARE_BAR.strip("/") + "/", bar), *product]

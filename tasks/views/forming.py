"""One form posted to one operation: wrong shapes and refusals come back on the page with what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from tasks.views.answering import act


def posted(
    request: HttpRequest,
    form: forms.Form,
    page: Callable[[int], HttpResponse],
    do: Callable[[], Any],
    *,
    done: str,
    then: str,
) -> HttpResponse:
    """`page(status)` shows the form as it stands."""
    if not form.is_valid():
        return page(400)

    def again(error: str) -> HttpResponse:
        form.add_error(None, error)
        return page(400)

    return act(request, do, done=done, then=then, again=again)

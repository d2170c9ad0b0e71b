"""What a page answers to an act: on to where it is seen, or the form again with what was typed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from insight.errors import InsightConflict, InsightError


def done_or_form(
    request: HttpRequest, form: forms.Form, do: Callable[[], str], done: str, page: Callable[[int], HttpResponse]
) -> HttpResponse:
    """`do` says where to go next. What a person may not do does not exist for them."""
    if not form.is_valid():
        return page(400)
    try:
        then = do()
    except InsightError as error:
        form.add_error(None, error.message)
        return page(409 if isinstance(error, InsightConflict) else 400)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, done)
    return HttpResponseRedirect(then)

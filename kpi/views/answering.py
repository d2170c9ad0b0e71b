"""What a page answers to an act on a figure: the room's refusals come back on the form with what was typed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from kpi.errors import KpiConflict, KpiError


def answered(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[], object],
    *,
    done: str,
    then: str,
    page: Callable[[int], HttpResponse],
) -> HttpResponse:
    """`page(status)` shows the form as it stands. What a person may not do does not exist for them."""
    if not form.is_valid():
        return page(400)
    try:
        do()
    except KpiError as error:
        form.add_error(None, error.message)
        return page(409 if isinstance(error, KpiConflict) else 400)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, done)
    return HttpResponseRedirect(then)

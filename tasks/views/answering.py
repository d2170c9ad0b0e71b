"""How every page of the room answers a refused act: 409 says who moved it, others stay on the form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tasks.errors import TaskConflict, TaskError


def act(
    request: HttpRequest, do: Callable[[], Any], *, done: str, then: str, again: Callable[[str], HttpResponse]
) -> HttpResponse:
    """Do it and go to `then` with the sentence `done`; `again` shows a TaskError and keeps what was typed."""
    try:
        do()
    except TaskConflict as conflict:
        return render(request, "409.html", {"message": conflict.message}, status=409)
    except TaskError as error:
        return again(error.message)
    messages.success(request, done)
    return redirect(then)

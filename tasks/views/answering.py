"""How every page of the room answers a refused act: 409 says who moved it, others stay on the form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tasks.errors import TaskConflict, TaskError


def form_of_work(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only a POST acts. Whoever had to sign in again is brought here by a GET: the page leads on to the
    work, where the browser still has what was typed."""

    @wraps(view)
    def posted_only(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        if request.method != "POST":
            answer = render(request, "tasks/form_of_work.html", {"pk": pk}, status=405)
            answer["Allow"] = "POST"
            return answer
        return view(request, pk, **more)

    return posted_only


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

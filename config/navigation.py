"""The navigation bar: which pages a person has, and how much waits for them there."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    return {"nav": []}

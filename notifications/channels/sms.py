"""SMS through any gateway that takes JSON over HTTP: the settings say where, which fields and which headers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from django.conf import settings

from notifications.channels.http import Answer, post
from notifications.channels.outcomes import Letter, Outcome, Result

REFUSED_KEY = {401, 403}
LATER = {408, 425, 429}


class Gateway:
    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def deliver(self, letter: Letter) -> Result:
        values = {"{to}": letter.to, "{text}": letter.text, "{id}": letter.tracking}
        body = _filled(settings.SMS_BODY, values)
        return _judge(post(self._session, settings.SMS_URL, json=body, headers=settings.SMS_HEADERS))


@contextmanager
def open_gateway() -> Iterator[Gateway]:
    with requests.Session() as session:
        yield Gateway(session)


def _filled(part: Any, values: dict[str, str]) -> Any:
    """Only inside strings, so no text can add a field."""
    if isinstance(part, dict):
        return {name: _filled(value, values) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, values) for value in part]
    if isinstance(part, str):
        return values.get(part) or _replaced(part, values)
    return part


def _replaced(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        if mark in text:
            return text.replace(mark, value)
    return text


def _judge(answer: Answer) -> Result:
    if answer.trouble:
        return answer.trouble
    if 200 <= answer.status < 300:
        return Result(Outcome.SENT, provider_id=str(answer.content.get("id", ""))[:100])
    words = f"SMS: HTTP {answer.status}"
    if answer.status in REFUSED_KEY:
        return Result(Outcome.ELSEWHERE, words, alarm=True)
    if answer.status in LATER:
        return Result(Outcome.TEMPORARY, words, down=True)
    return Result(Outcome.PERMANENT, words, bad_address=answer.status in (400, 404, 422))

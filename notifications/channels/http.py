"""One POST to a provider, and which failures leave open whether it was taken."""

from dataclasses import dataclass, field
from typing import Any

import requests

from notifications.channels.outcomes import Outcome, Result

TIMEOUT = (5, 15)
NOT_TAKEN = {502, 503}


@dataclass(frozen=True)
class Answer:
    """`trouble` when there is nothing to read in it."""

    status: int = 0
    content: dict[str, Any] = field(default_factory=dict)
    trouble: Result | None = None


def post(session: requests.Session, url: str, **what: Any) -> Answer:
    """Never raises; the words of a failure hold neither the address nor what was sent: both carry secrets."""
    try:
        answer = session.post(url, timeout=TIMEOUT, allow_redirects=False, **what)
    except (requests.ConnectTimeout, requests.exceptions.SSLError) as error:
        return Answer(trouble=_down(type(error).__name__))
    except requests.Timeout:
        return Answer(trouble=Result(Outcome.UNKNOWN, "không có trả lời kịp lúc"))
    except requests.ConnectionError as error:
        refused = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
        return Answer(trouble=_down("không kết nối được") if refused else Result(Outcome.UNKNOWN, "đứt kết nối"))
    except requests.RequestException as error:
        return Answer(trouble=_down(type(error).__name__))
    if answer.status_code in NOT_TAKEN:
        return Answer(answer.status_code, trouble=_down(f"HTTP {answer.status_code}"))
    if answer.status_code >= 500:
        return Answer(answer.status_code, trouble=Result(Outcome.UNKNOWN, f"HTTP {answer.status_code}"))
    return Answer(answer.status_code, _content(answer))


def _content(answer: requests.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _down(words: str) -> Result:
    return Result(Outcome.TEMPORARY, words, down=True)

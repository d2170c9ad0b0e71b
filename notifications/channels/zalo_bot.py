"""Zalo Bot as a plugin of Apprise.

Apprise's own `zalo://` waits 5.5 s between messages and answers yes or no; this one keeps its address, its checks of
the token and its masking, and tells what the failure was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from apprise import NotifyFormat
from apprise.plugins.zalo import NotifyZalo
from django.conf import settings

from notifications.channels.http import Answer, post
from notifications.channels.outcomes import Letter, Outcome, Result

WORDS = {400: "không tìm thấy cuộc trò chuyện", 401: "mã bot không đúng", 404: "không tìm thấy", 429: "quá nhanh"}


class NotifySauroBot(NotifyZalo):
    request_rate_per_sec = 0
    notify_format = NotifyFormat.TEXT

    def __init__(self, *, session: requests.Session, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._session = session
        self.result = Result(Outcome.PERMANENT)

    def send(self, body: str, title: str = "", **kwargs: Any) -> bool:
        url = f"{settings.ZALO_BOT_URL}/bot{self.token}/sendMessage"
        self.result = _judge(post(self._session, url, json={"chat_id": self.targets[0], "text": body}))
        return self.result.outcome is Outcome.SENT


class ZaloBot:
    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def deliver(self, letter: Letter) -> Result:
        plugin = NotifySauroBot(session=self._session, token=settings.ZALO_BOT_TOKEN, targets=[letter.to])
        if not plugin.targets:
            return Result(Outcome.PERMANENT, "mã cuộc trò chuyện không hợp lệ", bad_address=True)
        plugin.notify(body=letter.text)
        return plugin.result

    def updates(self, *, most: int) -> Iterator[dict[str, Any]]:
        """What people wrote, one call each; Zalo gives an update once and says 408 when there is none."""
        url = f"{settings.ZALO_BOT_URL}/bot{settings.ZALO_BOT_TOKEN}/getUpdates"
        for _ in range(most):
            answer = post(self._session, url, json={"timeout": 1})
            if answer.content.get("ok") is not True:
                return
            yield answer.content


@contextmanager
def open_bot() -> Iterator[ZaloBot]:
    with requests.Session() as session:
        yield ZaloBot(session)


def _judge(answer: Answer) -> Result:
    """HTTP may say 200 where the body says no."""
    if answer.trouble:
        return answer.trouble
    if answer.content.get("ok") is True:
        return Result(Outcome.SENT, provider_id=str(answer.content.get("result", {}).get("message_id", ""))[:100])
    code = answer.content.get("error_code") or answer.status
    words = f"Zalo Bot {code}: {WORDS.get(code, 'không nhận tin')}"
    if code == 401:
        return Result(Outcome.TEMPORARY, words, down=True, alarm=True)
    if code in (408, 429):
        return Result(Outcome.TEMPORARY, words, down=True)
    return Result(Outcome.PERMANENT, words, bad_address=code in (400, 403, 404))

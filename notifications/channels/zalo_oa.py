"""Paid template messages of the Zalo Official Account, by phone, as a plugin of Apprise (which has none)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import requests
from apprise import NotifyBase, NotifyFormat
from django.conf import settings

from notifications.channels.http import Answer, post
from notifications.channels.outcomes import Letter, Outcome, Result
from notifications.channels.zalo_tokens import TokenTrouble, access_token

# Zalo answers HTTP 200 with an error number below zero.
TOKEN = {-216, -220, -124}
HUMAN = {*range(-105, -100), -135, -1351, -136, -137, -320, -321, -204, -205, -209, -212, -219, -221, -223, -224}
LATER = {-32, -100, -200, -211}
SPENT = {-144, -147, -1441, -1471, -1472, -115}
NIGHT = {-133, -234}
NEVER = {-108, -118, -114, -119, -139, -140, -141, -213, -217, -227, -230, -232, -244}


class NotifySauroOa(NotifyBase):
    service_name = "Sáu Rõ Zalo Official Account"
    secure_protocol = "zalooa"
    setup_url = ""
    templates = ("{schema}://{host}",)
    request_rate_per_sec = 0
    body_maxlen = 2000
    title_maxlen = 65
    notify_format = NotifyFormat.TEXT

    def __init__(self, *, session: requests.Session, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._session = session
        self.letter: Letter | None = None
        self.result = Result(Outcome.PERMANENT)

    def send(self, body: str, title: str = "", **kwargs: Any) -> bool:
        try:
            self.result = self._send()
        except TokenTrouble as trouble:
            self.result = trouble.result
        return self.result.outcome is Outcome.SENT

    def _send(self) -> Result:
        now = self.letter.at
        token = access_token(self._session, now=now)
        answer = self._post(token)
        if answer.content.get("error") in TOKEN:
            answer = self._post(access_token(self._session, now=now, refused=token))
        return judge(answer, now)

    def _post(self, token: str) -> Answer:
        letter = self.letter
        body = {
            "phone": letter.to,
            "template_id": settings.ZALO_OA_TEMPLATE,
            "template_data": letter.cells,
            "tracking_id": letter.tracking,
        }
        url = f"{settings.ZALO_OA_URL}/message/template"
        return post(self._session, url, json=body, headers={"access_token": token})

    def url(self, privacy: bool = False, **kwargs: Any) -> str:
        return f"{self.secure_protocol}://{self.host}"

    def __len__(self) -> int:
        return 1


class OfficialAccount:
    def __init__(self, plugin: NotifySauroOa) -> None:
        self._plugin = plugin

    def deliver(self, letter: Letter) -> Result:
        self._plugin.letter = letter
        self._plugin.notify(body=letter.text, title=letter.subject)
        return self._plugin.result


@contextmanager
def open_account() -> Iterator[OfficialAccount]:
    with requests.Session() as session:
        yield OfficialAccount(NotifySauroOa(session=session, host="zalo"))


def judge(answer: Answer, now: datetime) -> Result:
    if answer.trouble:
        return answer.trouble
    code = answer.content.get("error")
    if code == 0:
        return Result(Outcome.SENT, provider_id=str((answer.content.get("data") or {}).get("msg_id", ""))[:100])
    words = f"Zalo {code}: {str(answer.content.get('message', ''))[:100]}"
    if code in LATER or code is None:
        return Result(Outcome.TEMPORARY, words, down=True)
    if code in NIGHT:
        return Result(Outcome.TEMPORARY, words, down=True)
    if code in SPENT:
        return Result(Outcome.ELSEWHERE, words, spent=True)
    if code in NEVER:
        return Result(Outcome.ELSEWHERE, words, bad_address=True)
    return Result(Outcome.ELSEWHERE, words, alarm=code in HUMAN | TOKEN)

"""The pair of tokens of the Official Account.

A refresh token works once and its answer holds the next: so one refresher at a time, under the row's lock, and the
new pair is committed before anybody uses it.
"""

import logging
from datetime import datetime, timedelta

import requests
from django.conf import settings
from django.db import transaction

from notifications.channels.http import post
from notifications.channels.outcomes import Outcome, Result
from notifications.channels.sealing import seal, unseal
from notifications.models import ZaloToken

log = logging.getLogger(__name__)

EARLY = timedelta(hours=5)  # of the 25 that an access token lives
LOST = "Zalo không nhận mã làm mới: cần cấp quyền lại cho Official Account"


class TokenTrouble(Exception):
    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(result.error)


def access_token(session: requests.Session, *, now: datetime, refused: str = "") -> str:
    """One that should work; `refused` is one that did not. Raises TokenTrouble."""
    row = ZaloToken.objects.first()
    if row is None:
        raise TokenTrouble(_dead("chưa có mã của Official Account"))
    token = unseal(row.access)
    if token and token != refused and row.expires_at and row.expires_at - EARLY > now:
        return token
    return _refreshed(session, now, refused)


@transaction.atomic
def keep(*, access: str, refresh: str, seconds: int, now: datetime) -> None:
    """The first pair, or one that a person has fetched anew."""
    changes = {"access": seal(access) if access else "", "refresh": seal(refresh), "trouble": "", "refreshed_at": now}
    changes["expires_at"] = now + timedelta(seconds=seconds) if access else now
    ZaloToken.objects.update_or_create(pk=1, defaults=changes)


def _refreshed(session: requests.Session, now: datetime, refused: str) -> str:
    with transaction.atomic():
        row = ZaloToken.objects.select_for_update().get(pk=1)
        token = unseal(row.access)
        if token and token != refused and row.expires_at - EARLY > now:
            return token  # somebody else was faster
        if row.trouble:
            raise TokenTrouble(_dead(row.trouble))
        trouble = _refresh(session, row, now)
        row.save()
    if trouble:
        raise TokenTrouble(trouble)
    log.info("zalo token renewed, good until %s", row.expires_at)
    return unseal(row.access)


def _refresh(session: requests.Session, row: ZaloToken, now: datetime) -> Result | None:
    body = {"app_id": settings.ZALO_OA_APP_ID, "grant_type": "refresh_token", "refresh_token": unseal(row.refresh)}
    headers = {"secret_key": settings.ZALO_OA_APP_SECRET}
    answer = post(session, f"{settings.ZALO_OAUTH_URL}/v4/oa/access_token", data=body, headers=headers)
    if answer.trouble and answer.trouble.down:
        return answer.trouble
    content = answer.content
    if not content.get("access_token") or not content.get("refresh_token"):
        # A lost answer has used the token up as well: trying the same one again cannot help.
        row.trouble = LOST
        return _dead(LOST)
    row.access, row.refresh = seal(content["access_token"]), seal(content["refresh_token"])
    row.expires_at = now + timedelta(seconds=int(content.get("expires_in") or 0))
    row.refreshed_at = now
    return None


def _dead(words: str) -> Result:
    """A person has to mend it; meanwhile the mail carries the lines."""
    return Result(Outcome.ELSEWHERE, words, alarm=True)

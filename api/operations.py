"""Make, find and revoke access tokens."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from api.models import Token
from journal.operations import record
from units.models import User

SEEN_EVERY = timedelta(minutes=1)  # else every read of the API would be a write
SHOWN = 14  # "sauro_" and eight more: enough to tell tokens apart, useless to sign in with


class TokenError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def create_token(*, user: User, name: str, scope: str, now: datetime, days: int | None = None) -> tuple[Token, str]:
    """The row and the secret, which is shown this once and never stored."""
    if days is not None and days < 1:
        raise TokenError("Mã truy cập phải dùng được ít nhất một ngày.")
    secret = f"sauro_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        user=user,
        name=name,
        digest=digest(secret),
        prefix=secret[:SHOWN],
        scope=scope,
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    record("api.token_created", ("user", user.pk), token=token.pk, scope=scope)
    return token, secret


@transaction.atomic
def revoke_token(*, prefix: str, now: datetime) -> Token:
    token = Token.objects.select_for_update(of=("self",)).filter(prefix=prefix, revoked_at=None).first()
    if token is None:
        raise TokenError("Không có mã truy cập nào đang dùng được bắt đầu như vậy.")
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    record("api.token_revoked", ("user", token.user_id), token=token.pk)
    return token


def find_token(secret: str, now: datetime) -> Token | None:
    token = next(iter(Token.objects.usable(now).select_related("user").filter(digest=digest(secret))), None)
    if token:
        unseen = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - SEEN_EVERY)
        if token.last_used_at is None or token.last_used_at < now - SEEN_EVERY:
            Token.objects.filter(unseen, pk=token.pk).update(last_used_at=now)
    return token


def digest(secret: str) -> str:
    """A plain hash is enough: the secret has 256 random bits, nobody can guess it from a list of words."""
    return hashlib.sha256(secret.encode()).hexdigest()

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from api.models import Token
from api.operations import create_token
from units.models import User


@pytest.fixture
def secret_of(db) -> Callable[..., str]:
    def secret_of(user: User, scope: str = Token.Scope.WRITE, **more) -> str:
        return create_token(user=user, name="thử", scope=scope, now=datetime.now(UTC), **more)[1]

    return secret_of


@pytest.fixture
def as_user(secret_of) -> Callable[..., Client]:
    """A client that sends the person's token, as another system would."""

    def as_user(user: User, scope: str = Token.Scope.WRITE) -> Client:
        return Client(headers={"Authorization": f"Bearer {secret_of(user, scope)}"})

    return as_user

"""Who gets in with which token, and what a token may do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from api.models import Token
from api.operations import TokenError, create_token, find_token, revoke_token
from journal.models import Event

URL = "/api/v1/assignments/"
ENDPOINTS = ["plans/", "tasks/", "assignments/", "events/", "units/", "schema/", "assignments/1/moves/"]


def client_with(secret: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("path", ENDPOINTS)
def test_without_a_token_there_is_a_401_that_says_how(db, path):
    answer = Client().get(f"/api/v1/{path}")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 401


def test_a_wrong_expired_revoked_or_orphaned_token_is_refused(cast, secret_of):
    user, now = cast.focal_officer, datetime.now(UTC)
    good = secret_of(user)
    assert client_with(good).get(URL).status_code == 200
    _, old = create_token(user=user, name="cũ", scope="read", now=now - timedelta(days=3), days=2)
    gone = secret_of(user)
    revoke_token(prefix=gone[:14], now=now)
    for secret in (old, gone, "sauro_khongcothat", ""):
        assert client_with(secret).get(URL).status_code == 401
    user.is_active = False
    user.save()
    assert client_with(good).get(URL).status_code == 401


def test_only_the_digest_of_a_token_is_kept(cast, secret_of):
    secret = secret_of(cast.focal_officer)
    token = Token.objects.get()
    assert secret.startswith(token.prefix)
    assert len(token.prefix) < 16
    assert secret not in str(vars(token))
    assert Event.objects.filter(verb="api.token_created", payload__token=token.pk).exists()


def test_the_last_use_is_noted_once_a_minute(cast, secret_of):
    secret, now = secret_of(cast.focal_officer), timezone.now()
    find_token(secret, now)
    find_token(secret, now + timedelta(seconds=30))
    assert Token.objects.get().last_used_at == now
    find_token(secret, now + timedelta(seconds=90))
    assert Token.objects.get().last_used_at == now + timedelta(seconds=90)


def test_a_read_token_reads_and_never_writes(cast, as_user):
    client = as_user(cast.unit_officer, Token.Scope.READ)
    base = f"{URL}{cast.assignment.pk}/"
    assert client.get(base).status_code == 200
    for path in ("updates/", "evidence/", "receive/", "moves/propose/"):
        answer = client.post(base + path, {"percent": 10}, content_type="application/json")
        assert answer.status_code == 403, path
        assert "chỉ đọc" in answer.json()["detail"]


def test_a_person_signed_in_on_the_pages_may_read_and_needs_csrf_to_write(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.unit_officer)
    assert client.get(URL).status_code == 200
    url = f"{URL}{cast.assignment.pk}/updates/"
    assert client.post(url, {"percent": 10}, content_type="application/json").status_code == 403
    cast.assignment.refresh_from_db()
    assert cast.assignment.percent == 0


def test_commands_make_and_revoke_a_token(cast, capsys):
    call_command("create_token", "unit_officer", "--name", "BI", "--write", "--days", "30")
    secret = capsys.readouterr().out.strip()
    token = Token.objects.get()
    assert (token.scope, token.name) == ("write", "BI")
    assert token.expires_at - token.created_at == timedelta(days=30)
    assert client_with(secret).get(URL).status_code == 200
    call_command("revoke_token", secret[:14])
    assert client_with(secret).get(URL).status_code == 401


def test_commands_refuse_in_one_line(cast):
    for arguments in (
        ("create_token", "nobody", "--name", "x"),
        ("create_token", "unit_officer", "--name", "x", "--days", "0"),
        ("revoke_token", "sauro_none"),
    ):
        with pytest.raises(CommandError) as refused:
            call_command(*arguments)
        assert refused.value.returncode == 2
        assert "\n" not in str(refused.value)


def test_a_token_for_no_days_is_refused(cast):
    with pytest.raises(TokenError):
        create_token(user=cast.unit_officer, name="x", scope="read", now=timezone.now(), days=0)

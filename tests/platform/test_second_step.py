"""Signing in by a code after the password: set up, passed, failed, the phone lost; and who must have it."""

import re
import time
from base64 import b32encode

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from journal.models import Event
from tests.factories import PASSWORD
from units.operations import open_admin_pages

PAGE, STEP = "/ho-so/xac-thuc/", "/dang-nhap/buoc-hai/"


def code(user, ahead: int = 0) -> str:
    """What the app shows, so many half minutes from now: a code opens once."""
    totp = TOTP(TOTPDevice.objects.get(user=user).bin_key)
    totp.time = time.time() + 30 * ahead
    return f"{totp.token():06}"


def sign_in(user) -> tuple[Client, object]:
    client = Client()
    return client, client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD, "next": "/viec/"})


def set_up(user) -> list[str]:
    client = Client()
    client.force_login(user)
    page = client.get(PAGE).content.decode()
    key = b32encode(TOTPDevice.objects.get(user=user).bin_key).decode()
    assert key[:4] in page
    assert client.get(f"{PAGE}ma.svg")["Content-Type"] == "image/svg+xml"
    wrong = client.post(PAGE, {"code": "12345x"})
    assert (wrong.status_code, "Mã chưa đúng" in wrong.content.decode()) == (400, True)
    shown = client.post(PAGE, {"code": code(user, -1)}).content.decode()
    assert key[:4] not in client.get(PAGE).content.decode()
    return re.findall(r"<code>(\w+)</code>", shown)


def is_in(client: Client) -> bool:
    return client.get("/ho-so/").status_code == 200


def test_the_password_alone_opens_nothing_and_each_code_opens_once(cast):
    spare = set_up(cast.unit_officer)
    assert len(set(spare)) == 10
    for right in (code(cast.unit_officer), f"{spare[0][:4]} {spare[0][4:]}".upper()):
        client, answer = sign_in(cast.unit_officer)
        assert answer["Location"] == STEP
        assert not is_in(client)
        assert client.post(STEP, {"code": "000000"}).status_code == 400
        assert not is_in(client)
        assert client.post(STEP, {"code": right})["Location"] == "/viec/"
        assert is_in(client)
        again, _ = sign_in(cast.unit_officer)
        assert "đã dùng" in again.post(STEP, {"code": right}).content.decode()


def test_too_many_wrong_codes_shut_the_door_for_a_while(cast):
    set_up(cast.unit_officer)
    client, _ = sign_in(cast.unit_officer)
    for _ in range(5):
        client.post(STEP, {"code": "000000"})
    answer = client.post(STEP, {"code": code(cast.unit_officer)})
    assert "Thử lại sau 15 phút" in answer.content.decode()
    assert not is_in(client)


def test_the_step_is_not_asked_without_a_password_or_long_after_it(cast):
    set_up(cast.unit_officer)
    assert Client().get(STEP)["Location"] == "/dang-nhap/"
    client, _ = sign_in(cast.unit_officer)
    session = client.session
    session["second_step_asked"] |= {"at": time.time() - 301}
    session.save()
    assert client.post(STEP, {"code": code(cast.unit_officer)})["Location"] == "/dang-nhap/"
    assert not is_in(client)


@pytest.mark.parametrize(
    ("who", "must"), [("focal_officer", True), ("admin", True), ("unit_officer", False), ("inspector", False)]
)
def test_focal_officers_and_administrators_set_it_up_before_anything_else(cast, settings, who, must):
    settings.SECOND_STEP_REQUIRED = True
    user = getattr(cast, who)
    client, _ = sign_in(user)
    assert client.get("/ho-so/").status_code == (302 if must else 200)
    if must:
        assert client.get("/viec/")["Location"] == PAGE
        client.get(PAGE)
        assert client.post(PAGE, {"code": code(user)}).status_code == 200
        assert is_in(client)


def test_the_administrators_pages_have_no_door_of_their_own(cast):
    set_up(cast.admin)
    client = Client()
    answer = client.post("/quan-tri/login/", {"username": cast.admin.username, "password": PASSWORD})
    assert answer["Location"] == STEP
    assert client.get("/quan-tri/").status_code == 302


def test_it_is_turned_off_by_a_code_or_for_a_lost_phone_by_an_administrator(cast):
    set_up(cast.unit_officer)
    client = Client()
    client.force_login(cast.unit_officer)
    assert client.post(f"{PAGE}tat/", {"code": "000000"}).status_code == 400
    assert client.post(f"{PAGE}tat/", {"code": code(cast.unit_officer)})["Location"] == PAGE
    set_up(cast.unit_head)
    open_admin_pages(cast.admin)
    admin = Client()
    admin.force_login(cast.admin)
    admin.post("/quan-tri/units/user/", {"action": "remove_second_step", "_selected_action": [cast.unit_head.pk]})
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    verbs = list(Event.objects.filter(verb__startswith="units.second_step").values_list("verb", "actor_id"))
    assert verbs.count(("units.second_step_removed", cast.admin.pk)) == 1
    assert verbs.count(("units.second_step_removed", cast.unit_officer.pk)) == 1

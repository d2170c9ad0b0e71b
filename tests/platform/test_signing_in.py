"""Who tries wrong passwords waits; who only reads changes nothing anywhere."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from journal.models import Event
from tests.factories import PASSWORD
from tests.platform.test_pages import PAGES
from units.models import Attempt


def sign_in(client, name: str, password: str, **more):
    return client.post("/dang-nhap/", {"username": name, "password": password}, **more)


def test_five_wrong_passwords_shut_the_account_for_a_quarter_of_an_hour(client, cast):
    for _ in range(4):
        assert "chưa đúng" in sign_in(client, "unit_officer", "sai").content.decode()
    assert "Thử lại sau 15 phút" in sign_in(client, "unit_officer", "sai").content.decode()
    shut = sign_in(client, "unit_officer", PASSWORD).content.decode()
    assert "Thử lại sau 15 phút" in shut
    assert SESSION_KEY not in client.session
    assert sign_in(client, "unit_head", PASSWORD).status_code == 302
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, "unit_officer", PASSWORD).status_code == 302


def test_a_name_that_nobody_has_is_shut_in_the_same_words(client, cast):
    for _ in range(5):
        sign_in(client, "khong.co", "sai")
    assert "Thử lại sau 15 phút" in sign_in(client, "KHONG.CO", "sai").content.decode()


def test_the_right_password_forgets_the_wrong_ones_before_it(client, cast):
    for _ in range(2):
        for _ in range(4):
            sign_in(client, "unit_officer", "sai")
        assert sign_in(client, "unit_officer", PASSWORD).status_code == 302
        client.logout()


def test_many_names_from_one_address_are_shut_out_from_there_only(client, cast):
    for n in range(50):
        sign_in(client, f"ten{n}", "sai", REMOTE_ADDR="192.0.2.1")
    assert "Thử lại sau" in sign_in(client, "unit_officer", PASSWORD, REMOTE_ADDR="192.0.2.1").content.decode()
    assert sign_in(client, "unit_officer", PASSWORD, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_the_administrators_door_is_shut_with_the_other(client, cast):
    for _ in range(6):
        client.post("/quan-tri/login/", {"username": "unit_officer", "password": "sai"})
    assert "Thử lại sau" in sign_in(client, "unit_officer", PASSWORD).content.decode()


@pytest.mark.parametrize("who", ["inspector", "city_leader"])
def test_who_only_reads_writes_nothing_by_any_address(client, cast, who):
    """Every page of the product is posted to, on rows that exist; the own profile and links of letters aside."""
    values = {"task_pk": cast.assignment.task_id, "doubt_pk": 1, "key": "2026-01", "format": "xlsx", "token": "khong"}
    client.force_login(getattr(cast, who))
    own = {"agenda:profile", "agenda:act_in", "agenda:register", "agenda:set_password"}
    own |= {
        "agenda:one_tap",
        "agenda:new_link",
        "agenda:not_me",
        "agenda:link_opened",
        "notifications:stop",
        "notifications:confirm_mail",
    }
    before = Event.objects.count()
    for name, pattern in PAGES.items():
        if name in own:
            continue
        for pk in (cast.plan.pk, cast.assignment.pk):
            path = "/" + str(pattern.pattern)
            for key, value in (values | {"pk": pk, "move": "send"}).items():
                for kind in ("int", "slug", "str"):
                    path = path.replace(f"<{kind}:{key}>", str(value))
            answer = client.post(
                path, {"unit": cast.ward.pk, "ids": [cast.assignment.pk], "text": "x", "percent": "5"}
            )
            told_item_by_item = (
                name == "tasks:confirm_many"
            )  # its page says of each that it was not theirs to confirm
            assert answer.status_code in (302, 400, 403, 404, 405, 409) or told_item_by_item, name
    assert Event.objects.count() == before
    cast.assignment.refresh_from_db()
    assert (cast.assignment.state, cast.assignment.percent) == ("open", 0)

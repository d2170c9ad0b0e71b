"""Kênh nhận tin: where and when one is written to, made sure by a code."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Address, Channel, Delivery, Preference, Verification
from notifications.operations import ask, compose_digests, confirm, deliver, set_hours
from notifications.operations.stopping import stop_url
from notifications.operations.verifying import code_of
from tests.factories import UserFactory
from tests.notifications.letters import NOW, TODAY, only_letter, say
from units.models import User

pytestmark = pytest.mark.django_db
PAGE = reverse("notifications:places")


@pytest.fixture
def person(client) -> User:
    user = UserFactory(full_name="Nguyễn Thu Hà", email="ha@example.org")
    client.force_login(user)
    return user


def post(client, name: str, *args: object, **data: object) -> str:
    return client.post(reverse(f"notifications:{name}", args=args), data, follow=True).content.decode()


def test_another_mail_address_is_used_only_after_its_code_came_back(client, person, smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    page = post(client, "ask_code", "email", target="rieng@example.org")
    assert "Đã gửi mã tới rieng@example.org" in page
    deliver(now=timezone.now())
    code = code_of(Verification.objects.get())
    assert f"trên Sáu Rõ: {code}" in smtp_server.to("rieng@example.org")[0].get_body(("plain",)).get_content()
    assert code not in Delivery.objects.get().text
    assert not Address.objects.exists()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert "Mã chưa đúng. Còn 4 lần thử." in post(client, "check_code", "email", code=wrong)
    assert "Đã xác nhận địa chỉ." in post(client, "check_code", "email", code=code)
    assert "rieng@example.org" in client.get(PAGE).content.decode()
    assert "Đã bỏ kênh này." in post(client, "forget_channel", "email")


def test_five_wrong_codes_are_the_last(client, person):
    one = ask(user=person, channel=Channel.EMAIL, target="rieng@example.org", now=timezone.now())
    wrong = f"{(int(code_of(one)) + 1) % 1_000_000:06}"
    for _ in range(5):
        post(client, "check_code", "email", code=wrong)
    assert "Mã đã hết hạn" in post(client, "check_code", "email", code=code_of(one))


def test_nobody_sends_codes_without_end(client, person):
    for _ in range(5):
        post(client, "ask_code", "email", target="rieng@example.org")
    assert "Đã gửi 5 mã trong một giờ" in post(client, "ask_code", "email", target="rieng@example.org")


def test_the_link_of_the_letter_confirms_by_post_alone(client, person):
    one = ask(user=person, channel=Channel.EMAIL, target="rieng@example.org", now=timezone.now())
    client.logout()
    link = reverse("notifications:confirm_mail", args=[one.pk, code_of(one)])
    assert client.get(link).status_code == 200
    assert not Address.objects.exists()
    assert client.post(reverse("notifications:confirm_mail", args=[one.pk, "000"])).status_code == 400
    assert client.post(link).status_code == 200
    assert Address.objects.get().target == "rieng@example.org"
    assert client.post(link).status_code == 400


def test_a_phone_is_confirmed_by_sms_and_serves_sms_and_zalo(person, settings):
    settings.SMS_URL = "http://127.0.0.1:9"
    one = ask(user=person, channel=Channel.SMS, target="84987654321", now=NOW)
    confirm(user=person, channel=Channel.SMS, code=code_of(one), now=NOW)
    assert set(Address.objects.values_list("channel", flat=True)) == {"sms", "zalo_oa"}


def test_the_page_offers_what_is_set_up_and_shows_the_code_for_zalo(client, person, zalo):
    assert "Gửi mã qua SMS" not in client.get(PAGE).content.decode()
    post(client, "ask_code", "zalo")
    assert f"LIENKET {code_of(Verification.objects.get())}" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("name", "words"), [("email", "hợp lệ"), ("sms", "10 chữ số")])
def test_what_is_no_address_is_refused_beside_the_field(client, person, settings, name, words):
    settings.SMS_URL = "http://127.0.0.1:9"
    answer = client.post(reverse("notifications:ask_code", args=[name]), {"target": "12"})
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_each_kind_of_message_keeps_a_channel(client, person):
    page = post(client, "choose_channels", shown=["email"], singles=["email"])
    assert "Mỗi loại tin cần ít nhất một kênh" in page
    Address.objects.create(user=person, channel=Channel.APPRISE, target="x", verified_at=NOW)
    assert "Đã lưu" in post(
        client, "choose_channels", shown=["email", "apprise"], singles=["email"], digests=["apprise"]
    )
    say(person)
    say(person, single=True)
    compose_digests(today=TODAY, now=NOW)
    deliver(now=NOW)
    assert set(Delivery.objects.values_list("channel", "key")) >= {("apprise", "digest")}
    assert not Delivery.objects.filter(channel="email", key="digest").exists()


def test_a_digest_waits_for_the_hour_of_its_reader_and_quiet_hours_are_kept(person):
    set_hours(user=person, digest_time=time(13, 30), quiet_from=time(21), quiet_to=time(9))
    say(person)
    compose_digests(today=TODAY, now=NOW)
    assert only_letter().next_try_at == NOW.replace(hour=13, minute=30)
    say(person, single=True)
    assert deliver(now=NOW) == {}
    single = Delivery.objects.exclude(key="digest").get()
    assert single.next_try_at == NOW.replace(hour=9)
    assert deliver(now=NOW.replace(hour=14)) == {"sent": 2}


def test_quiet_hours_need_both_ends(client, person):
    answer = client.post(reverse("notifications:hours"), {"quiet_from": "21:00"})
    assert "cần cả hai đầu" in answer.content.decode()
    assert "Đã lưu giờ nhận tin." in post(client, "hours", digest_time="08:30")
    assert Preference.objects.get().digest_time == time(8, 30)


class TestStopping:
    @pytest.fixture
    def letter(self, person) -> Delivery:
        say(person)
        compose_digests(today=TODAY, now=NOW)
        return only_letter()

    def test_one_post_of_a_mail_program_stops_the_digests_to_this_address_alone(self, client, letter, person):
        client.logout()
        link = stop_url(letter).removeprefix("http://localhost:8000")
        assert link in letter.html
        assert client.get(link).status_code == 200
        assert not Address.objects.exists()
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert "Đã thôi gửi bản gộp tới <b>ha@example.org</b>" in answer.content.decode()
        say(person)
        say(person, single=True)
        compose_digests(today=TODAY + timedelta(days=3), now=NOW + timedelta(days=3))
        later = Delivery.objects.get(day=TODAY + timedelta(days=3))
        assert (later.state, later.reason) == ("skipped", "người nhận đã thôi nhận bản gộp")
        assert deliver(now=NOW + timedelta(days=3)) == {"sent": 1}
        client.post(link, {"action": "again"})
        assert Address.objects.get().digests

    def test_a_link_to_an_address_that_changed_stops_nothing(self, client, letter, person):
        link = stop_url(letter).removeprefix("http://localhost:8000")
        person.email = "moi@example.org"
        person.save()
        assert client.post(link).status_code == 404
        assert client.post(link[:-2] + "0/").status_code == 404
        assert not Address.objects.exists()

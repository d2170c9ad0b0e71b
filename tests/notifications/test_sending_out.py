"""SMS gateways, groups of units, guests before go-live, addresses that fail."""

import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse

from notifications.channels.groups import NotAllowed, check_url
from notifications.channels.sealing import seal, unseal
from notifications.models import Address, Budget, Channel, Delivery, Message, Opening
from notifications.operations import compose_digests, deliver
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from tests.notifications.letters import NOW, TODAY, say
from units.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened")]
State = Delivery.State


@pytest.fixture
def gateway(settings) -> Iterator[HTTPServer]:
    """`server.status` is what it answers, `server.taken` what it was given."""

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.taken.append((json.loads(body), self.headers["X-Key"]))
            self.send_response(self.server.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Taking)
    server.status, server.taken = 200, []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_BODY = {"to": "{to}", "parts": [{"content": "SauRo {text}"}], "ref": "{id}"}
    settings.SMS_HEADERS = {"X-Key": "a key"}
    yield server
    server.shutdown()
    server.server_close()


def text_somebody() -> None:
    person = UserFactory()
    Address.objects.create(user=person, channel=Channel.SMS, target="84987654321", verified_at=NOW)
    words = 'Rà soát "dữ liệu", {id} ' + "đất đai " * 30
    say(person, subject=("assignment", 1), text=words, channels=("sms",), single=True)


def test_a_gateway_gets_the_fields_that_the_settings_name(gateway):
    text_somebody()
    assert deliver(now=NOW) == {"sent": 1}
    [(body, key)] = gateway.taken
    words = body["parts"][0]["content"].removeprefix("SauRo ")
    assert (body["to"], body["ref"], key) == ("84987654321", Delivery.objects.get().tracking, "a key")
    assert words.startswith('Sau Ro: Ra soat "du lieu", {id} dat dai')
    assert len(words) <= 160
    assert words.isascii()


@pytest.mark.parametrize(
    ("status", "states"),
    [(429, {"sms": "failed_temporary"}), (400, {"sms": "failed", "email": "sent"}), (401, {"sms": "rerouted"})],
)
def test_what_a_gateway_refuses_is_judged_by_its_answer(gateway, status, states):
    gateway.status = status
    text_somebody()
    deliver(now=NOW)
    found = dict(Delivery.objects.values_list("channel", "state"))
    assert found.items() >= states.items()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.org",
        "jsons://127.0.0.1/x",
        "jsons://10.0.0.8/x",
        "jsons://localhost",
        "x",
    ],
)
def test_a_group_must_be_of_an_allowed_kind_and_outside_the_house(url):
    with pytest.raises(NotAllowed):
        check_url(url)


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # one of Apprise's plugins asks for it
def test_a_group_is_kept_sealed_and_shown_masked():
    url = "tgram://123456789:abcdefg_hijklmnop/987654321"
    assert "abcdefg" not in check_url(url)
    assert "abcdefg" not in seal(url)
    assert unseal(seal(url)) == url
    assert unseal("nonsense") == ""


def test_the_units_own_group_reads_along(settings):
    member = MembershipFactory()
    Address.objects.create(unit=member.unit, channel=Channel.APPRISE, target="tgram://…", verified_at=NOW)
    say(to_unit_id=member.unit_id)
    say(member.user, of_unit_id=member.unit_id)
    say(member.user, personal=True)
    compose_digests(today=TODAY, now=NOW)
    assert Message.objects.filter(unit=member.unit, channels="apprise").count() == 2
    assert Delivery.objects.filter(unit=member.unit, channel="apprise").count() == 1
    assert not Delivery.objects.filter(unit=member.unit, channel="email").exists()


def test_before_the_opening_only_guests_are_written_to(opened):
    guest, stranger, unit = UserFactory(), UserFactory(), UnitFactory()
    Opening.objects.update(everyone=False)
    opened.people.add(guest)
    opened.units.add(unit)
    say(guest)
    say(stranger)
    say(to_unit_id=unit.pk)
    compose_digests(today=TODAY, now=NOW)
    assert deliver(now=NOW) == {"sent": 2, "skipped": 1}
    assert Delivery.objects.get(user=stranger).reason == "chưa mở gửi cho mọi người"
    Opening.objects.update(everyone=True)
    say(stranger, single=True)
    assert deliver(now=NOW) == {"sent": 1}


def test_a_mailbox_that_does_not_exist_is_marked_once_and_the_unit_hears_of_it(smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    member = MembershipFactory(user__email="gone@example.org")
    head = MembershipFactory(unit=member.unit, role=Membership.Role.COORDINATOR)
    smtp_server.refused.add("gone@example.org")
    say(member.user)
    compose_digests(today=TODAY, now=NOW)
    assert deliver(now=NOW) == {"failed": 1}
    assert Address.objects.get().failed_at is not None
    assert Message.objects.get(kind="address_failed").user == head.user
    say(member.user, single=True)
    deliver(now=NOW)
    assert "địa chỉ không nhận được thư từ" in Delivery.objects.get(user=member.user, state=State.SKIPPED).reason
    member.user.email = "found@example.org"
    member.user.save()
    say(member.user, single=True)
    assert deliver(now=NOW) == {"sent": 1}


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # one of Apprise's plugins asks for it
def test_an_administrator_names_a_group_that_nobody_can_read_again(admin_client):
    unit = UnitFactory()
    add = reverse("admin:notifications_address_add")
    given = {"unit": unit.pk, "channel": "apprise", "digests": "on", "singles": "on", "url": "jsons://10.1.2.3/x"}
    assert "mạng nội bộ" in admin_client.post(add, given).content.decode()
    url = "tgram://123456789:abcdefg_hijklmnop/987654321"
    assert admin_client.post(add, given | {"url": url}).status_code == 302
    address = Address.objects.get()
    assert unseal(address.sealed) == url
    page = admin_client.get(reverse("admin:notifications_address_change", args=[address.pk])).content.decode()
    assert "abcdefg" not in page + address.target + address.sealed


def report(client, settings, body: object, secret: str = "a secret", **headers: str) -> int:
    settings.SMS_RECEIPT_SECRET = "a secret"
    raw = json.dumps(body).encode()
    headers = headers or {"HTTP_X_SIGNATURE": hmac.new(secret.encode(), raw, "sha256").hexdigest()}
    url = reverse("notifications:sms_gateway")
    return client.post(url, raw, content_type="application/json", **headers).status_code


def test_a_report_of_arrival_is_taken_once_and_only_from_the_gateway(client, gateway, settings):
    text_somebody()
    deliver(now=NOW)
    sent = Delivery.objects.get()
    told = {"id": sent.tracking, "status": "DELIVRD"}
    assert report(client, settings, told, secret="another") == 403
    assert report(client, settings, told, HTTP_AUTHORIZATION="Bearer another") == 403
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert report(client, settings, told, HTTP_AUTHORIZATION="Bearer a secret") == 200
    sent.refresh_from_db()
    assert (sent.state, bool(sent.delivered_at)) == ("delivered", True)
    assert report(client, settings, [told | {"status": "failed"}, told]) == 200
    sent.refresh_from_db()
    assert sent.state == "delivered"


def test_what_the_network_could_not_deliver_goes_by_mail_and_a_dead_number_is_marked(client, gateway, settings):
    text_somebody()
    deliver(now=NOW)
    sent = Delivery.objects.get()
    for _ in range(2):
        assert report(client, settings, {"id": sent.tracking, "status": "invalid"}) == 200
    sent.refresh_from_db()
    assert (sent.state, sent.error) == ("failed", "nhà mạng báo không đến: invalid")
    assert Delivery.objects.filter(channel="email", instead_of=sent).count() == 1
    assert Address.objects.get(channel="sms").failed_at


@pytest.mark.parametrize("body", ["x", 1, None, {"id": "sauro-x"}, {"id": [1], "status": {}}, [1, None, {}]])
def test_a_report_that_says_nothing_changes_nothing(client, gateway, settings, body):
    text_somebody()
    deliver(now=NOW)
    assert report(client, settings, body) in (200, 400)
    assert Delivery.objects.get().state == "sent"


def test_a_mailbox_of_a_unit_that_takes_nothing_is_told_to_the_administrators(smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    admin = MembershipFactory(role=Membership.Role.ADMIN).user
    unit = UnitFactory(official_mailbox="gone@example.org")
    smtp_server.refused.add("gone@example.org")
    say(to_unit_id=unit.pk)
    compose_digests(today=TODAY, now=NOW)
    deliver(now=NOW)
    assert Message.objects.get(kind="mailbox_failed").user == admin


def test_mail_beyond_its_budget_waits_for_another_day_and_is_not_lost():
    Budget.objects.create(channel=Channel.EMAIL, per_day=1)
    for person in UserFactory.create_batch(3):
        say(person)
    compose_digests(today=TODAY, now=NOW)
    assert deliver(now=NOW) == {"sent": 1, "queued": 2}
    assert deliver(now=NOW) == {}
    held = Delivery.objects.filter(state="queued")
    assert set(held.values_list("error", "attempts")) == {("hết hạn mức 1 tin của ngày", 0)}
    Budget.objects.update(per_day=None)
    assert deliver(now=NOW + timedelta(days=1)) == {"sent": 2}

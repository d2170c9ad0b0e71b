import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.models import Delivery
from notifications.operations import compose_digests, deliver
from tests.factories import UserFactory
from tests.notifications.letters import NOW, TODAY, only_letter, say

pytestmark = pytest.mark.django_db
MAILBOX = reverse("notifications:mailbox")


@pytest.fixture(autouse=True)
def demo(settings):
    settings.EMAIL_URL, settings.EMBEDDED = "", True


@pytest.fixture
def person():
    return UserFactory(full_name="Nguyễn Thu Hà", email="ha@example.org")


@pytest.fixture
def letter(person) -> Delivery:
    say(person, text="Cần bổ sung: IV.2.3.2, đến 03/12")
    compose_digests(today=TODAY)
    deliver(now=NOW)
    return only_letter()


def test_everyone_in_the_demo_sees_who_was_written_what_and_when(client, letter):
    client.force_login(UserFactory())
    page = client.get(MAILBOX).content.decode()
    for words in ("Nguyễn Thu Hà", "ha@example.org", letter.subject, "30/01/2026", "08:00"):
        assert words in page


def test_a_letter_is_shown_in_a_frame_that_can_run_nothing(client, letter, person):
    client.force_login(person)
    page = client.get(reverse("notifications:letter", args=[letter.pk])).content.decode()
    body = client.get(reverse("notifications:letter_body", args=[letter.pk]))
    assert reverse("notifications:letter_body", args=[letter.pk]) in page
    assert "Kính gửi Nguyễn Thu Hà" in page
    assert "Cần bổ sung: IV.2.3.2" in body.content.decode()
    policy = body.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy


def test_an_empty_mailbox_says_when_letters_come(client, person):
    client.force_login(person)
    assert "Chưa có thư nào." in client.get(MAILBOX).content.decode()


def test_with_a_mail_server_there_is_no_demo_mailbox(client, letter, person, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:25"
    client.force_login(person)
    for url in (
        MAILBOX,
        reverse("notifications:letter", args=[letter.pk]),
        reverse("notifications:letter_body", args=[letter.pk]),
    ):
        assert client.get(url).status_code == 404


def test_outside_the_demo_people_see_their_own_letters_only(client, letter, person, settings):
    settings.EMBEDDED = False
    client.force_login(UserFactory())
    assert letter.subject not in client.get(MAILBOX).content.decode()
    assert client.get(reverse("notifications:letter_body", args=[letter.pk])).status_code == 404
    client.force_login(person)
    assert letter.subject in client.get(MAILBOX).content.decode()


def test_strangers_are_asked_to_sign_in(client, letter):
    assert client.get(MAILBOX).status_code == 302


def test_many_letters_come_in_pages_and_cost_no_more_queries(client, person, letter):
    client.force_login(person)
    with CaptureQueriesContext(connection) as for_one:
        client.get(MAILBOX)
    for user in UserFactory.create_batch(60):
        say(user, text=f"Tin của {user.username}")
    compose_digests(today=TODAY)
    deliver(now=NOW)
    with CaptureQueriesContext(connection) as for_many:
        first = client.get(MAILBOX).content.decode()
    second = client.get(f"{MAILBOX}?tu=50").content.decode()
    assert len(for_one) == len(for_many)
    assert (first.count("data-row"), second.count("data-row")) == (50, 11)
    assert client.get(f"{MAILBOX}?tu=x").status_code == 404


def test_an_admin_reads_the_ledger_but_not_the_letters(admin_client, letter):
    page = admin_client.get(reverse("admin:notifications_delivery_changelist")).content.decode()
    assert "ha@example.org" in page
    detail = admin_client.get(reverse("admin:notifications_delivery_change", args=[letter.pk])).content.decode()
    assert letter.message_id.strip("<>") in detail
    assert "Cần bổ sung" not in detail

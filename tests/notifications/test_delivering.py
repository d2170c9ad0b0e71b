from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications import kinds
from notifications.models import Delivery, Message
from notifications.operations import compose_digests, deliver
from tests.factories import UserFactory
from tests.notifications.letters import NOW, TODAY, only_letter, say

pytest_plugins = ["tests.notifications.scripted"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened")]
State = Delivery.State
MINUTE = timedelta(minutes=1)


def letters_to(*names: str) -> None:
    for name in names:
        say(UserFactory(full_name=name, email=f"{name}@example.org"), text="Chờ duyệt: A.1 Rà soát dữ liệu")
    compose_digests(today=TODAY)


def states() -> dict[str, str]:
    return {letter.target.split("@")[0]: letter.state for letter in Delivery.objects.all()}


def test_letters_arrive_as_composed_over_one_connection(smtp_server, settings):
    settings.EMAIL_URL, settings.EMAIL_FROM = smtp_server.url, "Sáu Rõ <nhac-viec@example.org>"
    letters_to("ha", "lan", "minh")
    assert deliver(now=NOW) == {"sent": 3}
    [mail] = smtp_server.to("ha@example.org")
    letter = Delivery.objects.get(target="ha@example.org")
    assert mail["Subject"] == "[Sáu Rõ] Chờ duyệt: A.1 Rà soát dữ liệu"
    assert mail["From"] == "Sáu Rõ <nhac-viec@example.org>"
    assert mail["Message-ID"] == letter.message_id
    assert mail["List-Unsubscribe"].startswith("<http://localhost:8000/thoi-nhan/u")
    assert mail["List-Unsubscribe"].endswith(">, <mailto:nhac-viec@example.org?subject=unsubscribe>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.get_body(("plain",)).get_content().split() == letter.text.split()
    assert mail.get_body(("html",)).get_content().split() == letter.html.split()
    assert letter.sent_at - NOW < MINUTE
    assert mail["Date"].datetime - NOW < MINUTE


def test_a_sent_letter_is_not_sent_again(smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    letters_to("ha")
    assert [deliver(now=NOW), deliver(now=NOW + 60 * MINUTE)] == [{"sent": 1}, {}]
    assert len(smtp_server.messages) == 1


def test_a_refused_mailbox_is_given_up_and_the_others_are_reached(smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    smtp_server.refused.add("lan@example.org")
    letters_to("ha", "lan", "minh")
    assert deliver(now=NOW) == {"sent": 2, "failed": 1}
    assert states() == {"ha": "sent", "lan": "failed", "minh": "sent"}
    assert "550 No such mailbox" in Delivery.objects.get(state=State.FAILED).error
    assert deliver(now=NOW + timedelta(days=1)) == {}


@pytest.mark.parametrize("word", ["RCPT", "DATA", "LETTER"])
def test_a_temporary_error_is_tried_again_after_a_growing_wait(word, scripted, settings):
    settings.EMAIL_URL = scripted.url
    scripted.script[word] = ["451 later"]
    letters_to("ha", "lan")
    assert deliver(now=NOW) == {"failed_temporary": 1, "sent": 1}
    scripted.script[word] = ["451 later"]
    assert deliver(now=NOW + 0.5 * MINUTE) == {}
    assert deliver(now=NOW + 2 * MINUTE) == {"failed_temporary": 1}
    assert deliver(now=NOW + 6 * MINUTE) == {}
    assert deliver(now=NOW + 8 * MINUTE) == {"sent": 1}
    assert scripted.connections == 3


@pytest.mark.parametrize("word", ["RCPT", "DATA", "LETTER"])
def test_a_permanent_error_is_not_tried_again(word, scripted, settings):
    settings.EMAIL_URL = scripted.url
    scripted.script[word] = ["554 no"]
    letters_to("ha", "lan")
    assert deliver(now=NOW) == {"failed": 1, "sent": 1}
    assert Delivery.objects.get(state=State.FAILED).error == "554 no"


def test_a_letter_that_may_have_arrived_goes_again_under_the_same_number(scripted, settings):
    settings.EMAIL_URL = scripted.url
    scripted.script["LETTER"] = ["hang up"]
    letters_to("ha")
    assert deliver(now=NOW) == {"unknown": 1}
    assert deliver(now=NOW + 2 * MINUTE) == {"sent": 1}
    first, second = scripted.letters
    number = f"Message-ID: {only_letter().message_id}"
    assert number in first
    assert number in second


def test_a_connection_that_dies_between_letters_is_opened_again(scripted, settings):
    settings.EMAIL_URL = scripted.url
    scripted.script["MAIL"] = ["250 fine", "hang up"]
    letters_to("ha", "lan", "minh")
    assert deliver(now=NOW) == {"sent": 3}
    assert (scripted.connections, len(scripted.letters)) == (2, 3)


@pytest.mark.parametrize("answers", [{"MAIL": ["550 unknown sender"]}, {"EHLO": ["421 closing"] * 9}])
def test_a_fault_that_is_not_the_letters_stops_the_run_and_condemns_none(answers, scripted, settings):
    settings.EMAIL_URL = scripted.url
    scripted.script.update(answers, HELO=["421 closing"] * 9 if "EHLO" in answers else [])
    letters_to("ha", "lan")
    assert deliver(now=NOW) == {"failed_temporary": 1}
    assert states() == {"ha": "failed_temporary", "lan": "queued"}
    assert Delivery.objects.get(state=State.QUEUED).attempts == 0


def test_a_server_that_is_away_costs_one_try(settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    letters_to("ha", "lan")
    assert deliver(now=NOW) == {"failed_temporary": 1}
    assert "ConnectionRefusedError" in Delivery.objects.get(state=State.FAILED_TEMPORARY).error


def test_after_many_attempts_a_letter_is_given_up(scripted, settings):
    settings.EMAIL_URL = scripted.url
    scripted.script["RCPT"] = ["451 later"] * 99
    letters_to("ha")
    for day in range(20):
        deliver(now=NOW + timedelta(days=day))
    assert (only_letter().state, only_letter().attempts) == (State.FAILED, 14)


def test_an_address_that_cannot_be_one_is_given_up_without_asking_the_server(smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    say(UserFactory(email="hà nội@example.org"))
    compose_digests(today=TODAY)
    assert deliver(now=NOW) == {"failed": 1}


def test_lines_that_no_longer_hold_are_dropped_right_before_sending(smtp_server, settings, monkeypatch):
    settings.EMAIL_URL = smtp_server.url
    done = set()
    monkeypatch.setitem(kinds.outdated, "asks", lambda messages: messages.filter(pk__in=done))
    both, one = UserFactory(email="both@example.org"), UserFactory(email="one@example.org")
    gone, also = say(both, kind="asks", text="Đã xong"), say(one, kind="asks")
    say(both, kind="asks", text="Còn phải làm")
    compose_digests(today=TODAY)
    done.update({gone.pk, also.pk})
    assert deliver(now=NOW) == {"skipped": 1, "sent": 1}
    [mail] = smtp_server.messages
    assert mail["Subject"] == "[Sáu Rõ] Còn phải làm"
    assert "Đã xong" not in mail.get_body(("plain",)).get_content()
    skipped = Delivery.objects.get(state=State.SKIPPED)
    assert (skipped.target, skipped.reason) == ("one@example.org", "việc đã xong hoặc đã đổi hạn trước khi gửi")


def test_a_letter_left_by_a_dead_worker_is_sent_after_ten_minutes(smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    letters_to("ha")
    Delivery.objects.update(state=State.SENDING, claimed_at=NOW, attempts=1)
    assert deliver(now=NOW + 9 * MINUTE) == {}
    assert deliver(now=NOW + 11 * MINUTE) == {"sent": 1}


def test_the_limit_is_kept(settings):
    letters_to("ha", "lan", "minh")
    assert deliver(now=NOW, limit=2) == {"sent": 2}


def test_without_a_mail_server_letters_stay_here(settings):
    settings.EMAIL_URL = ""
    letters_to("ha")
    assert deliver(now=NOW) == {"sent": 1}


def test_a_letter_costs_one_query_of_its_own_however_many_wait():
    counts = []
    for names in (["a"], [f"n{n}" for n in range(20)]):
        letters_to(*names)
        with CaptureQueriesContext(connection) as queries:
            assert deliver(now=NOW) == {"sent": len(names)}
        counts.append(len(queries) - len(names))
        Delivery.objects.all().delete()
        Message.objects.all().delete()
    assert counts[0] == counts[1] <= 24

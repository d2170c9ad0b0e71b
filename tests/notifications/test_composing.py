from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications import kinds
from notifications.models import Address, Delivery, Message
from notifications.operations import compose_digests, deliver
from notifications.operations.composing import compose_letters
from tests.factories import UnitFactory, UserFactory
from tests.notifications.letters import NOW, TODAY, only_letter, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(full_name="Nguyễn Thu Hà", email="ha@example.org")


def reminder(person, number: int, due: date, **changes):
    facts = {"kind": "due", "subject": ("assignment", number), "path": f"/viec/{number}/", "due_date": due}
    return say(person, **{**facts, "text": f"A.{number} Rà soát", "dedupe": str(due), **changes})


def test_a_person_gets_one_digest_a_day_that_counts_what_is_late_and_soon(person):
    reminder(person, 1, date(2025, 12, 10))
    for number in (2, 3):
        reminder(person, number, TODAY + timedelta(number))
    assert compose_digests(today=TODAY) == 1
    letter = only_letter()
    assert letter.subject == "[Sáu Rõ] 1 việc quá hạn, 2 việc đến hạn trong 7 ngày"
    assert letter.target == "ha@example.org"
    assert letter.text.index("Quá hạn 51 ngày: A.1") < letter.text.index("Còn 2 ngày: A.2")
    assert "Kính gửi Nguyễn Thu Hà. Thứ Sáu, 30/01/2026." in letter.text
    assert "Mở việc này" in letter.html
    assert "http://localhost:8000/viec/1/" in letter.html
    assert set(Message.objects.values_list("deliveries", flat=True)) == {letter.pk}


def test_what_comes_after_the_digest_waits_for_the_next_day(person):
    say(person)
    compose_digests(today=TODAY)
    later = say(person)
    assert compose_digests(today=TODAY) == 0
    assert compose_digests(today=TODAY + timedelta(3)) == 1
    later.refresh_from_db()
    assert later.deliveries.get().day == TODAY + timedelta(3)


def test_nobody_gets_an_empty_digest(person):
    assert compose_digests(today=TODAY) == 0


def test_a_lone_message_is_the_subject_itself(person):
    say(person, text="3 việc mới từ KH 131/KH-UBND, ghi người thực hiện")
    compose_digests(today=TODAY)
    assert only_letter().subject == "[Sáu Rõ] 3 việc mới từ KH 131/KH-UBND, ghi người thực hiện"


def test_other_messages_are_counted_by_their_noun(person):
    reminder(person, 1, TODAY)
    say(person, counted="việc chờ duyệt")
    say(person, counted="việc chờ duyệt")
    compose_digests(today=TODAY)
    assert only_letter().subject == "[Sáu Rõ] 1 việc đến hạn trong 7 ngày, 2 việc chờ duyệt"


def test_five_lines_are_shown_and_the_rest_is_a_link(person):
    for number in range(8):
        reminder(person, number, TODAY + timedelta(number))
    compose_digests(today=TODAY)
    letter = only_letter()
    assert letter.html.count("Mở việc này") == 5
    assert "Xem cả 8 việc" in letter.html
    assert "Xem cả 8 việc: http://localhost:8000/" in letter.text


def test_of_two_reminders_of_the_same_work_the_newest_is_shown(person):
    reminder(person, 1, TODAY, text="Tin cũ")
    reminder(person, 1, TODAY + timedelta(1), text="Tin mới")
    compose_digests(today=TODAY)
    assert "Tin cũ" not in only_letter().text
    assert only_letter().subject == "[Sáu Rõ] 1 việc đến hạn trong 7 ngày"


def test_words_of_the_plan_cannot_become_markup(person):
    say(person, text="<b>A</b> & B")
    compose_digests(today=TODAY)
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B" in only_letter().html
    assert "<b>A</b> & B" in only_letter().text


def test_an_unsent_digest_is_taken_into_the_next_one(person):
    say(person)
    compose_digests(today=TODAY)
    say(person)
    compose_digests(today=TODAY + timedelta(3))
    old, new = Delivery.objects.order_by("day")
    assert (old.state, old.messages.count()) == (Delivery.State.SKIPPED, 0)
    assert (new.state, new.messages.count()) == (Delivery.State.QUEUED, 2)


def test_a_letter_of_its_own_is_not_put_into_the_digest(person):
    say(person, text="Cần bổ sung: IV.2.3.2, đến 03/12", single=True)
    assert compose_digests(today=TODAY) == 0
    assert compose_letters(now=NOW) == 1
    assert compose_letters(now=NOW) == 0
    assert only_letter().subject == "[Sáu Rõ] Cần bổ sung: IV.2.3.2, đến 03/12"


def test_a_unit_is_written_to_at_its_mailbox_or_the_address_it_gave():
    unit = UnitFactory(name="UBND xã Đan Phượng", official_mailbox="vanthu@example.org")
    other = UnitFactory()
    Address.objects.create(unit=other, target="khac@example.org", verified_at=NOW)
    say(to_unit_id=unit.pk)
    say(to_unit_id=other.pk)
    compose_digests(today=TODAY)
    targets = dict(Delivery.objects.values_list("unit", "target"))
    assert targets == {unit.pk: "vanthu@example.org", other.pk: "khac@example.org"}
    assert "đơn vị chưa có đầu mối" in Delivery.objects.get(unit=unit).text


def test_a_person_without_any_address_is_named_in_the_ledger(person):
    person.email = ""
    person.save()
    say(person)
    compose_digests(today=TODAY)
    assert (only_letter().state, only_letter().reason) == ("skipped", "chưa có địa chỉ nhận thư")
    assert deliver(now=NOW) == {}


def test_what_no_longer_holds_is_left_out(person, monkeypatch):
    kept, gone = say(person, kind="asks"), say(person, kind="asks")
    monkeypatch.setitem(kinds.outdated, "asks", lambda messages: messages.filter(pk=gone.pk))
    compose_digests(today=TODAY)
    assert [m.pk for m in only_letter().messages.all()] == [kept.pk]
    gone.refresh_from_db()
    assert gone.obsolete_at is not None


def test_composing_costs_the_same_for_one_person_and_for_many():
    counts = []
    for number, people in enumerate((UserFactory.create_batch(1), UserFactory.create_batch(20))):
        for one in people:
            say(one)
        with CaptureQueriesContext(connection) as queries:
            compose_digests(today=TODAY + timedelta(number))
        counts.append(len(queries))
        deliver(now=NOW)
    assert counts[0] == counts[1] <= 23

"""“Đã nắm, sẽ xong ngày …” from the link of a letter, and what it holds."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agenda.errors import AgendaError
from agenda.ladder import RungSpec
from agenda.models import Acknowledgement
from agenda.operations import acknowledge, acknowledge_by_link, remind, save_ladder
from journal.models import Event
from notifications.models import Delivery, Message, SignedLink
from notifications.operations import deliver, fill, post
from tasks.models import Assignment, RegisteredMilestone
from tasks.notices import supplement_requested
from tests.authority.acts import told
from tests.cast import HANOI, NOW

pytestmark = pytest.mark.django_db


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=HANOI)


@pytest.fixture
def letter(cast, settings) -> Delivery:
    """Of today, about the cast's work, due yesterday."""
    settings.EMAIL_URL = ""
    today = timezone.localdate()
    Assignment.objects.update(officer=cast.unit_officer, due_date=today - timedelta(days=1))
    save_ladder(plan_id=cast.plan.pk, actor=cast.focal_officer, rungs=[RungSpec(1, ("officer",), every=1)], now=NOW)
    remind(today=_work_day(today))
    deliver(now=timezone.now())
    return Delivery.objects.get()


def _work_day(today: date) -> date:
    return today + timedelta(days=max(0, 7 - today.weekday()) if today.weekday() >= 5 else 0)


def link_of(letter: Delivery) -> str:
    return re.search(r"(/mot-cham/[^/\s]+/)", fill(letter.text, letter))[1]


def test_opening_the_link_changes_nothing_and_leaks_nothing(client, letter, cast):
    rows = (Event.objects.count(), Acknowledgement.objects.count(), SignedLink.objects.get().used_at)
    page = client.get(link_of(letter))
    assert page.status_code == 200
    assert (Event.objects.count(), Acknowledgement.objects.count(), SignedLink.objects.get().used_at) == rows
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    words = page.content.decode()
    assert str(cast.unit_officer) in words
    assert cast.assignment.task.code in words
    assert link_of(letter).split("/")[2] not in letter.text  # what is stored holds a mark


def test_posting_acknowledges_and_no_more(client, letter, cast):
    url, day = link_of(letter), timezone.localdate() + timedelta(days=3)
    assert client.post(url, {"expected_date": day.isoformat()}).status_code == 302
    said = Acknowledgement.objects.get()
    assert (said.user, said.expected_date, said.held_until) == (cast.unit_officer, day, day)
    page = client.get(url).content.decode()
    assert "Đã ghi: đã nắm" in page
    assert f"{day:%d/%m/%Y}" in page
    later = day + timedelta(days=9)
    client.post(url, {"expected_date": later.isoformat()})
    assert Acknowledgement.objects.latest("pk").expected_date == later
    assert Acknowledgement.objects.latest("pk").held_until == timezone.localdate() + timedelta(days=5)
    cast.assignment.refresh_from_db()
    assert cast.assignment.percent == 0
    assert cast.assignment.state == "open"


@pytest.mark.parametrize("text", ["", "abc", "2020-01-01", "2999-01-01", "31/02/2026"])
def test_a_day_that_cannot_be_is_refused_in_words(client, letter, text):
    page = client.post(link_of(letter), {"expected_date": text})
    assert page.status_code == 400
    assert not Acknowledgement.objects.exists()


def test_signed_in_the_link_leads_to_the_work(client, letter, cast):
    client.force_login(cast.unit_officer)
    assert client.get(link_of(letter)).url == f"/viec/{cast.assignment.pk}/"


def test_work_that_left_the_unit_or_got_another_date_closes_the_link(client, letter, cast):
    url = link_of(letter)
    Assignment.objects.update(due_date=timezone.localdate() + timedelta(days=40))
    assert client.get(url).status_code == 410
    assert client.post(url, {"expected_date": timezone.localdate().isoformat()}).status_code == 410
    assert not Acknowledgement.objects.exists()


def test_an_expired_link_sends_a_new_one_to_the_same_address_and_an_unknown_one_says_the_same(client, letter, cast):
    url = link_of(letter)
    SignedLink.objects.update(expires_at=timezone.now())
    closed, unknown = client.get(url), client.get("/mot-cham/khong-co/")
    assert closed.status_code == unknown.status_code == 410
    assert closed.content.decode().count("Gửi liên kết mới") == unknown.content.decode().count("Gửi liên kết mới")
    answers = [client.post(f"{path}gui-lai/").content for path in (url, "/mot-cham/khong-co/")]
    assert answers[0] == answers[1]
    client.post(f"{url}gui-lai/")
    deliver(now=timezone.now())
    again = Delivery.objects.exclude(pk=letter.pk).get()
    assert again.target == letter.target
    assert client.get(link_of(again)).status_code == 200


def test_who_got_the_letter_by_mistake_closes_its_link_and_the_unit_is_told(client, letter, cast):
    url = link_of(letter)
    assert client.post(f"{url}nham-nguoi/").status_code == 200
    assert client.get(url).status_code == 410
    assert Message.objects.get(kind="link_disowned").user == cast.unit_head
    client.post(f"{url}gui-lai/")
    assert not Message.objects.filter(dedupe__startswith="new_link").exists()


def test_an_acknowledgement_holds_the_next_rungs_until_it_lapses(cast):
    """Due Saturday 31/01; the rungs after it are Monday 2, Saturday 7 (so Monday 9) and so on."""
    today = date(2026, 1, 30)
    acknowledge(
        assignment_id=cast.assignment.pk, actor=cast.unit_officer, expected_date=date(2026, 2, 4), now=at(today)
    )
    days = [today + timedelta(days=n) for n in range(1, 12)]
    spoken = [day for day in days if remind(today=day).messages]
    # held to 04/02; what fell on Monday 2 is said once it has lapsed
    assert spoken == [date(2026, 2, 5), date(2026, 2, 9)]


def test_only_the_units_own_people_acknowledge_and_only_while_it_waits(client, cast):
    url = reverse("agenda:work_reminders", args=[cast.assignment.pk])
    day = {"expected_date": (timezone.localdate() + timedelta(days=2)).isoformat()}
    client.force_login(cast.focal_officer)
    assert client.post(url, day).status_code == 404
    client.force_login(cast.unit_officer)
    assert client.post(url, day).status_code == 302
    assert "đã nắm, sẽ xong ngày" in client.get(url).content.decode()
    Assignment.objects.update(state="sent", sent_date=date(2026, 1, 20))
    with pytest.raises(AgendaError, match="không còn chờ đơn vị"):
        acknowledge(
            assignment_id=cast.assignment.pk, actor=cast.unit_officer, expected_date=date(2026, 1, 30), now=NOW
        )
    with pytest.raises(AgendaError, match="không còn dùng được"):
        acknowledge_by_link(token="khong-co", expected_date=date(2026, 1, 30), now=NOW)


def test_the_page_says_itself_that_it_was_opened_since_scanners_only_fetch_it(client, letter, cast):
    message = Message.objects.get()
    client.get(link_of(letter))
    message.refresh_from_db()
    assert message.opened_at is None
    assert client.post(f"{link_of(letter)}da-mo/").status_code == 204
    message.refresh_from_db()
    assert message.opened_at
    assert message.known_at is None
    client.post(link_of(letter), {"expected_date": timezone.localdate().isoformat()})
    message.refresh_from_db()
    assert message.known_at


def test_the_recipient_who_is_signed_in_opens_by_the_link_and_a_colleague_does_not(client, letter, cast):
    client.force_login(cast.unit_head)
    assert client.get(link_of(letter)).url == cast.assignment.get_absolute_url()
    assert Message.objects.get().opened_at is None
    client.force_login(cast.unit_officer)
    client.get(link_of(letter))
    assert Message.objects.get().opened_at


def test_a_supplement_that_is_asked_for_can_be_answered_from_its_letter_too(client, cast, settings):
    settings.EMAIL_URL = ""
    Assignment.objects.update(officer=cast.unit_officer)
    work = Assignment.objects.select_related("task").get(pk=cast.assignment.pk)
    post(supplement_requested(work, "thiếu phụ lục", timezone.now()))
    deliver(now=timezone.now())
    url = link_of(Delivery.objects.get())
    page = client.get(url).content.decode()
    assert f"Cần bổ sung: {work.task.code}" in page
    assert "thiếu phụ lục" not in page
    assert client.post(url, {"expected_date": timezone.localdate().isoformat()}).status_code == 302
    assert Acknowledgement.objects.get().user == cast.unit_officer
    Assignment.objects.update(state="cancelled")
    assert client.get(url).status_code == 410


def test_a_milestone_can_be_seen_and_known_from_its_letter_and_no_more(client, cast, settings):
    settings.EMAIL_URL = ""
    today = _work_day(timezone.localdate())
    Assignment.objects.update(due_date=today + timedelta(days=90), officer=cast.unit_officer)
    facts = told(cast.assignment, cast.unit_officer) | {"label": "Có dự thảo"}
    milestone = RegisteredMilestone.objects.create(**facts, due_date=today)
    remind(today=today)
    deliver(now=timezone.now())
    letter = Delivery.objects.get()
    url, message = link_of(letter), Message.objects.get(kind="reminder_milestone")
    page = client.get(url).content.decode()
    assert "Có dự thảo" in page
    assert "%" not in page.partition("<main")[2]
    assert client.post(url).status_code == 302
    message.refresh_from_db()
    assert message.known_at
    assert "Đã ghi: đã nắm" in client.get(url).content.decode()
    assert not Acknowledgement.objects.exists()
    client.post(f"{url}gui-lai/")
    assert Message.objects.filter(dedupe__startswith="new_link").count() == 1
    milestone.reached_date = today
    milestone.save()
    assert client.get(url).status_code == 410
    client.post(f"{url}nham-nguoi/")
    assert "agenda.link_disowned" in set(Event.objects.values_list("verb", flat=True))

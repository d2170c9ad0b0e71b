"""Sổ gửi tin: the focal unit's own plans, what became of each line, what can be done."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agenda.operations import acknowledge
from notifications.models import Address, Delivery, Enclosure, Message, Verification
from notifications.operations import Notice, compose_digests, deliver, fill, post
from tests.cast import NOW
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened")]
PAGE = reverse("agenda:ledger")
State = Delivery.State


@pytest.fixture
def told(cast, smtp_server, settings) -> Delivery:
    """A reminder of the plan that could not be delivered to the ward's officer."""
    settings.EMAIL_URL = smtp_server.url
    cast.unit_officer.email = "gone@example.org"
    cast.unit_officer.save()
    smtp_server.refused.add("gone@example.org")
    remind(cast, cast.unit_officer, 1)
    compose_digests(today=NOW.date(), now=NOW)
    deliver(now=NOW)
    return Delivery.objects.get(user=cast.unit_officer)


def remind(cast, person, number: int) -> None:
    notice = Notice(
        kind="reminder-like",
        subject=("assignment", number),
        text=f"A.{number} =Rà soát",
        path="/viec/1/",
        dedupe=str(number),
        to_user_id=person.pk,
        plan_id=cast.plan.pk,
        code=f"A.{number}",
    )
    post([notice], today=NOW.date())


def test_the_focal_officer_sees_who_was_not_reached_and_why(client, cast, told):
    client.force_login(cast.focal_officer)
    page = client.get(PAGE).content.decode()
    for words in (str(cast.unit_officer), "A.1", "Không đến", "550 No such mailbox", "Gửi lại", "Báo lãnh đạo"):
        assert words in page
    for query, found in (
        ("ket_qua=khong-den", True),
        ("ket_qua=da-gui", False),
        ("tim=a.1", True),
        ("kenh=zalo", False),
    ):
        assert ("A.1" in client.get(f"{PAGE}?{query}").content.decode()) is found
    assert client.get(f"{PAGE}?ngay=2026-99-99&van_ban=x&truoc=y").status_code == 200


def test_the_page_of_reminding_says_what_went_out_today_and_what_did_not_arrive(client, cast, told):
    client.force_login(cast.focal_officer)
    url = f"{reverse('agenda:reminding')}?van_ban={cast.plan.pk}"
    assert ">0 tin</a>" in client.get(url).content.decode()
    Enclosure.objects.update(day=timezone.localdate())
    page = client.get(url).content.decode()
    assert ">1 tin</a>" in page
    assert ">1 không đến</a>" in page
    client.force_login(cast.inspector)
    assert "không đến</a>" not in client.get(url).content.decode()


def test_nobody_else_sees_it(client, cast, told):
    for user in (cast.unit_officer, cast.stranger, cast.inspector):
        client.force_login(user)
        assert client.get(PAGE).status_code == 404
        assert client.post(reverse("agenda:ledger_again", args=[told.pk])).status_code == 404


def test_the_file_is_for_a_spreadsheet_and_its_formulas_are_neutral(client, cast, told):
    client.force_login(cast.focal_officer)
    message = Message.objects.get(kind="reminder-like")
    message.text = "=1+1"
    message.save()
    lines = b"".join(client.get(reverse("agenda:ledger_csv")).streaming_content).decode()
    assert lines.startswith("\ufeffNgày,Người nhận")
    assert "'=1+1" in lines
    assert "gone@example.org" in lines


def act(client, name: str, pk: int, **data: str) -> str:
    return client.post(reverse(f"agenda:{name}", args=[pk]), data, follow=True).content.decode()


def test_a_mended_address_is_confirmed_by_its_owner_and_then_the_letter_goes_again(client, cast, told, smtp_server):
    client.force_login(cast.focal_officer)
    assert "Chưa gửi lại được" in act(client, "ledger_again", told.pk)
    assert "Thư điện tử chưa đúng" in act(client, "ledger_address", told.pk, target="x")
    assert "Đã gửi liên kết xác nhận" in act(client, "ledger_address", told.pk, target="dung@example.org")
    assert Verification.objects.get().user == cast.unit_officer
    assert Address.objects.get().target == "gone@example.org"
    Address.objects.update(target="dung@example.org", verified_at=NOW, failed_at=None)
    assert "Đã đưa vào hàng gửi lại" in act(client, "ledger_again", told.pk)
    deliver(now=NOW + timedelta(minutes=1))
    assert [mail["Message-ID"] for mail in smtp_server.to("dung@example.org")].count(told.message_id) == 1
    assert "chưa cần làm gì" in act(client, "ledger_again", told.pk)


def test_the_head_of_the_unit_is_told(client, cast, told):
    client.force_login(cast.focal_officer)
    assert "Đã báo lãnh đạo đơn vị" in act(client, "ledger_leader", told.pk)
    assert Message.objects.get(kind="not_reached").user == cast.unit_head
    assert "đã có trong một thư" in act(client, "ledger_by_mail", told.pk)


def test_work_that_is_done_is_not_sent_again(client, cast, told):
    Message.objects.update(obsolete_at=NOW)
    client.force_login(cast.focal_officer)
    assert "không cần gửi nữa" in act(client, "ledger_again", told.pk)


def test_many_rows_come_in_pages_and_cost_no_more_queries(client, cast, told):
    client.force_login(cast.focal_officer)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as for_one:
        client.get(PAGE)
    for number, user in enumerate(UserFactory.create_batch(55), 2):
        remind(cast, user, number)
    compose_digests(today=NOW.date(), now=NOW)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as for_many:
        first = client.get(PAGE).content.decode()
    assert len(for_one) == len(for_many)
    assert (first.count("data-row"), "?truoc=" in first) == (50, True)


def test_opened_and_known_are_told_from_sent(client, cast, told):
    Delivery.objects.update(state=State.SENT, error="")
    client.force_login(cast.focal_officer)
    assert "Đã gửi" in result_of(client)
    client.force_login(cast.unit_officer)
    Message.objects.update(subject_id=cast.assignment.pk)
    client.get(cast.assignment.get_absolute_url())
    client.force_login(cast.focal_officer)
    assert "Đã mở" in result_of(client)
    assert "mở lúc" in client.get(PAGE).content.decode()
    day = NOW.date() + timedelta(days=5)
    acknowledge(assignment_id=cast.assignment.pk, actor=cast.unit_officer, expected_date=day, now=NOW)
    assert "Đã nắm" in result_of(client)
    assert f"sẽ xong ngày {day:%d/%m/%Y}" in client.get(f"{PAGE}?ket_qua=da-nam").content.decode()
    assert "Chưa có tin nào" in client.get(f"{PAGE}?ket_qua=da-gui").content.decode()


def test_what_another_person_opens_says_nothing_of_the_one_written_to(client, cast, told):
    Delivery.objects.update(state=State.SENT)
    Message.objects.update(subject_id=cast.assignment.pk)
    client.force_login(cast.unit_head)
    client.get(cast.assignment.get_absolute_url())
    assert Message.objects.get(user=cast.unit_officer).opened_at is None


def result_of(client) -> str:
    """The badge of the only row."""
    return client.get(PAGE).content.decode().partition('class="sr-c-state">')[2].partition("</td>")[0]


def test_without_a_day_the_last_month_is_shown_and_an_older_day_when_it_is_chosen(client, cast, told):
    remind(cast, cast.unit_head, 2)
    compose_digests(today=NOW.date() + timedelta(days=40), now=NOW)
    client.force_login(cast.focal_officer)
    assert "A.1 " not in client.get(PAGE).content.decode()
    assert "A.1 " in client.get(f"{PAGE}?ngay={NOW.date()}").content.decode()


def test_what_is_said_of_a_whole_document_is_opened_and_known_too(client, cast, settings):
    """By its own link, signed in or not, and by the page it speaks of."""
    settings.EMAIL_URL = ""
    assigned = {"kind": "assigned", "subject": ("plan", cast.plan.pk), "dedupe": "published", "single": True}
    call = {"kind": "campaign_call", "subject": ("plan", cast.plan.pk), "dedupe": "08", "single": True}
    for notice, path in (
        (assigned, f"/viec/?van_ban={cast.plan.pk}"),
        (call, f"/van-ban/{cast.plan.pk}/chien-dich/"),
    ):
        told = {"text": "2 việc mới", "path": path, "to_user_id": cast.unit_officer.pk, "plan_id": cast.plan.pk}
        post([Notice(**notice, **told)], today=NOW.date())
    deliver(now=timezone.now())
    new, called = Message.objects.order_by("pk")
    link = re.search(r"/mot-cham/\S+/", fill(new.deliveries.get().text, new.deliveries.get()))[0]
    assert "Không còn thực hiện" not in new.deliveries.get().html
    client.post(link + "da-mo/")
    new.refresh_from_db()
    assert new.opened_at
    assert "Đã ghi: đã nắm" in client.post(link, follow=True).content.decode()
    client.force_login(cast.unit_officer)
    assert client.get(link).headers["Location"] == new.path
    client.get(called.path)
    called.refresh_from_db()
    assert called.opened_at
    client.force_login(cast.focal_officer)
    page = client.get(PAGE).content.decode()
    assert "báo lúc" in page
    assert "mở lúc" in page


def test_knowing_a_document_is_not_taken_for_a_promise_about_work_of_the_same_number(client, cast, told):
    Delivery.objects.update(state=State.SENT)
    day = NOW.date() + timedelta(days=5)
    acknowledge(assignment_id=cast.assignment.pk, actor=cast.unit_officer, expected_date=day, now=NOW)
    Message.objects.update(subject_type="plan", subject_id=cast.assignment.pk, known_at=NOW)
    client.force_login(cast.focal_officer)
    assert "sẽ xong ngày" not in client.get(PAGE).content.decode()

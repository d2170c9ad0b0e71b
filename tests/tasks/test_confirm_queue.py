from datetime import date

import pytest
from django.urls import reverse

from tasks import operations as op
from tasks.models import Assignment, Note
from tests.cast import NOW
from tests.factories import AssignmentFactory

QUEUE = "/xac-nhan/"


@pytest.fixture
def sent(cast):
    op.add_evidence(
        assignment_id=cast.assignment.pk,
        actor=cast.unit_officer,
        kind="document",
        label="Báo cáo",
        document_number="587/BC-UBND",
        now=NOW,
    )
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    return Assignment.objects.get()


def decide(client, user, assignment, **data):
    client.force_login(user)
    return client.post(reverse("tasks:decide", args=[assignment.pk]), data)


def test_the_focal_officer_sees_the_item_its_evidence_and_the_consequence(client, cast, sent):
    client.force_login(cast.focal_officer)
    page = client.get(QUEUE).content.decode()
    for words in ("UBND phường Cầu Giấy", "587/BC-UBND", "ghi Hoàn thành đúng hạn ngày 15/01/2026"):
        assert words in page


@pytest.mark.parametrize("who", ["unit_officer", "unit_head", "partner_officer", "stranger", "inspector", "admin"])
def test_others_find_an_empty_queue_and_cannot_decide(client, cast, sent, who):
    client.force_login(getattr(cast, who))
    assert "587/BC-UBND" not in client.get(QUEUE).content.decode()
    assert decide(client, getattr(cast, who), sent, action="confirm").status_code in (403, 404)
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_confirming_completes_and_goes_on(client, cast, sent):
    answer = decide(client, cast.focal_officer, sent, action="confirm")
    assert (answer.status_code, answer.url) == (302, QUEUE)
    sent.refresh_from_db()
    assert sent.state == "completed"
    assert "Không còn việc chờ xác nhận" in client.get(QUEUE).content.decode()


def test_a_supplement_without_a_sentence_is_asked_for_and_keeps_the_reason(client, cast, sent):
    answer = decide(client, cast.focal_officer, sent, action="supplement", reason="product", text="")
    assert answer.status_code == 400
    assert 'value="product" data-key="2" checked' in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_supplement_goes_back_with_its_words(client, cast, sent):
    decide(client, cast.focal_officer, sent, action="supplement", reason="figures", text="Thiếu 16 hộ")
    sent.refresh_from_db()
    assert (sent.state, Note.objects.get().text) == ("open", "Thiếu 16 hộ")
    client.force_login(cast.unit_officer)
    assert "Thiếu 16 hộ" in client.get(sent.get_absolute_url()).content.decode()


def test_the_second_of_two_deciders_gets_a_409(client, cast, sent):
    op.confirm(assignment_id=sent.pk, actor=cast.focal_officer, now=NOW)
    answer = decide(client, cast.focal_officer, sent, action="supplement", reason="figures", text="Thiếu 16 hộ")
    assert answer.status_code == 409
    assert "đã chuyển việc này sang “Hoàn thành”" in answer.content.decode()


def test_bulk_confirmation_gives_one_result_an_item(client, cast, sent):
    own = AssignmentFactory(
        task__plan=cast.plan, unit=cast.focal, confirming_unit=cast.office, state="sent", sent_date=date(2026, 1, 14)
    )
    client.force_login(cast.focal_officer)
    answer = client.post("/xac-nhan/nhieu-viec/", {"ids": [sent.pk, own.pk]}, follow=True)
    page = answer.content.decode()
    assert "Đã xác nhận 1 trong 2 việc" in page
    assert "không thuộc quyền xác nhận của bạn" in page
    own.refresh_from_db()
    assert own.state == "sent"


def test_the_own_units_work_stands_locked_with_who_confirms_it(client, cast):
    AssignmentFactory(
        task__plan=cast.plan, unit=cast.focal, confirming_unit=cast.office, state="sent", sent_date=date(2026, 1, 14)
    )
    client.force_login(cast.focal_officer)
    assert "đã chuyển Văn phòng UBND Thành phố xác nhận" in client.get(QUEUE).content.decode()
    client.force_login(cast.office_officer)
    assert "Xác nhận hoàn thành" in client.get(QUEUE).content.decode()


def test_the_queue_costs_the_same_queries_for_ten_rows(client, cast, sent, django_assert_max_num_queries):
    client.force_login(cast.focal_officer)
    with django_assert_max_num_queries(30) as one:
        client.get(QUEUE)
    for _ in range(9):
        AssignmentFactory(task=sent.task, milestone=sent.milestone, state="sent", sent_date=date(2026, 1, 14))
    with django_assert_max_num_queries(len(one)):
        client.get(QUEUE)

"""Two people at one work, a button pressed twice, a page that grew old, and many writers at once."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from journal.operations import seal
from tasks import operations as op
from tasks.errors import TaskConflict
from tasks.models import Assignment, ChangeRequest, Evidence, ProgressUpdate, Span
from tests.authority.acts import LATER, PAPER
from tests.cast import NOW
from tests.factories import AssignmentFactory
from tests.tasks.test_asking_races import names
from tests.tasks.test_assigning import race

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 100
WHEN = r"\d\d:\d\d ngày \d\d/\d\d/\d{4}"


@pytest.fixture
def sent(cast) -> Assignment:
    Assignment.objects.update(state="sent", sent_date=NOW.date(), first_sent_date=NOW.date())
    return Assignment.objects.get()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_of_two_who_judge_at_once_one_is_told_who_was_first_and_when(cast, sent):
    told = {"assignment_id": sent.pk, "actor": cast.focal_officer, "now": NOW}
    results = race(
        lambda: op.confirm(**told), lambda: op.request_supplement(**told, reason="product", text="Thiếu phụ lục")
    )
    assert names(results) == ["Assignment", "TaskConflict"]
    (late,) = [one for one in results if isinstance(one, TaskConflict)]
    assert re.search(rf"{cast.focal_officer} đã chuyển việc này sang .+ lúc {WHEN}", late.message)
    assert Span.objects.filter(assignment=sent, to_at=None).count() == 1


def test_over_the_api_the_second_gets_a_409_with_who_and_when(cast, sent):
    clients = [signed_in(cast.focal_officer) for _ in range(2)]
    path, kind = f"/api/v1/assignments/{sent.pk}/moves/", "application/json"
    more = {"reason": "figures", "text": "Số liệu chưa khớp"}
    results = race(
        lambda: clients[0].post(f"{path}confirm/", {}, kind),
        lambda: clients[1].post(f"{path}request_supplement/", more, kind),
    )
    first, late = sorted(results, key=lambda answer: answer.status_code)
    assert (first.status_code, late.status_code) == (200, 409)
    assert late["Content-Type"] == "application/problem+json"
    assert re.search(rf"{cast.focal_officer} đã chuyển .+ {WHEN}", late.json()["detail"])


def test_a_button_pressed_twice_moves_and_tells_once(cast):
    clients = [signed_in(cast.unit_officer) for _ in range(2)]
    update = reverse("tasks:update", args=[cast.assignment.pk])
    proof = reverse("tasks:prove", args=[cast.assignment.pk])
    document = {"kind": "document", "label": "Báo cáo", "document_number": "12/BC"}
    for path, data in ((update, {"percent": 40, "note": "Đã rà soát"}), (proof, document)):
        answers = race(*(partial(client.post, path, data) for client in clients))
        assert sorted(answer.status_code for answer in answers) == [302, 400]
        again = next(answer for answer in answers if answer.status_code == 400)
        assert "không ghi lần hai" in again.content.decode()
    assert (ProgressUpdate.objects.count(), Evidence.objects.count()) == (1, 1)
    move = reverse("tasks:move", args=[cast.assignment.pk, "propose"])
    answers = race(*(partial(client.post, move) for client in clients))
    assert sorted(answer.status_code for answer in answers) == [302, 409]


def test_a_form_sent_again_after_back_is_told_and_a_later_one_is_taken(cast):
    told = {"assignment_id": cast.assignment.pk, "actor": cast.unit_officer, "note": "Chưa có thay đổi"}
    op.update_progress(**told, obstacle="Thiếu kinh phí", now=NOW)
    client = signed_in(cast.unit_officer)
    page = client.post(reverse("tasks:update", args=[cast.assignment.pk]), {"note": "Chưa có thay đổi", "percent": 0})
    assert page.status_code == 302  # months after NOW: the same words are news again
    again = client.post(
        reverse("tasks:update", args=[cast.assignment.pk]), {"note": "Chưa có thay đổi", "percent": 0}
    )
    assert again.status_code == 400
    assert "Chưa có thay đổi</textarea>" in again.content.decode()
    assert ProgressUpdate.objects.count() == 2


def test_a_page_that_grew_old_says_who_has_moved_the_work_and_writes_nothing(cast, sent):
    op.confirm(assignment_id=sent.pk, actor=cast.focal_officer, now=NOW)
    officer, focal = signed_in(cast.unit_officer), signed_in(cast.focal_officer)
    stale = (
        officer.post(reverse("tasks:update", args=[sent.pk]), {"percent": 50, "note": "Gần xong"}),
        focal.post(reverse("tasks:decide", args=[sent.pk]), {"action": "confirm"}),
    )
    for answer in stale:
        assert answer.status_code == 409
        assert re.search(
            rf"{cast.focal_officer} đã chuyển việc này sang “Hoàn thành” lúc {WHEN}", answer.content.decode()
        )
    assert not ProgressUpdate.objects.exists()


def test_a_hundred_are_confirmed_while_four_others_write(cast, sent):
    """Each row goes one way, nobody waits for another in a circle."""
    more = {
        "task": sent.task,
        "milestone": sent.milestone,
        "unit": cast.ward,
        "state": "sent",
        "sent_date": NOW.date(),
    }
    works = [sent, *(AssignmentFactory(**more, scope=f"phần {n}") for n in range(1, MANY))]
    asked = [
        op.ask_change(assignment_id=one.pk, actor=cast.unit_head, now=NOW, kind="deadline", reason="subjective",
                      text="Chờ hướng dẫn", due_date=LATER).pk
        for one in works[:20]
    ]  # fmt: skip
    op.opine(request_ids=asked, actor=cast.focal_officer, agrees=True, text="Đồng ý", now=NOW)
    client, ids = signed_in(cast.focal_officer), [one.pk for one in works]

    def each(operation, rows, **words):
        def run():
            done = 0
            for pk in rows:
                try:
                    operation(assignment_id=pk, now=NOW + timedelta(hours=1), **words)
                    done += 1
                except TaskConflict:
                    continue
            return done

        return run

    paper = PAPER | {"file": SimpleUploadedFile("qd.pdf", b"%PDF-1.7 qd")}
    results = race(
        lambda: client.post(reverse("tasks:confirm_many"), {"ids": ids}).status_code,
        each(op.request_supplement, ids[::-3], actor=cast.focal_officer, reason="product", text="Thiếu phụ lục"),
        each(op.await_approval, ids[::5], actor=cast.unit_officer, **PAPER, to="UBND Thành phố"),
        lambda: op.decide(request_ids=asked[::-1], actor=cast.office_officer, approved=True, now=NOW, **paper),
        lambda: [seal(limit=40) for _ in range(20)],
    )
    assert [one for one in results if isinstance(one, OperationalError)] == []
    assert [one for one in results if isinstance(one, Exception)] == []
    states = Assignment.objects.values_list("state", flat=True)
    assert set(states) <= {"completed", "open"}
    assert list(states).count("completed") > MANY // 2
    assert Span.objects.filter(assignment__in=ids, to_at=None).count() == MANY
    assert ChangeRequest.objects.filter(state="approved").count() == len(asked)
    assert connection.vendor == "postgresql"

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from insight.queries.red import red_rows
from journal.models import Event
from kpi.models import Explanation
from tasks.models import Assignment
from tests.factories import AssignmentFactory, TaskFactory, UnitFactory
from units.models import Unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 10)
CITY = "/dieu-hanh/"


@pytest.fixture(autouse=True)
def february():
    with freeze_time("2026-02-10 03:00", ignore=["psycopg"]):
        yield


def late(cast, count: int, kind: str, days: int = 10, **task) -> list[Assignment]:
    work = TaskFactory(plan=cast.plan, **task)
    units = [UnitFactory(kind=kind) for _ in range(count)]
    facts = {"due_date": TODAY - timedelta(days=days), "original_due_date": TODAY - timedelta(days=days)}
    return [AssignmentFactory(task=work, unit=unit, **facts) for unit in units]


def red(most: int = 5):
    return red_rows(Assignment.objects.all(), TODAY, most)


def test_starred_and_oldest_come_first_and_wards_stand_folded_last(cast):
    Assignment.objects.update(due_date=TODAY + timedelta(days=5))
    (old,) = late(cast, 1, Unit.Kind.DEPARTMENT, days=90)
    (star,) = late(cast, 1, Unit.Kind.DEPARTMENT, days=3, starred=True)
    late(cast, 3, Unit.Kind.WARD, days=20)
    late(cast, 2, Unit.Kind.COMMUNE, days=40)
    found = red()
    assert [one.assignment for one in found.rows] == [star, old]
    assert (found.folded.where, found.folded.count, found.folded.days, found.folded.silent) == (
        "3 phường, 2 xã",
        5,
        40,
        5,
    )
    assert found.whole == 7


def test_two_wards_stand_by_themselves_with_who_answers_and_no_reason(cast):
    Assignment.objects.update(due_date=TODAY - timedelta(days=4), leader=cast.unit_head)
    (one,) = red().rows
    assert (one.days, one.why) == (4, "")
    assert cast.unit_head.full_name in one.answers


def test_the_city_says_what_is_red_where_who_answers_and_who_keeps_others_waiting(client, cast):
    late(cast, 3, Unit.Kind.WARD)
    late(cast, 1, Unit.Kind.DEPARTMENT, days=130)
    client.force_login(cast.city_leader)
    page = client.get(CITY).content.decode()
    for words in (
        "lượt giao quá hạn",
        "trên 120 ngày",
        "chưa nêu lý do",
        "Yêu cầu giải trình",
        "Đang chờ ai",
        "So với",
    ):
        assert words in page
    client.force_login(cast.inspector)
    assert "Yêu cầu giải trình" not in client.get(CITY).content.decode()


def test_a_past_day_shows_what_was_red_then(client, cast):
    client.force_login(cast.city_leader)
    assert "Không có việc quá hạn" in client.get(CITY + "?ngay=2026-01-16").content.decode()


def test_a_leader_asks_why_the_unit_answers_and_the_city_shows_it(client, cast):
    (work,) = late(cast, 1, Unit.Kind.DEPARTMENT)
    Assignment.objects.filter(pk=cast.assignment.pk).update(due_date=TODAY - timedelta(days=4))
    path = reverse("insight:of_work", args=[cast.assignment.pk])
    client.force_login(cast.city_leader)
    assert client.post(path, {"question": "", "due_date": "2026-02-13"}).status_code == 400
    assert client.post(path, {"question": "Vì sao?", "due_date": "2026-02-09"}).status_code == 400
    assert client.post(path, {"question": "Vì sao?", "due_date": "2026-02-13"}).status_code == 302
    assert client.post(path, {"question": "Nữa?", "due_date": "2026-02-13"}).status_code == 409
    assert "Đã yêu cầu 10/02" in client.get(CITY).content.decode()
    client.force_login(cast.unit_officer)
    assert "Vì sao?" in client.get(path).content.decode()
    asked = Explanation.objects.get()
    assert client.post(reverse("insight:explain", args=[asked.pk]), {"answer": "Chờ hướng dẫn."}).status_code == 302
    assert "Chờ hướng dẫn." in client.get(path).content.decode()
    assert Event.objects.filter(verb="kpi.explained", subject_type="assignment").exists()
    assert client.get(reverse("insight:of_work", args=[work.pk])).status_code == 404


def test_silent_wards_are_asked_all_at_once_and_none_twice(client, cast):
    late(cast, 3, Unit.Kind.WARD)
    client.force_login(cast.city_leader)
    path = reverse("insight:of_silent")
    asked = {"question": "Vì sao quá hạn?", "due_date": "2026-02-13"}
    client.post(path, asked)
    count = Explanation.objects.count()
    assert count >= 3
    assert client.post(path, asked).status_code in (400, 404)
    assert Explanation.objects.count() == count
    assert "Vì sao quá hạn?" in client.get(reverse("insight:asked")).content.decode()


def test_the_city_asks_as_often_with_much_red_as_with_little(client, cast):
    client.force_login(cast.city_leader)
    late(cast, 1, Unit.Kind.DEPARTMENT)
    late(cast, 3, Unit.Kind.WARD)
    client.get(CITY)
    with CaptureQueriesContext(connection) as few:
        client.get(CITY)
    late(cast, 6, Unit.Kind.WARD)
    late(cast, 6, Unit.Kind.DEPARTMENT)
    with CaptureQueriesContext(connection) as many:
        client.get(CITY)
    assert len(many) == len(few)

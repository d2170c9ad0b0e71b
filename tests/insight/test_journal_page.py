import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insight.queries.journal import journal_page
from journal.operations import record
from tests.factories import AssignmentFactory, PlanFactory

pytestmark = pytest.mark.django_db


def address(cast) -> str:
    return reverse("insight:journal", args=[cast.plan.pk])


def happen(cast, count: int = 1) -> None:
    for _ in range(count):
        assignment = AssignmentFactory(task__plan=cast.plan)
        subject = ("assignment", assignment.pk)
        record("tasks.sent", subject, actor=cast.unit_head, plan_id=cast.plan.pk, state="sent")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("focal_officer", 200),
        ("office_officer", 200),
        ("city_leader", 200),
        ("inspector", 200),
        ("unit_officer", 404),
        ("unit_head", 404),
        ("partner_officer", 404),
        ("stranger", 404),
        ("admin", 404),
    ],
)
def test_who_reads_the_journal_of_a_plan(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(address(cast)).status_code == status


@pytest.mark.parametrize(("who", "shown"), [("focal_officer", True), ("inspector", True), ("unit_officer", False)])
def test_the_tab_stands_where_the_journal_may_be_read(client, cast, who, shown):
    client.force_login(getattr(cast, who))
    html = client.get(reverse("kpi:indicators", args=[cast.plan.pk])).content.decode()
    assert (address(cast) in html) is shown
    if shown:
        assert f'{address(cast)}" aria-current="page"' in client.get(address(cast)).content.decode()


def test_a_draft_is_nobody_else_s_business(client, cast):
    cast.plan.state = "draft"
    cast.plan.save()
    client.force_login(cast.inspector)
    assert client.get(address(cast)).status_code == 404


def test_an_entry_says_who_did_what_to_which_work(client, cast):
    happen(cast)
    client.force_login(cast.focal_officer)
    html = client.get(address(cast)).content.decode()
    assert f"<b>{cast.unit_head.full_name}</b> duyệt và gửi báo cáo hoàn thành" in html
    assignment = cast.plan.assignments.latest("pk")
    assert f"{assignment.task.code}, {assignment.unit.short_name}" in html
    assert reverse("tasks:assignment", args=[assignment.pk]) in html


def test_what_nobody_did_was_done_by_the_machine(client, cast):
    payload = {"assignments": 1, "units": 1, "tasks": 1}
    record("plans.published", ("plan", cast.plan.pk), plan_id=cast.plan.pk, **payload)
    client.force_login(cast.focal_officer)
    assert "<b>Hệ thống</b> đưa văn bản vào theo dõi" in client.get(address(cast)).content.decode()


def test_an_entry_about_work_that_is_gone_is_still_told(client, cast):
    record("tasks.sent", ("assignment", 999_999), actor=cast.unit_head, plan_id=cast.plan.pk)
    record("intake.task_revised", ("task", 999_999), actor=cast.focal_officer, plan_id=cast.plan.pk, held=False)
    client.force_login(cast.focal_officer)
    assert client.get(address(cast)).content.decode().count("<time") == 2


def test_the_newest_comes_first_and_older_ones_follow_on_request(cast):
    happen(cast, 5)
    other = PlanFactory()
    record("tasks.sent", ("assignment", 1), plan_id=other.pk)
    first = journal_page(cast.plan, size=3)
    rest = journal_page(cast.plan, before=first.next_before, size=3)
    ids = [entry.event.pk for entry in first.entries + rest.entries]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), rest.next_before) == (5, None)


def test_more_entries_come_without_the_page_around_them(client, cast):
    happen(cast, 52)
    client.force_login(cast.focal_officer)
    html = client.get(address(cast)).content.decode()
    before = html.split("?truoc=")[1].split('"')[0]
    more = client.get(address(cast), {"truoc": before}, headers={"HX-Request": "true"}).content.decode()
    assert (html.count("<time"), more.count("<time"), "<html" in more) == (50, 2, False)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "0", "²"])
def test_a_made_up_place_does_no_harm(client, cast, before):
    client.force_login(cast.focal_officer)
    assert client.get(address(cast), {"truoc": before}).status_code == 200


def test_the_page_asks_as_often_for_ten_entries_as_for_one(client, cast):
    client.force_login(cast.focal_officer)
    happen(cast)
    with CaptureQueriesContext(connection) as one:
        client.get(address(cast))
    with transaction.atomic():
        happen(cast, 9)
    with CaptureQueriesContext(connection) as ten:
        client.get(address(cast))
    assert len(ten) == len(one) <= 18

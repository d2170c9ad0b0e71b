"""Looking for acts: by person, unit, object, document and day, within what one may read."""

import csv
import io
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from insight.queries.acts import Wanted, events_wanted
from journal.operations import record
from tests.factories import AssignmentFactory, PlanFactory

pytestmark = pytest.mark.django_db
PAGE, FILE = reverse("insight:acts"), reverse("insight:acts_file")


def act(cast, verb="tasks.sent", actor=None):
    subject = ("assignment", cast.assignment.pk)
    return record(verb, subject, actor=actor or cast.unit_head, plan_id=cast.plan.pk, state="sent")


def found(user, **wanted) -> set[int]:
    return set(events_wanted(user, Wanted(**wanted)).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("focal_officer", {"own", "other_unit"}),
        ("office_officer", {"own", "other_unit"}),
        ("inspector", {"own", "other_unit", "other_plan"}),
        ("city_leader", {"own", "other_unit", "other_plan"}),
        ("unit_officer", {"own"}),
        ("unit_head", {"own"}),
        ("stranger", set()),
        ("admin", {"person", "channel"}),
    ],
)
def test_who_finds_which_acts(cast, who, sees):
    other = AssignmentFactory(task__plan=cast.plan)
    acts = {
        "own": act(cast),
        "other_unit": record("tasks.sent", ("assignment", other.pk), plan_id=cast.plan.pk, state="sent"),
        "other_plan": record("plans.published", ("plan", 1), plan_id=PlanFactory(state="in_force").pk),
        "person": record("units.account_created", ("user", cast.stranger.pk)),
        "channel": record("units.changed", ("budget", 1)),
    }
    seen = found(getattr(cast, who))
    assert {name for name, event in acts.items() if event.pk in seen} == sees


def test_each_filter_narrows(cast):
    with freeze_time("2026-03-01 10:00:00"):
        early = act(cast)
    with freeze_time("2026-03-02 17:30:00"):  # half past midnight of the 3rd in Hà Nội
        late = act(cast, actor=cast.focal_officer)
    plan = record("plans.published", ("plan", cast.plan.pk), actor=cast.focal_officer, plan_id=cast.plan.pk)
    reader = cast.inspector

    assert found(reader, first_day=date(2026, 3, 1), last_day=date(2026, 3, 2)) == {early.pk}
    assert found(reader, first_day=date(2026, 3, 3), last_day=date(2026, 3, 3)) == {late.pk}
    assert found(reader, kind="plan") == {plan.pk}
    assert early.pk in found(reader, assignment_id=cast.assignment.pk)
    assert found(reader, plan_id=PlanFactory().pk) == set()
    assert {late.pk, plan.pk} <= found(reader, unit_id=cast.plan.focal_unit_id)
    assert early.pk not in found(reader, unit_id=cast.plan.focal_unit_id)


def test_people_are_found_without_diacritics(cast):
    cast.unit_head.full_name = "Đỗ Thị Hương"
    cast.unit_head.save()
    event = act(cast)
    assert event.pk in found(cast.inspector, person="do thi huong")
    assert event.pk not in found(cast.inspector, person="nguyen")


@pytest.mark.parametrize(
    "query", ["?tu=2026-13-45&den=x", "?nguoi=%00", "?don_vi=²", "?loai=khong", "?viec=" + "9" * 40, "?tu=0001-01-01"]
)
def test_made_up_questions_do_no_harm(client, cast, query):
    client.force_login(cast.focal_officer)
    assert client.get(PAGE + query).status_code == 200
    assert client.get(FILE + query).status_code == 200


def test_the_file_tells_the_acts_in_words_and_runs_no_formula(client, cast):
    cast.unit_head.full_name = "=1+1"
    cast.unit_head.save()
    act(cast)
    client.force_login(cast.focal_officer)
    text = b"".join(client.get(FILE, {"viec": cast.assignment.pk}).streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["Thứ tự", "Lúc", "Người"]
    assert "duyệt và gửi báo cáo hoàn thành" in rows[-1][4]
    assert rows[-1][2] == "'=1+1"
    assert len(rows) == 1 + len(found(cast.focal_officer, assignment_id=cast.assignment.pk))


def test_the_page_asks_as_often_for_ten_acts_as_for_one(client, cast):
    client.force_login(cast.focal_officer)
    act(cast)
    with CaptureQueriesContext(connection) as one:
        html = client.get(PAGE).content.decode()
    with transaction.atomic():
        for _ in range(9):
            act(cast)
    with CaptureQueriesContext(connection) as ten:
        client.get(PAGE)
    assert "duyệt và gửi báo cáo hoàn thành" in html
    assert len(ten) == len(one) <= 19


def test_what_was_done_to_a_unit_or_a_person_names_them_and_oneself_goes_without_saying(client, cast):
    record("units.member_left", ("user", cast.unit_officer.pk), actor=cast.admin, officer_of=0, leader_of=0)
    record("units.invited", ("unit", cast.ward.pk), actor=cast.admin)
    record("units.changed", ("budget", 1), actor=cast.admin)
    record("units.profile_changed", ("user", cast.admin.pk), actor=cast.admin)
    client.force_login(cast.admin)
    told = client.get(PAGE).content.decode()
    assert f"· {cast.unit_officer.full_name}<time" in told
    assert f"· {cast.ward.name}<time" in told
    assert "sửa danh mục · hạn mức kênh<time" in " ".join(told.split())
    assert f"· {cast.admin.full_name}<time" not in told

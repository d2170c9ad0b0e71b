"""What each list and page of the API shows, to whom, and at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal.models import Event
from plans.models import Party, Plan
from tasks.models import Assignment, Evidence, Obstacle, ProgressUpdate
from tests.cast import NOW
from tests.factories import AssignmentFactory, PlanFactory, TaskFactory, UnitFactory

READERS = [
    "focal_officer",
    "unit_officer",
    "unit_head",
    "partner_officer",
    "office_officer",
    "inspector",
    "city_leader",
]


def urls(cast) -> list[str]:
    a, task, plan = cast.assignment.pk, cast.assignment.task_id, cast.plan.pk
    return [f"/api/v1/plans/{plan}/", f"/api/v1/tasks/{task}/", f"/api/v1/assignments/{a}/"]


@pytest.mark.parametrize("who", READERS)
def test_a_party_reads_the_plan_its_tasks_and_assignments(cast, as_user, who):
    client = as_user(getattr(cast, who))
    for url in [*urls(cast), f"/api/v1/assignments/{cast.assignment.pk}/moves/"]:
        assert client.get(url).status_code == 200, url
    for name in ("plans", "tasks", "assignments"):
        assert len(client.get(f"/api/v1/{name}/").json()["results"]) == 1


@pytest.mark.parametrize("who", ["stranger", "admin"])
def test_others_find_nothing(cast, as_user, who):
    client = as_user(getattr(cast, who))
    below = [
        f"/api/v1/assignments/{cast.assignment.pk}/{name}/" for name in ("moves", "updates", "evidence", "obstacles")
    ]
    for url in [*urls(cast), *below]:
        answer = client.get(url)
        assert answer.status_code == 404, url
        assert answer["Content-Type"] == "application/problem+json"
    for name in ("plans", "tasks", "assignments"):
        assert client.get(f"/api/v1/{name}/").json()["results"] == []


@pytest.mark.parametrize(
    ("who", "reads"),
    [("unit_officer", True), ("focal_officer", True), ("inspector", True), ("partner_officer", False)],
)
def test_progress_and_people_are_for_those_who_may_read_the_work(cast, as_user, who, reads):
    Assignment.objects.filter(pk=cast.assignment.pk).update(percent=40, officer=cast.unit_officer)
    shown = as_user(getattr(cast, who)).get(urls(cast)[2]).json()
    if reads:
        assert shown["work"]["percent"] == 40
        assert shown["work"]["officer"] == {"id": cast.unit_officer.pk, "full_name": cast.unit_officer.full_name}
    else:
        assert shown["work"] is None
    assert shown["state"] == "open"
    assert shown["unit"]["code"] == "CG"


@pytest.mark.parametrize("who", ["unit_officer", "partner_officer"])
def test_a_row_of_the_list_says_what_the_page_of_one_says(cast, as_user, who):
    Assignment.objects.filter(pk=cast.assignment.pk).update(
        received_at=NOW,
        updated_at=NOW,
        leader=cast.unit_head,
        officer=cast.unit_officer,
        supplement_due_date="2026-02-15",
        submission_date="2026-01-20",
    )
    AssignmentFactory(task=cast.assignment.task, unit=UnitFactory(), confirming_unit=None, due_date=None)
    client = as_user(getattr(cast, who))
    rows = client.get("/api/v1/assignments/").json()["results"]
    assert len(rows) == 2
    for row in rows:
        assert row == client.get(f"/api/v1/assignments/{row['id']}/").json()


def test_a_partner_reads_no_evidence(cast, as_user):
    for name in ("updates", "evidence", "obstacles"):
        url = f"/api/v1/assignments/{cast.assignment.pk}/{name}/"
        assert as_user(cast.partner_officer).get(url).status_code == 404
        assert as_user(cast.unit_head).get(url).status_code == 200


def test_what_a_unit_told_is_listed(cast, as_user):
    event = Event.objects.create(
        at=NOW, verb="tasks.updated", subject_type="assignment", subject_id=cast.assignment.pk, digest="x"
    )
    told = {"assignment": cast.assignment, "author": cast.unit_officer, "event": event, "created_at": NOW}
    ProgressUpdate.objects.create(**told, percent_before=0, percent=30, note="Xong đợt một")
    Obstacle.objects.create(**told, kind="nhan_luc", text="Thiếu người")
    Evidence.objects.create(**told, kind="document", label="Báo cáo", document_number="12/BC")
    client, base = as_user(cast.focal_officer), f"/api/v1/assignments/{cast.assignment.pk}"
    assert client.get(f"{base}/updates/").json()["results"][0]["note"] == "Xong đợt một"
    assert client.get(f"{base}/obstacles/").json()["results"][0]["kind"] == "nhan_luc"
    evidence = client.get(f"{base}/evidence/").json()["results"][0]
    assert (evidence["document_number"], evidence["author"]["id"]) == ("12/BC", cast.unit_officer.pk)


@pytest.mark.parametrize("name", ["assignments", "tasks", "plans", "units"])
def test_ten_rows_cost_the_queries_of_one(cast, as_user, django_assert_num_queries, name):
    client = as_user(cast.focal_officer)
    client.get("/api/v1/units/")  # the token's "last used" is written once a minute
    count = _queries(client, f"/api/v1/{name}/")
    for _ in range(9):
        plan = PlanFactory(focal_unit=cast.focal)
        AssignmentFactory(task=TaskFactory(plan=plan), unit=UnitFactory(), officer=cast.unit_officer)
    with django_assert_num_queries(count):
        assert len(client.get(f"/api/v1/{name}/").json()["results"]) >= 10


def _queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_lists_narrow_by_state_unit_plan_and_due_day(cast, as_user):
    other = AssignmentFactory(task=cast.assignment.task, unit=cast.elsewhere, due_date="2026-03-31", state="at_head")
    client = as_user(cast.focal_officer)

    def found(query: str) -> set[int]:
        return {row["id"] for row in client.get(f"/api/v1/assignments/?{query}").json()["results"]}

    first = cast.assignment.pk
    assert found("state=at_head") == {other.pk}
    assert found("state=at_head&state=open") == {first, other.pk}
    assert found(f"unit={cast.ward.pk}") == {first}
    assert found(f"plan={cast.plan.pk}") == {first, other.pk}
    assert found("plan=999999") == set()
    assert found("due_from=2026-02-01") == {other.pk}
    assert found("due_to=2026-02-01") == {first}


def test_overdue_means_officially_overdue_today(cast, as_user):
    today = timezone.localdate()
    Assignment.objects.update(due_date=today)
    late = AssignmentFactory(
        task=cast.assignment.task, unit=cast.elsewhere, due_date=today.replace(year=today.year - 1)
    )
    client = as_user(cast.focal_officer)
    rows = client.get("/api/v1/assignments/?overdue=true").json()["results"]
    assert [(row["id"], row["official"]) for row in rows] == [(late.pk, "open_overdue")]
    rows = client.get("/api/v1/assignments/?overdue=false").json()["results"]
    assert [(row["id"], row["official"]) for row in rows] == [(cast.assignment.pk, "open_in_time")]


def test_a_filter_that_cannot_be_read_is_a_400_naming_the_field(cast, as_user):
    answer = as_user(cast.focal_officer).get("/api/v1/assignments/?state=late&due_to=mai")
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == {"state", "due_to"}


def test_pages_follow_each_other_without_gap_or_repeat(cast, as_user):
    for _ in range(4):
        AssignmentFactory(task=cast.assignment.task, unit=UnitFactory())
    client = as_user(cast.focal_officer)
    seen, url = [], "/api/v1/assignments/?limit=2"
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert seen == sorted(Assignment.objects.values_list("pk", flat=True))
    assert client.get("/api/v1/assignments/?cursor=x").status_code == 404


def test_a_draft_is_seen_by_its_focal_unit_only(cast, as_user):
    draft = PlanFactory(focal_unit=cast.focal, state=Plan.State.DRAFT)
    Party.objects.create(plan=draft, unit=cast.ward, part="lead")
    assert as_user(cast.focal_officer).get(f"/api/v1/plans/{draft.pk}/").status_code == 200
    assert as_user(cast.unit_officer).get(f"/api/v1/plans/{draft.pk}/").status_code == 404
    assert as_user(cast.inspector).get(f"/api/v1/plans/{draft.pk}/").status_code == 404


def test_units_are_known_to_everybody_signed_in(cast, as_user):
    rows = as_user(cast.stranger).get("/api/v1/units/").json()["results"]
    assert {"id": cast.ward.pk, "code": "CG", "name": "UBND phường Cầu Giấy"} in rows

"""Following the journal by position: everything a reader may see, once, in an order that never changes."""

import pytest
from django.db import transaction

from journal.operations import record, seal

URL = "/api/v1/events/"


@pytest.fixture
def sealed(cast) -> None:
    subject = ("assignment", cast.assignment.pk)
    with transaction.atomic():
        record("plans.published", ("plan", cast.plan.pk), actor=cast.focal_officer, plan_id=cast.plan.pk, tasks=1)
        record("tasks.updated", subject, actor=cast.unit_officer, plan_id=cast.plan.pk, percent=[0, 40])
        record(
            "tasks.supplement_requested",
            subject,
            actor=cast.focal_officer,
            plan_id=cast.plan.pk,
            reason="figures",
            **{"from": "sent", "to": "open"},
        )
        record("units.account_created", ("user", cast.stranger.pk))
    seal()


def verbs(client, query: str = "") -> list[str]:
    return [event["verb"] for event in client.get(f"{URL}{query}").json()["results"]]


@pytest.mark.parametrize("who", ["focal_officer", "unit_officer", "office_officer", "inspector", "city_leader"])
def test_those_who_may_read_the_work_get_all_of_it(cast, sealed, as_user, who):
    events = as_user(getattr(cast, who)).get(URL).json()["results"]
    told = {event["verb"]: event for event in events}
    assert set(told) == {"plans.published", "tasks.updated", "tasks.supplement_requested"}
    assert told["tasks.updated"]["payload"] == {"percent": [0, 40]}
    assert told["tasks.updated"]["actor_id"] == cast.unit_officer.pk


def test_a_partner_gets_states_without_people_progress_or_reasons(cast, sealed, as_user):
    events = as_user(cast.partner_officer).get(URL).json()["results"]
    assert [event["verb"] for event in events] == ["plans.published", "tasks.supplement_requested"]
    assert events[1]["payload"] == {"from": "sent", "to": "open"}
    assert events[1]["actor_id"] is None


@pytest.mark.parametrize("who", ["stranger", "admin"])
def test_others_get_nothing_but_a_position_to_go_on_from(cast, sealed, as_user, who):
    answer = as_user(getattr(cast, who)).get(URL).json()
    assert answer["results"] == []
    assert answer["after"] >= 4


def test_a_follower_goes_on_by_position_and_sees_only_what_is_sealed(cast, sealed, as_user):
    client = as_user(cast.focal_officer)
    seen, after = [], 0
    for _ in range(4):
        page = client.get(f"{URL}?after={after}&limit=1").json()
        seen += [event["verb"] for event in page["results"]]
        after = page["after"]
    assert seen == ["plans.published", "tasks.updated", "tasks.supplement_requested"]
    with transaction.atomic():
        record("tasks.sent", ("assignment", cast.assignment.pk), actor=cast.unit_head, plan_id=cast.plan.pk)
    assert verbs(client, f"?after={after}") == []
    seal()
    assert verbs(client, f"?after={after}") == ["tasks.sent"]


def test_a_question_that_cannot_be_read_is_a_400(cast, as_user):
    assert as_user(cast.focal_officer).get(f"{URL}?after=-1").status_code == 400


def test_many_events_cost_the_queries_of_few(cast, sealed, as_user, django_assert_num_queries):
    client = as_user(cast.focal_officer)
    client.get(URL)
    with django_assert_num_queries(5):
        client.get(f"{URL}?limit=1")
    with django_assert_num_queries(5):
        client.get(URL)

"""Deliveries of the plans one leads, and one's own channels and hours."""

import pytest

from notifications.models import Preference
from notifications.operations import Notice, compose_digests, deliver, post
from tests.cast import NOW


@pytest.fixture
def told(cast) -> None:
    words = {"kind": "x", "subject": ("plan", 1), "text": "A.1 Rà soát", "path": "/", "dedupe": "x", "code": "A.1"}
    post([Notice(**words, to_user_id=cast.unit_officer.pk, plan_id=cast.plan.pk)], today=NOW.date())
    compose_digests(today=NOW.date(), now=NOW)
    deliver(now=NOW)


def test_the_focal_unit_reads_what_became_of_its_messages_and_others_read_nothing(cast, as_user, told):
    [row] = as_user(cast.focal_officer).get("/api/v1/deliveries/?channel=email").json()["results"]
    assert (row["code"], row["channel"], row["state"]) == ("A.1", "email", "sent")
    assert row["user"]["id"] == cast.unit_officer.pk
    for who in (cast.unit_officer, cast.stranger, cast.inspector):
        assert as_user(who).get("/api/v1/deliveries/").json()["results"] == []


def test_one_chooses_the_own_channels_and_hours(cast, as_user):
    client = as_user(cast.unit_officer)
    [mail] = client.get("/api/v1/me/channels/").json()
    assert (mail["channel"], mail["digests"]) == ("email", True)
    none = {"channels": [{"channel": "email", "digests": False, "singles": True}]}
    answer = client.put("/api/v1/me/channels/", none, "application/json")
    assert (answer.status_code, "ít nhất một kênh" in answer.json()["detail"]) == (400, True)
    hours = {"digest_time": "08:30:00", "quiet_from": None, "quiet_to": None}
    assert client.put("/api/v1/me/hours/", hours, "application/json").json() == hours
    assert client.get("/api/v1/me/hours/").json() == hours
    assert Preference.objects.get().user == cast.unit_officer
    half = {"quiet_from": "21:00"}
    assert client.put("/api/v1/me/hours/", half, "application/json").status_code == 400

"""Units, their people and reorganisations over the API: the same rights and rules as on the pages."""

import pytest
from django.utils import timezone

from tasks.models import Continuation
from tests.factories import UnitFactory

READERS = {
    "admin": 200,
    "focal_officer": 200,
    "inspector": 200,
    "unit_head": 200,
    "partner_officer": 404,
    "stranger": 404,
}


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_people_of_a_unit_are_read_as_on_the_page(cast, as_user, who, status):
    client = as_user(getattr(cast, who))
    answer = client.get(f"/api/v1/units/{cast.ward.pk}/people/")
    assert answer.status_code == status
    if status == 200:
        assert {row["role"] for row in answer.json()} == {"officer", "unit_lead"}
    listed = client.get("/api/v1/units/registration/")
    assert listed.status_code == (404 if who == "unit_head" else status)


def prepare(client, cast, new, **changes):
    today = timezone.localdate().isoformat()
    body = {"old_units": [cast.ward.pk], "new_units": [new.pk], "effective_date": today, "document_date": today}
    return client.post("/api/v1/reorganisations/", body | {"document_number": "77/NQ"} | changes, "application/json")


def test_a_reorganisation_is_prepared_looked_at_and_carried_out_once(cast, as_user):
    client, new = as_user(cast.admin), UnitFactory(name="UBND phường Mới")
    plan = prepare(client, cast, new).json()
    address = f"/api/v1/reorganisations/{plan['id']}"
    items = {item["kind"]: item for item in client.get(f"{address}/items/").json()}
    assert items["assignment"]["units"] == [new.pk]
    chosen = {"choices": {items["person"]["key"]: []}}
    assert client.post(f"{address}/choose/", chosen, "application/json").json()["version"] == 1
    stale = client.post(f"{address}/carry-out/", {"version": 0}, "application/json")
    assert (stale.status_code, "người khác sửa" in stale.json()["detail"]) == (400, True)
    done = client.post(f"{address}/carry-out/", {"version": 1}, "application/json")
    assert done.json()["state"] == "applied"
    assert client.post(f"{address}/carry-out/", {"version": 1}, "application/json").status_code == 400
    assert Continuation.objects.count() == 1


def test_bad_bodies_are_told_and_others_find_nothing(cast, as_user):
    new = UnitFactory()
    assert prepare(as_user(cast.admin), cast, new, old_units=[]).status_code == 400
    assert prepare(as_user(cast.admin), cast, new, effective_date="mai").status_code == 400
    for who in ("focal_officer", "unit_head", "inspector"):
        client = as_user(getattr(cast, who))
        assert prepare(client, cast, new).status_code == 403
        assert client.get("/api/v1/reorganisations/").json()["results"] == []


def test_a_caller_of_several_units_may_name_the_one_that_acts(cast, as_user):
    client = as_user(cast.unit_officer)
    address = f"/api/v1/assignments/{cast.assignment.pk}/moves/"
    assert client.get(address, headers={"Acting-Unit": str(cast.ward.pk)}).status_code == 200
    assert client.get(address, headers={"Acting-Unit": str(cast.focal.pk)}).status_code == 401
    assert client.get(address, headers={"Acting-Unit": "²"}).status_code == 401

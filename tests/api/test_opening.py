"""The list of the go-live over the API: the administrators' page for other systems."""

import pytest

from journal.models import Event
from notifications.models import Opening
from notifications.queries import Guests
from tests.factories import UnitFactory

PATH = "/api/v1/opening/"


@pytest.fixture
def post(as_user, cast):
    client = as_user(cast.admin)

    def post(path: str, body: dict | None = None, status: int = 200, **headers: str):
        answer = client.post(PATH + path, body or {}, content_type="application/json", headers=headers)
        assert answer.status_code == status, answer.content
        return answer.json()

    post.client = client
    return post


def test_the_list_is_made_applied_and_opened(post, cast):
    assert post.client.get(PATH).json()["everybody"]
    both = {"people": [cast.focal_officer.pk], "units": [cast.ward.pk]}
    assert post("guests/", both) == {"added": 2}
    assert post("guests/", both) == {"added": 0}
    held = post("moves/hold/")
    assert held["everybody"] is False
    assert held["others_people"] == post.client.get(PATH).json()["others_people"] > 0
    listed = post.client.get(PATH + "guests/").json()["results"]
    assert listed == [
        {"kind": "units", "id": cast.ward.pk, "name": cast.ward.name},
        {"kind": "people", "id": cast.focal_officer.pk, "name": str(cast.focal_officer)},
    ]
    assert not Guests().everybody
    for kind, pk in (("units", cast.ward.pk), ("people", cast.focal_officer.pk), ("people", cast.focal_officer.pk)):
        assert post.client.delete(f"{PATH}guests/{kind}/{pk}/").status_code == 200
    assert post.client.get(PATH + "guests/").json()["count"] == 0
    assert post("moves/open/", **{"Idempotency-Key": "mo"}) == post("moves/open/", **{"Idempotency-Key": "mo"})
    assert Opening.objects.get().everyone
    assert Event.objects.filter(verb="notifications.opened_to_all").count() == 1


def test_what_is_wrong_is_said_in_words(post, cast, as_user):
    assert "Chưa chọn ai" in post("guests/", {}, 400)["detail"]
    assert post("guests/", {"people": ["x"]}, 400)["errors"][0]["field"] == "people.0"
    post("moves/la/", status=404)
    assert post.client.delete(f"{PATH}guests/la/1/").status_code == 404
    for path in ("", "guests/"):
        assert as_user(cast.focal_officer).get(PATH + path).status_code == 404
    assert as_user(cast.focal_officer).post(PATH + "moves/hold/").status_code == 404
    assert not Opening.objects.exists()


def test_a_long_list_comes_in_pages_at_the_same_cost(post, django_assert_max_num_queries):
    post("guests/", {"units": [UnitFactory().pk for _ in range(55)]})
    with django_assert_max_num_queries(8):
        page = post.client.get(PATH + "guests/").json()
    assert (page["count"], len(page["results"])) == (55, 50)
    assert len(post.client.get(page["next"]).json()["results"]) == 5

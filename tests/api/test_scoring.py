"""Scores, criteria and objections over the API, by the rules of the pages."""

import pytest
from freezegun import freeze_time

from insight.models import Criteria, Group, Objection
from insight.operations import freeze
from tests.insight.scored import CLOSED, PERIOD, late, on_time, paper, published

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
API = "/api/v1"


@pytest.fixture
def city(cast):
    cast.assignment.delete()
    on_time(cast, cast.ward, 4)
    late(cast, cast.ward, 1)
    on_time(cast, cast.elsewhere, 5)
    with freeze_time(CLOSED):
        yield cast


def test_scores_are_read_with_their_lines_and_the_rows_behind(city, as_user):
    published(city)
    sheet = freeze(PERIOD, Group.WARDS, now=CLOSED)
    told = as_user(city.stranger).get(f"{API}/scores/?group=phuong&period=2026-11").json()
    assert (told["version"], told["digest"], told["objections_until"]) == (1, sheet.digest, "2026-11-24")
    first, second = told["scores"]
    assert [(row["unit"], row["place"]) for row in (first, second)] == [(city.elsewhere.pk, 1), (city.ward.pk, 2)]
    line = second["lines"][0]
    assert (line["part"], line["weight"], line["counted"], line["whole"]) == ("timeliness", 40, "72.7", 5)
    address = f"{API}/scores/{city.ward.pk}/rows/?part=timeliness&period=2026-11"
    assert [row["good"] for row in as_user(city.unit_officer).get(address).json()].count(True) == 4
    assert as_user(city.stranger).get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?group=huyen", "?group=xa&period=2026-13", "?group=xa&period=2026", "?group=xa&day=x"]
)
def test_a_wrong_question_is_told_what_is_wrong(city, as_user, query):
    assert as_user(city.unit_officer).get(f"{API}/scores/{query}").status_code == 400


def test_criteria_are_written_published_and_then_stay(city, as_user):
    focal = as_user(city.focal_officer)
    told = {"name": "Bộ tiêu chí", "number": "1/QĐ", "issued_date": "2026-11-01", "issuer": "UBND", "timeliness": 41}
    made = focal.post(f"{API}/criteria/", told | {"groups": ["phuong"], "from_date": "2026-11-15", "file": paper()})
    assert made.status_code == 201, made.json()
    address = f"{API}/criteria/{made.json()['id']}/"
    refused = focal.post(f"{address}publication/")
    assert (refused.status_code, "101%" in refused.json()["detail"]) == (400, True)
    assert focal.patch(address, {"timeliness": 40}, content_type="application/json").json()["timeliness"] == 40
    assert focal.post(f"{address}publication/").json()["state"] == "published"
    assert focal.patch(address, {"quality": 1}, content_type="application/json").status_code == 409
    assert Criteria.objects.get().quality == 15
    other = as_user(city.unit_officer)
    assert other.get(address).status_code == 200
    assert other.post(f"{API}/criteria/", {"name": "Bộ khác"}, content_type="application/json").status_code == 403


def test_an_objection_is_sent_once_and_answered(city, as_user):
    published(city)
    freeze(PERIOD, Group.WARDS, now=CLOSED)
    told = {"unit": city.ward.pk, "period": "2026-11", "part": "timeliness", "text": "Chờ hướng dẫn."}
    officer, kind = as_user(city.unit_officer), {"content_type": "application/json"}
    made = officer.post(f"{API}/objections/", told, headers={"Idempotency-Key": "a"}, **kind)
    again = officer.post(f"{API}/objections/", told, headers={"Idempotency-Key": "a"}, **kind)
    assert (made.status_code, again.json()["id"]) == (201, made.json()["id"])
    assert officer.post(f"{API}/objections/", told, **kind).status_code == 409
    assert as_user(city.stranger).post(f"{API}/objections/", told, **kind).status_code == 404
    address = f"{API}/objections/{made.json()['id']}/"
    assert officer.post(f"{address}answer/", {"recount": False, "answer": "Không."}, **kind).status_code == 403
    done = as_user(city.focal_officer).post(f"{address}answer/", {"recount": True, "answer": "Đã xem lại."}, **kind)
    assert (done.status_code, done.json()["state"]) == (200, Objection.State.CORRECTED)
    assert len(officer.get(f"{API}/objections/").json()["results"]) == 1
    assert officer.get(address).json()["answer"] == "Đã xem lại."

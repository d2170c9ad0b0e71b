"""Indicators and figures over the API: the rights and the answers of the pages."""

import pytest

from kpi.models import Measurement
from tests.kpi.cast import NOW, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast):
    return opened(cast, now=NOW)


def post(client, path: str, body: dict, status: int = 200, **headers):
    answer = client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_each_reads_the_figures_that_the_pages_show(cast, as_user, rows):
    def seen(person) -> list[int]:
        return [row["unit"]["id"] for row in as_user(person).get("/api/v1/measurements/").json()["results"]]

    assert seen(cast.unit_officer) == [cast.ward.pk]
    assert set(seen(cast.partner_officer)) == {cast.ward.pk, cast.elsewhere.pk}
    found = as_user(cast.unit_officer).get("/api/v1/indicators/").json()["results"]
    assert found[0]["targets"][0]["words"] == "đủ 100%"
    assert as_user(cast.focal_officer).get("/api/v1/warnings/").json()["results"] == []


def test_many_figures_come_in_at_once_with_an_answer_for_each(cast, as_user, rows):
    mine, theirs = rows[cast.ward.pk].pk, rows[cast.elsewhere.pk].pk
    body = {
        "rows": [
            {"id": mine, "numerator": "41", "denominator": "52"},
            {"id": theirs, "numerator": "1", "denominator": "1"},
            {"id": mine, "numerator": "0", "denominator": "52"},
        ],
        "send": True,
    }
    client = as_user(cast.unit_officer)
    first = post(client, "measurements/figures/", body, **{"Idempotency-Key": "thang-4"})
    assert [bool(answer["error"]) for answer in first] == [False, True, True]
    assert post(client, "measurements/figures/", body, **{"Idempotency-Key": "thang-4"}) == first
    assert Measurement.objects.get(pk=mine).state == "sent"
    answers = post(as_user(cast.partner_officer), "measurements/moves/accept/", {"ids": [mine, theirs]})
    assert [bool(answer["error"]) for answer in answers] == [False, True]


def test_what_is_no_figure_is_told_by_row(cast, as_user, rows):
    pk = rows[cast.ward.pk].pk
    body = {"rows": [{"id": pk, "numerator": "nhiều", "denominator": "52"}]}
    (answer,) = post(as_user(cast.unit_officer), "measurements/figures/", body)
    assert answer["error"].startswith("“nhiều” không phải là số")
    post(as_user(cast.unit_officer), "measurements/figures/", {"rows": []}, status=400)


def test_where_an_indicator_stands_is_told_with_how_many_units_it_rests_on(cast, as_user, rows):
    row = rows[cast.ward.pk]
    Measurement.objects.filter(pk=row.pk).update(state="accepted", numerator=4, denominator=5, sent_at=NOW)
    path = f"/api/v1/indicators/{row.target.indicator_id}/standing/"
    (one,) = as_user(cast.unit_officer).get(path).json()
    (value,) = one["values"]
    assert (value["value"], value["measured"], value["expected"]) == ("80.0000", 1, 2)
    assert (one["verdict"], one["forecast"]) == ("unrated", None)
    assert as_user(cast.admin).get(path).status_code == 404


def test_the_monitor_corrects_how_it_is_measured_and_its_path(cast, as_user, rows):
    target = rows[cast.ward.pk].target
    client = as_user(cast.partner_officer)

    def put(path: str, body: dict):
        return client.put(f"/api/v1/{path}", body, content_type="application/json")

    answer = put(f"indicators/{target.indicator_id}/measuring/", {"source_system": "iHanoi", "units": [cast.ward.pk]})
    assert answer.status_code == 200, answer.content
    target.indicator.refresh_from_db()
    assert target.indicator.source_system == "iHanoi"
    assert list(target.indicator.parties.values_list("unit", flat=True)) == [cast.ward.pk]
    body = {"value": "85.5", "path": [{"day": "2026-06-30", "value": "60"}]}
    assert put(f"targets/{target.pk}/", body).json()["path"][0]["day"] == "2026-06-30"
    assert put(f"targets/{target.pk}/", {"comparator": "between"}).status_code in (400, 422)


@pytest.mark.parametrize("what", ["indicators", "measurements", "warnings"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_are_taken_away_as_files(cast, as_user, rows, what, form):
    answer = as_user(cast.partner_officer).get(f"/api/v1/exports/{what}/{form}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    if (what, form) == ("measurements", "csv"):
        assert cast.ward.name in answer.content.decode()
        assert answer.content.decode().count("\r\n") == 3
    assert as_user(cast.partner_officer).get(f"/api/v1/exports/{what}/doc/").status_code == 404


def test_a_leader_asks_and_the_unit_answers(cast, as_user):
    body = {"assignments": [cast.assignment.pk], "question": "Vì sao?", "due_date": "2099-01-05"}
    (asked,) = post(as_user(cast.city_leader), "explanations/", body, 201)
    post(as_user(cast.city_leader), "explanations/", body | {"indicator": 1}, 400)
    mine = as_user(cast.unit_officer)
    assert [row["id"] for row in mine.get("/api/v1/explanations/").json()] == [asked["id"]]
    assert post(mine, f"explanations/{asked['id']}/answer/", {"answer": "Chờ máy."})["answer"] == "Chờ máy."
    post(as_user(cast.stranger), f"explanations/{asked['id']}/answer/", {"answer": "x"}, 404)

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

"""Period reports over the API: the rules of the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.models import Report
from reports.operations.opening import open_reports
from tests.factories import UnitFactory
from tests.reports.filed import NOON, TEXTS, monthly, opened, sent


@pytest.fixture(autouse=True)
def today(monkeypatch, as_user):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def put(client, url, body):
    return client.put(f"/api/v1/{url}", body, content_type="application/json")


def post(client, url, body=None):
    return client.post(f"/api/v1/{url}", body or {}, content_type="application/json")


def test_a_report_goes_its_whole_way(cast, as_user):
    report = opened(cast)
    officer, head, focal = (as_user(user) for user in (cast.unit_officer, cast.unit_head, cast.focal_officer))
    found = officer.get(f"/api/v1/reports/{report.pk}/").json()
    assert (found["state"], found["content"]["to"]) == ("draft", "UBND Thành phố (qua Sở Tài chính)")
    assert focal.get(f"/api/v1/reports/{report.pk}/").status_code == 404
    written = put(officer, f"reports/{report.pk}/texts/", {"texts": TEXTS, "seen": 0})
    assert (written.status_code, written.json()["revision"]) == (200, 1), written.content
    assert put(officer, f"reports/{report.pk}/texts/", {"texts": {"causes": "x"}, "seen": 0}).status_code == 409
    assert post(officer, f"reports/{report.pk}/moves/send/").status_code == 403
    assert post(officer, f"reports/{report.pk}/moves/propose/").json()["state"] == "at_head"
    assert post(head, f"reports/{report.pk}/moves/send/").json()["state"] == "sent"
    assert post(head, f"reports/{report.pk}/moves/send/").status_code == 409
    assert post(focal, f"reports/{report.pk}/moves/receive/").json()["received_by"]["id"] == cast.focal_officer.pk
    paper = {"number": "12/BC-UBND", "date": "2026-01-12", "signer": "Nguyễn Văn A"}
    assert put(officer, f"reports/{report.pk}/paper/", paper).json()["paper_number"] == "12/BC-UBND"


def test_a_refused_move_is_a_problem_in_one_sentence(cast, as_user):
    answer = post(as_user(cast.unit_officer), f"reports/{opened(cast).pk}/moves/propose/")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "Không có thì ghi “Không có”" in answer.json()["detail"]


@pytest.mark.parametrize("body", [{}, {"texts": "x"}, {"texts": {"causes": None}}, {"texts": {}, "seen": "a"}])
def test_wrong_texts_are_a_problem(cast, as_user, body):
    report = opened(cast)
    assert put(as_user(cast.unit_officer), f"reports/{report.pk}/texts/", body).status_code == 400


def test_completeness_names_who_is_missing(cast, as_user):
    sent(cast)
    monthly(cast.plan, cast.partner)
    open_reports(now=NOON)
    url = f"/api/v1/reports/completeness/?receiver={cast.focal.pk}&period_key=2026-01"
    found = as_user(cast.focal_officer).get(url).json()
    assert found["total"] == {"expected": 2, "sent": 1, "on_time": 1, "received": 0}
    assert [unit["code"] for unit in found["missing"]] == ["SKHCN"]
    assert as_user(cast.stranger).get(url).status_code == 404
    assert as_user(cast.focal_officer).get("/api/v1/reports/completeness/").status_code == 404


def test_a_list_costs_the_same_with_more_rows(cast, as_user):
    opened(cast)
    client = as_user(cast.unit_officer)
    client.get("/api/v1/reports/")
    with CaptureQueriesContext(connection) as few:
        client.get("/api/v1/reports/")
    for n in range(5):
        monthly(cast.plan, cast.ward, via_unit=UnitFactory(code=f"Q{n}"))
    open_reports(now=NOON)
    with CaptureQueriesContext(connection) as many:
        assert len(client.get("/api/v1/reports/").json()["results"]) == 6
    assert len(many) == len(few)
    assert Report.objects.count() == 6

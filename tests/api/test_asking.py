"""Change requests, contributions, obstacles and open leads over the API: the rules of the pages, 409 when late."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks import operations
from tasks.models import Assignment, ChangeRequest, ContributionRequest, Obstacle, TaskParty
from tests.cast import NOW
from tests.factories import AssignmentFactory

ASKED = {"kind": "deadline", "reason": "subjective", "text": "Chờ hướng dẫn", "due_date": "2027-03-31"}


def post(client, url: str, body: dict | None = None, **headers: str):
    return client.post(f"/api/v1/{url}", body or {}, content_type="application/json", headers=headers)


def letter() -> SimpleUploadedFile:
    return SimpleUploadedFile("qd.pdf", b"%PDF-1.7 qd")


def test_a_change_goes_its_whole_way(cast, as_user):
    officer, head, focal, office = (
        as_user(user) for user in (cast.unit_officer, cast.unit_head, cast.focal_officer, cast.office_officer)
    )
    answer = post(officer, f"assignments/{cast.assignment.pk}/change-requests/", ASKED)
    assert (answer.status_code, answer.json()["state"]) == (201, "at_head"), answer.content
    pk = answer.json()["id"]
    assert focal.get(f"/api/v1/change-requests/{pk}/").status_code == 404
    assert post(head, f"change-requests/{pk}/approve/").json()["state"] == "asked"
    opinion = {"ids": [pk], "agrees": True, "text": "Đồng ý"}
    assert post(focal, "change-requests/opinion/", opinion).json()[0]["state"] == "opined"
    late = post(focal, "change-requests/opinion/", opinion)
    assert late.status_code == 409
    assert f"{cast.focal_officer} đã chuyển đề nghị này" in late.json()["detail"]
    details = {"ids": [pk], "approved": "true", "number": "3105/UBND", "date": "2026-01-14", "file": letter()}
    decided = office.post("/api/v1/change-requests/decision/", details)
    assert decided.status_code == 200, decided.content
    assert decided.json()[0]["decision"]["number"] == "3105/UBND"
    cast.assignment.refresh_from_db()
    assert cast.assignment.due_date == date(2027, 3, 31)


@pytest.mark.parametrize(
    "wrong",
    [{"due_date": "2020-01-01"}, {"text": "x" * 9_999}, {"text": ""}, {"kind": "khac"}, {"reason": "objective"}],
)
def test_a_wrong_request_is_a_problem_and_leaves_nothing(cast, as_user, wrong):
    answer = post(as_user(cast.unit_head), f"assignments/{cast.assignment.pk}/change-requests/", ASKED | wrong)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert not ChangeRequest.objects.exists()


def test_a_repeat_with_its_key_asks_once(cast, as_user):
    client, url = as_user(cast.unit_head), f"assignments/{cast.assignment.pk}/change-requests/"
    key = {"Idempotency-Key": "mot"}
    first, again = post(client, url, ASKED, **key), post(client, url, ASKED, **key)
    assert (first.json()["id"], again.json()["id"]) == (ChangeRequest.objects.get().pk,) * 2
    assert post(client, url, ASKED).status_code == 409


def test_a_request_of_another_unit_is_not_found(cast, as_user):
    told = {"kind": "deadline", "reason": "subjective", "text": "Chờ", "due_date": date(2027, 1, 1)}
    request = operations.ask_change(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW, **told)
    stranger = as_user(cast.stranger)
    assert post(stranger, f"change-requests/{request.pk}/withdraw/").status_code == 404
    opinion = {"ids": [request.pk], "agrees": True, "text": "Đồng ý"}
    assert post(stranger, "change-requests/opinion/", opinion).status_code == 404
    assert post(as_user(cast.unit_officer), "change-requests/opinion/", opinion).status_code == 403
    assert post(stranger, f"assignments/{cast.assignment.pk}/contributions/", {}).status_code == 404


def test_a_contribution_is_asked_delivered_and_accepted(cast, as_user):
    lead, partner = as_user(cast.unit_officer), as_user(cast.partner_officer)
    body = {"what": "Số liệu", "due_date": "2027-01-25", "partner": cast.partner.pk}
    pk = post(lead, f"assignments/{cast.assignment.pk}/contributions/", body).json()["id"]
    assert [row["id"] for row in partner.get("/api/v1/contributions/?state=asked").json()["results"]] == [pk]
    assert post(partner, f"contributions/{pk}/deliver/", {}).status_code == 400
    done = partner.post(f"/api/v1/contributions/{pk}/deliver/", {"text": "Gửi kèm", "file": letter()})
    assert (done.status_code, done.json()["state"], done.json()["file_name"]) == (200, "delivered", "qd.pdf")
    assert post(partner, f"contributions/{pk}/deliver/", {"text": "Lần nữa"}).status_code == 409
    assert post(lead, f"contributions/{pk}/ask_again/", {"text": "Thiếu quý III"}).json()["state"] == "asked"
    post(partner, f"contributions/{pk}/deliver/", {"text": "Đủ"})
    assert post(partner, f"contributions/{pk}/accept/").status_code == 403
    assert post(lead, f"contributions/{pk}/accept/").json()["state"] == "accepted"
    assert as_user(cast.stranger).get(f"/api/v1/contributions/{pk}/").status_code == 404


def test_an_obstacle_is_taken_higher_and_decided(cast, as_user):
    told = {"obstacle": "Thiếu kinh phí", "obstacle_kind": "kinh_phi", "now": NOW}
    operations.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, **told)
    pk = Obstacle.objects.get().pk
    focal, unit = as_user(cast.focal_officer), as_user(cast.unit_officer)
    assert post(unit, f"obstacles/{pk}/answer/", {"text": "Tự trả lời"}).status_code == 403
    up = {"to": "UBND Thành phố", "number": "8/BC", "date": "2026-01-14"}
    assert post(focal, f"obstacles/{pk}/escalate/", up).json()["state"] == "escalated"
    assert post(focal, f"obstacles/{pk}/decide/", {"number": "9/QĐ", "date": "2026-01-15"}).status_code == 400
    end = {"number": "9/QĐ", "date": "2026-01-15", "text": "Cấp 2 tỷ"}
    assert post(focal, f"obstacles/{pk}/decide/", end).json()["state"] == "decided"
    assert post(unit, f"obstacles/{pk}/resolve/").status_code == 409
    assert as_user(cast.stranger).get(f"/api/v1/obstacles/{pk}/").status_code == 404


def test_open_leads_are_named(cast, as_user):
    party = TaskParty.objects.create(task=cast.assignment.task, part="lead", kind="open", phrase="được giao")
    focal = as_user(cast.focal_officer)
    assert focal.get("/api/v1/open-leads/?named=false").json()["results"][0]["phrase"] == "được giao"
    assert post(focal, f"open-leads/{party.pk}/name/", {"date": "2027-01-01"}).json()["name_by_date"] == "2027-01-01"
    assert (
        post(as_user(cast.unit_officer), f"open-leads/{party.pk}/name/", {"units": [cast.elsewhere.pk]}).status_code
        == 403
    )
    named = post(focal, f"open-leads/{party.pk}/name/", {"units": [cast.elsewhere.pk]})
    assert named.json()["named_by"]["id"] == cast.focal_officer.pk
    assert Assignment.objects.filter(unit=cast.elsewhere).exists()
    assert post(focal, f"open-leads/{party.pk}/name/", {"units": [cast.partner.pk]}).status_code == 409
    assert focal.get("/api/v1/open-leads/?named=false").json()["results"] == []


@pytest.mark.parametrize("name", ["change-requests", "contributions", "obstacles"])
def test_lists_ask_as_many_questions_for_ten_rows_as_for_one(cast, as_user, name):
    def more(count: int) -> None:
        for _ in range(count):
            assignment = AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
            told = {"assignment_id": assignment.pk, "actor": cast.unit_head, "now": NOW}
            wish = {"kind": "lead", "reason": "subjective", "text": "Chờ", "unit_id": cast.partner.pk}
            operations.ask_change(**told, **wish)
            operations.ask_contribution(**told, what="Số liệu", due_date=date(2027, 1, 1), partner_id=cast.partner.pk)
            operations.update_progress(**told, obstacle="Thiếu kinh phí")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            rows = client.get(f"/api/v1/{name}/").json()["results"]
        assert len(rows) == ContributionRequest.objects.count()
        return len(found)

    client = as_user(cast.focal_officer)
    more(1)
    queries()
    one = queries()
    more(9)
    assert queries() == one

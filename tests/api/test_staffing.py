"""People, files and tasks by hand over the API: what the pages offer, with their rights and sentences."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from plans.models import Plan
from tasks import operations
from tasks.models import Assignment, Evidence
from tests.cast import NOW
from tests.factories import MembershipFactory
from units.models import Absence, Membership

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def post(client, path: str, body: dict | None = None, status: int = 200, **headers: str):
    answer = client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.fixture
def proof(cast, settings, tmp_path) -> Evidence:
    settings.MEDIA_ROOT = str(tmp_path)
    file = SimpleUploadedFile("bao-cao.pdf", PDF)
    told = {"assignment_id": cast.assignment.pk, "actor": cast.unit_officer, "now": NOW}
    return operations.add_evidence(**told, kind="file", label="Báo cáo", file=file)


def test_a_file_goes_to_those_who_read_the_work_whatever_they_accept(cast, as_user, proof):
    path = f"/api/v1/evidence/{proof.pk}/file/"
    answer = as_user(cast.focal_officer).get(path, headers={"Accept": "application/pdf"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PDF)
    for who in (cast.partner_officer, cast.stranger):
        assert as_user(who).get(path).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_a_404_problem(cast, as_user, proof):
    proof.file.delete(save=False)
    answer = as_user(cast.focal_officer).get(f"/api/v1/evidence/{proof.pk}/file/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_evidence_is_taken_back_once_by_its_unit(cast, as_user, proof):
    path = f"evidence/{proof.pk}/withdrawal/"
    post(as_user(cast.focal_officer), path, status=403)
    post(as_user(cast.stranger), path, status=404)
    client = as_user(cast.unit_officer)
    first = post(client, path, **{"Idempotency-Key": "rut"})
    assert first["withdrawn_at"]
    assert post(client, path, **{"Idempotency-Key": "rut"}) == first
    assert "đã gửi hoặc đã rút" in post(client, path, status=409)["detail"]


def test_a_task_is_given_by_hand_with_names_as_in_a_document(cast, as_user):
    body = {
        "content": "Báo cáo nhanh",
        "leads": [cast.ward.name, "Sở Khoa học và Công nghệ"],
        "due_date": "2027-01-31",
    }
    path = f"plans/{cast.plan.pk}/tasks/"
    made = post(as_user(cast.focal_officer), path, body, 201)
    assert Assignment.objects.filter(task=made["id"]).count() == 2
    wrong = post(as_user(cast.focal_officer), path, body | {"leads": ["Sở Không Có"]}, 400)
    assert [one["field"] for one in wrong["errors"]] == ["leads"]
    post(as_user(cast.unit_head), path, body, 404)
    Plan.objects.update(state="closed")
    assert post(as_user(cast.focal_officer), path, body, 400)["errors"]


def test_a_person_is_added_and_stands_in_for_the_head(cast, as_user):
    coordinator = MembershipFactory(unit=cast.ward, role=Membership.Role.COORDINATOR).user
    client, unit = as_user(coordinator), f"units/{cast.ward.pk}"
    person = {"full_name": "Lê Thị Hoa", "email": "hoa@hanoi.example", "role": "officer"}
    added = post(client, f"{unit}/members/", person, 201)
    assert post(client, f"{unit}/members/", person | {"email": "không"}, 400)["errors"][0]["field"] == "email"
    post(as_user(cast.unit_officer), f"{unit}/members/", person, 403)
    post(as_user(cast.stranger), f"{unit}/members/", person, 404)
    today = timezone.localdate()
    days = {"from_date": today.isoformat(), "to_date": (today + timedelta(days=3)).isoformat()}
    away = post(client, f"{unit}/absences/", {"user": cast.unit_head.pk, "deputy": added["id"]} | days, 201)
    assert client.get(f"/api/v1/{unit}/absences/").json()[0]["deputy"]["full_name"] == "Lê Thị Hoa"
    post(as_user(cast.unit_officer), f"absences/{away['id']}/cancellation/", status=403)
    assert post(client, f"absences/{away['id']}/cancellation/")["cancelled_at"]
    assert "đã được bỏ" in post(client, f"absences/{away['id']}/cancellation/", status=400)["detail"]
    assert Absence.objects.count() == 1


def test_whoever_leaves_hands_the_work_over(cast, as_user):
    Assignment.objects.update(officer=cast.unit_officer)
    client, path = as_user(cast.unit_head), f"units/{cast.ward.pk}/hand-over/"
    missing = post(client, path, {"user": cast.unit_officer.pk}, 400)
    assert "Chọn người nhận 1 việc" in missing["detail"]
    done = post(client, path, {"user": cast.unit_officer.pk, "officer": cast.unit_head.pk})
    assert done == {"officer_of": 1, "leader_of": 0}
    assert Assignment.objects.get().officer == cast.unit_head


def test_units_are_invited_by_those_who_must_reach_them(cast, as_user):
    body = {"units": [cast.ward.pk, cast.elsewhere.pk]}
    post(as_user(cast.unit_head), "invitations/", body, 403)
    client = as_user(cast.focal_officer)
    assert len(post(client, "invitations/", body)["sent"]) == 2
    assert len(post(client, "invitations/", body)["just_invited"]) == 2

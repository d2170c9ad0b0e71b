"""The ready set, judgements, milestones, figures and bulk steps over the API."""

import pytest

from tasks import operations as op
from tasks.models import Assignment, Evidence, RegisteredMilestone
from tests.cast import NOW
from tests.factories import AssignmentFactory


@pytest.fixture
def base(cast) -> str:
    return f"/api/v1/assignments/{cast.assignment.pk}"


def post(client, url, body=None, **headers):
    return client.post(url, body or {}, content_type="application/json", headers=headers)


def prove(cast, work, **more):
    fields = {"kind": "document", "label": "Báo cáo", "document_number": "1/BC", "now": NOW} | more
    return op.add_evidence(assignment_id=work.pk, actor=cast.unit_officer, **fields)


def test_it_says_what_is_missing_and_takes_it(cast, as_user, base):
    task = cast.assignment.task
    task.acceptance, task.product = ["đúng, đủ, sạch, sống"], "Quyết định\nKế hoạch"
    task.save()
    officer, head = as_user(cast.unit_officer), as_user(cast.unit_head)
    before = officer.get(f"{base}/ready/").json()
    assert [one["proved"] for one in before["products"]] == [False, False]
    assert "“Quyết định”, “Kế hoạch”" in before["missing"]
    proof = {"kind": "document", "label": "QĐ", "document_number": "1/QĐ", "products": ["Quyết định"]}
    first = post(officer, f"{base}/evidence/", proof).json()
    assert (first["products"], first["version"]) == (["Quyết định"], 1)
    again = post(officer, f"{base}/evidence/", proof | {"document_number": "2/QĐ", "replaces_id": first["id"]})
    assert again.json()["version"] == 2
    refused = post(head, f"{base}/moves/send/")
    assert (refused.status_code, "“Kế hoạch”" in refused.json()["detail"]) == (400, True)
    post(officer, f"{base}/evidence/", proof | {"label": "KH", "document_number": "3/KH", "products": ["Kế hoạch"]})
    answers = {"answers": dict.fromkeys(["đúng", "đủ", "sạch", "sống"], "100%")}
    assert post(officer, f"{base}/ready/", answers).json()["missing"] == ""
    assert post(head, f"{base}/moves/send/").status_code == 200


def test_it_judges_confirms_and_takes_back(cast, as_user, base):
    piece = prove(cast, cast.assignment)
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    focal = as_user(cast.focal_officer)
    body = {"evidence": [{"evidence": piece.pk, "judgement": "ok"}]}
    assert post(as_user(cast.unit_head), f"{base}/judgements/", body).status_code == 403
    assert post(as_user(cast.stranger), f"{base}/judgements/", body).status_code == 404
    assert post(focal, f"{base}/judgements/", body).status_code == 200
    assert Evidence.objects.get().judgement == "ok"
    post(focal, f"{base}/moves/confirm/")
    assert post(focal, f"{base}/moves/take_back/").json()["state"] == "sent"
    late = post(focal, f"{base}/moves/take_back/")
    assert (late.status_code, cast.focal_officer.full_name in late.json()["detail"]) == (409, True)


def test_milestones_and_their_moves(cast, as_user, base):
    Assignment.objects.update(due_date=None, original_due_date=None)
    officer, head, focal = (as_user(user) for user in (cast.unit_officer, cast.unit_head, cast.focal_officer))
    assert post(officer, f"{base}/milestones/", {"label": "Trình", "due_date": "2020-01-01"}).status_code == 400
    key = {"Idempotency-Key": "m-1"}
    body = {"label": "Trình", "due_date": "2030-01-02"}
    made = [post(officer, f"{base}/milestones/", body, **key).json()["id"] for _ in range(2)]
    assert made[0] == made[1] == RegisteredMilestone.objects.get().pk
    address = f"/api/v1/milestones/{made[0]}/moves"
    assert post(officer, f"{address}/approve/").status_code == 403
    assert post(as_user(cast.stranger), f"{address}/approve/").status_code == 404
    assert post(head, f"{address}/approve/").json()["state"] == "approved"
    assert post(focal, f"{address}/note/").json()["state"] == "noted"
    assert post(focal, f"{address}/note/").status_code == 409
    assert post(officer, f"{address}/reach/", {"day": "2026-01-10"}).json()["reached_date"] == "2026-01-10"
    assert [one["state"] for one in focal.get(f"{base}/milestones/").json()] == ["noted"]


def test_figures_of_all_units_come_in_one_request(cast, as_user):
    address = f"/api/v1/tasks/{cast.assignment.task_id}/figures/"
    rows = [{"unit": "UBND phường Cầu Giấy", "total": 28, "done": 29}]
    body = {"source": "Hệ thống 1022", "rows": rows, "confirm": True}
    assert post(as_user(cast.unit_officer), address, body).status_code == 403
    focal = as_user(cast.focal_officer)
    refused = post(focal, address, body)
    assert (refused.status_code, "nhiều hơn tổng số 28" in refused.json()["detail"]) == (400, True)
    rows[0]["done"] = 28
    assert post(focal, address, body).json() == {"updated": 1, "confirmed": 1, "left": []}


def test_many_at_once_have_one_result_each(cast, as_user):
    other = AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    hidden = AssignmentFactory(unit=cast.elsewhere)
    prove(cast, cast.assignment)
    ids = [cast.assignment.pk, other.pk, hidden.pk]
    head = as_user(cast.unit_head)
    answer = post(head, "/api/v1/bulk/send/", {"ids": ids}).json()
    assert [(one["id"], one["status"]) for one in answer] == list(zip(ids, [200, 400, 404], strict=True))
    assert "Còn thiếu minh chứng" in answer[1]["detail"]
    assert [one["status"] for one in post(head, "/api/v1/bulk/confirm/", {"ids": ids[:1]}).json()] == [403]
    assert post(head, "/api/v1/bulk/cancel/", {"ids": ids}).status_code == 404
    focal = as_user(cast.focal_officer)
    done = [post(focal, "/api/v1/bulk/confirm/", {"ids": ids[:1]}).json()[0]["status"] for _ in range(2)]
    assert done == [200, 409]

"""Writes over the API: the operations of the pages, their refusals as problem details, and repeats."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from rest_framework.throttling import UserRateThrottle

from api.models import Answer
from api.serializers.work import UpdatedSerializer
from api.views.events import EventsView
from journal.models import Event
from tasks.models import Assignment, Evidence, Obstacle, ProgressUpdate

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("bao-cao.pdf", content, "application/pdf")


@pytest.fixture
def base(cast) -> str:
    return f"/api/v1/assignments/{cast.assignment.pk}"


def post(client, url: str, body: dict | None = None, **headers: str):
    return client.post(url, body or {}, content_type="application/json", headers=headers)


def test_the_whole_lifecycle_goes_over_the_api(cast, as_user, base):
    officer, head, focal = (as_user(user) for user in (cast.unit_officer, cast.unit_head, cast.focal_officer))
    people = {"leader": cast.unit_head.pk, "officer": cast.unit_officer.pk}
    assert post(officer, f"{base}/receive/", people).json()["work"]["officer"]["id"] == cast.unit_officer.pk
    sent = officer.post(f"{base}/updates/", {"percent": "80", "note": "Gần xong", "file": pdf(), "label": "Báo cáo"})
    assert sent.status_code == 201
    proof = Evidence.objects.get()
    assert (sent.json()["percent"], sent.json()["evidence"]) == (80, proof.pk)
    assert set(sent.json()) == set(UpdatedSerializer().fields)
    assert proof.file_name == "bao-cao.pdf"
    for client, slug, words, state in (
        (officer, "propose", {}, "at_head"),
        (head, "hand_back", {"text": "Sửa số liệu"}, "open"),
        (officer, "propose", {}, "at_head"),
        (head, "send", {}, "sent"),
        (focal, "request_supplement", {"reason": "figures", "text": "Bổ sung phụ lục"}, "open"),
        (head, "send", {}, "sent"),
        (
            focal,
            "await_approval",
            {"number": "5/TTr", "date": "2026-01-20", "to": "UBND Thành phố"},
            "awaiting_approval",
        ),
        (focal, "confirm", {}, "completed"),
        (focal, "reopen", {"text": "Số liệu sai"}, "open"),
        (focal, "cancel", {"text": "QĐ 9/QĐ-UBND"}, "cancelled"),
    ):
        slugs = [move["slug"] for move in client.get(f"{base}/moves/").json()]
        assert slug in slugs
        answer = post(client, f"{base}/moves/{slug}/", words)
        assert (answer.status_code, answer.json().get("state")) == (200, state), answer.content


def test_evidence_of_each_kind_is_added(cast, as_user, base):
    client = as_user(cast.unit_officer)
    for body in (
        {"kind": "document", "label": "Quyết định", "document_number": "1/QĐ", "document_date": "2026-01-10"},
        {"kind": "link", "label": "Trang dữ liệu", "url": "https://example.org/du-lieu"},
        {"kind": "figure", "label": "Hồ sơ", "figure": "12.50", "figure_unit": "hồ sơ"},
    ):
        answer = post(client, f"{base}/evidence/", body)
        assert answer.status_code == 201, answer.content
        assert answer.json()["kind"] == body["kind"]
    assert client.post(f"{base}/evidence/", {"kind": "file", "label": "Báo cáo", "file": pdf()}).status_code == 201
    assert Evidence.objects.count() == 4


def problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def test_a_wrong_person_gets_a_403_problem(cast, as_user, base):
    problem(post(as_user(cast.partner_officer), f"{base}/updates/", {"percent": 5}), 403)
    problem(post(as_user(cast.inspector), f"{base}/moves/cancel/", {"text": "x"}), 403)
    assert not ProgressUpdate.objects.exists()


def test_a_stranger_gets_a_404_problem_whatever_he_sends(cast, as_user, base):
    for path in ("updates/", "evidence/", "receive/", "moves/propose/"):
        body = {"kind": "link", "label": "x", "url": "https://example.org", "leader": 1, "officer": 1}
        problem(post(as_user(cast.stranger), f"{base}/{path}", body), 404)


def test_a_move_that_someone_else_just_made_is_a_409_problem(cast, as_user, base):
    Assignment.objects.filter(pk=cast.assignment.pk).update(state="sent", sent_date="2026-01-20")
    post(as_user(cast.focal_officer), f"{base}/moves/confirm/")
    body = problem(post(as_user(cast.focal_officer), f"{base}/moves/confirm/"), 409)
    assert cast.focal_officer.full_name in body["detail"]


def test_what_is_missing_is_a_400_problem_in_words(cast, as_user, base):
    officer = as_user(cast.unit_officer)
    assert "minh chứng" in problem(post(officer, f"{base}/moves/propose/"), 400)["detail"]
    assert problem(post(officer, f"{base}/updates/", {"percent": 120}), 400)["errors"][0]["field"] == "percent"
    assert problem(officer.post(f"{base}/updates/", "{", content_type="application/json"), 400)
    assert problem(post(officer, f"{base}/receive/", {"leader": 1}), 400)["errors"][0]["field"] == "officer"


def test_an_update_whose_file_is_refused_writes_nothing(cast, as_user, base):
    odd = SimpleUploadedFile("x.exe", b"MZ\x90", "application/octet-stream")
    problem(as_user(cast.unit_officer).post(f"{base}/updates/", {"percent": 50, "file": odd}), 400)
    cast.assignment.refresh_from_db()
    assert cast.assignment.percent == 0
    assert not Event.objects.filter(verb="tasks.updated").exists()


def test_addresses_methods_and_bodies_that_are_not_known_are_problems(cast, as_user, base):
    client = as_user(cast.unit_officer)
    problem(client.get("/api/v1/nowhere/"), 404)
    problem(client.post(f"{base}/moves/explode/"), 404)
    problem(client.delete(f"{base}/"), 405)
    problem(client.post(f"{base}/updates/", "percent=5", content_type="application/x-www-form-urlencoded"), 415)


@override_settings(UPLOAD_LIMIT_MB=1)
def test_a_file_over_the_limit_is_a_413_problem(cast, as_user, base):
    large = pdf(PDF + b"0" * (1024 * 1024 + 1))
    problem(as_user(cast.unit_officer).post(f"{base}/evidence/", {"kind": "file", "label": "x", "file": large}), 413)
    huge = pdf(PDF + b"0" * (3 * 1024 * 1024))
    problem(as_user(cast.unit_officer).post(f"{base}/updates/", {"percent": 1, "file": huge}), 413)
    assert not Evidence.objects.exists()


def test_a_repeat_with_the_same_key_gets_the_first_answer_and_changes_nothing(cast, as_user, base):
    client, key = as_user(cast.unit_officer), {"Idempotency-Key": "abc-1"}
    body = {"percent": 30, "obstacle": "Thiếu người"}
    first = post(client, f"{base}/updates/", body, **key)
    again = post(client, f"{base}/updates/", body, **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Obstacle.objects.count() == ProgressUpdate.objects.count() == 1


def test_a_repeated_form_with_a_file_is_known_by_its_content(cast, as_user, base):
    client = as_user(cast.unit_officer)
    for _ in range(2):
        form = {"percent": "10", "file": pdf(), "label": "Báo cáo"}
        answer = client.post(f"{base}/updates/", form, headers={"Idempotency-Key": "tep-1"})
        assert answer.status_code == 201
    assert Evidence.objects.count() == 1


def test_the_same_key_with_another_body_is_a_422_problem(cast, as_user, base):
    client, key = as_user(cast.unit_officer), {"Idempotency-Key": "abc-2"}
    post(client, f"{base}/updates/", {"percent": 30}, **key)
    problem(post(client, f"{base}/updates/", {"percent": 31}, **key), 422)
    problem(post(client, f"{base}/moves/propose/", {"percent": 30}, **key), 422)


def test_keys_are_each_persons_own(cast, as_user, base):
    key = {"Idempotency-Key": "abc-3"}
    for user in (cast.unit_officer, cast.unit_head):
        assert post(as_user(user), f"{base}/updates/", {"note": "Đã họp"}, **key).status_code == 201
    assert ProgressUpdate.objects.count() == 2


def test_a_refusal_is_remembered_too(cast, as_user, base):
    client, key = as_user(cast.unit_officer), {"Idempotency-Key": "abc-4"}
    problem(post(client, f"{base}/moves/propose/", **key), 400)
    Evidence.objects.all().delete()
    client.post(f"{base}/evidence/", {"kind": "file", "label": "x", "file": pdf()})
    again = post(client, f"{base}/moves/propose/", **key)
    problem(again, 400)
    assert again["Idempotency-Replayed"] == "true"
    assert Answer.objects.count() == 1


def test_a_body_that_is_no_object_is_a_400_problem_with_a_key_too(cast, as_user, base):
    client = as_user(cast.unit_officer)
    for headers in ({}, {"Idempotency-Key": "abc-5"}):
        problem(client.post(f"{base}/updates/", "[1]", content_type="application/json", headers=headers), 400)


def test_too_long_a_key_is_a_400_problem(cast, as_user, base):
    problem(
        post(as_user(cast.unit_officer), f"{base}/updates/", {"percent": 1}, **{"Idempotency-Key": "k" * 201}), 400
    )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_write_once(cast, secret_of, base):
    secret = secret_of(cast.unit_officer)

    def update(_: int) -> tuple[int, dict]:
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "hai-lan"}
        answer = Client().post(
            f"{base}/updates/", {"note": "Đã họp"}, content_type="application/json", headers=headers
        )
        connection.close()
        return answer.status_code, answer.json()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(update, range(2))
    assert first == second
    assert first[0] == 201
    assert ProgressUpdate.objects.count() == 1


def test_too_many_requests_are_a_429_problem_that_says_how_long_to_wait(cast, as_user, monkeypatch):
    class OnceAMinute(UserRateThrottle):
        rate = "1/min"

    monkeypatch.setattr(EventsView, "throttle_classes", [OnceAMinute])
    client = as_user(cast.unit_officer)
    assert client.get("/api/v1/events/").status_code == 200
    answer = client.get("/api/v1/events/")
    problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 61


def test_a_number_that_sqlite_cannot_hold_is_a_400_problem(cast, as_user, monkeypatch):
    def bound(*args, **kwargs):
        raise OverflowError("Python int too large to convert to SQLite INTEGER")

    monkeypatch.setattr(EventsView, "get", bound)
    answer = as_user(cast.unit_officer).get("/api/v1/events/")
    problem(answer, 400)
    assert "lớn hơn mọi mã" in answer.json()["detail"]

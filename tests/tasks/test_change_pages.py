"""Đề nghị điều chỉnh on pages: asked, opined, decided in bulk; strangers find nothing; late comers are told."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks import operations
from tasks.models import Assignment, ChangeRequest
from tests.cast import NOW
from tests.factories import AssignmentFactory

LATER = date(2027, 3, 31)


def ask(cast, assignment=None, actor=None, **more):
    return operations.ask_change(
        assignment_id=(assignment or cast.assignment).pk,
        actor=actor or cast.unit_head,
        now=NOW,
        **{"kind": "deadline", "reason": "subjective", "text": "Chờ hướng dẫn", "due_date": LATER} | more,
    )


def letter():
    return SimpleUploadedFile("qd.pdf", b"%PDF-1.7 qd")


def decision(**more):
    return {"approved": "1", "number": "3105/UBND", "date": "2026-01-14", "file": letter()} | more


def answering(name, *requests):
    return reverse(f"tasks:{name}") + "?" + "&".join(f"ids={request.pk}" for request in requests)


def test_the_whole_way_on_pages(cast, client):
    client.force_login(cast.unit_officer)
    page = reverse("tasks:ask_change", args=[cast.assignment.pk])
    assert "Hạn ban đầu" in client.get(page).content.decode()
    form = {"reason": "objective", "text": "Chờ hướng dẫn", "proof_number": "CV 2391/SNV", "due_date": "2027-03-31"}
    assert client.post(page, form).status_code == 302
    request = ChangeRequest.objects.get()
    client.force_login(cast.unit_head)
    assert "Duyệt và gửi" in client.get(reverse("tasks:change", args=[request.pk])).content.decode()
    client.post(reverse("tasks:move_change", args=[request.pk, "approve"]))
    client.force_login(cast.focal_officer)
    assert request.assignment.task.code in client.get(reverse("tasks:changes")).content.decode()
    answer = client.post(answering("opine_changes", request), {"agrees": "1", "text": "Đồng ý, trình Thành phố"})
    assert answer.status_code == 302
    client.force_login(cast.office_officer)
    preview = client.get(answering("decide_changes", request)).content.decode()
    assert "31/01/2026 → 31/03/2027" in preview
    answer = client.post(answering("decide_changes", request), decision(**{f"due_{request.pk}": "2027-02-28"}))
    assert answer.status_code == 302
    cast.assignment.refresh_from_db()
    assert (cast.assignment.due_date, cast.assignment.original_due_date) == (date(2027, 2, 28), date(2026, 1, 31))
    client.force_login(cast.unit_officer)
    work = client.get(cast.assignment.get_absolute_url()).content.decode()
    assert "Đã điều chỉnh thời hạn" in work
    assert "3105/UBND" in work
    paper = client.get(reverse("tasks:decision_file", args=[ChangeRequest.objects.get().decision_id]))
    assert b"".join(paper.streaming_content).startswith(b"%PDF")


def test_several_are_opined_and_decided_at_once(cast, client):
    requests = [ask(cast), *(ask(cast, AssignmentFactory(task__plan=cast.plan, unit=cast.ward)) for _ in range(2))]
    client.force_login(cast.focal_officer)
    client.post(answering("opine_changes", *requests), {"agrees": "0", "text": "Chưa đủ căn cứ"})
    client.post(answering("decide_changes", *requests), decision(approved="0"))
    assert set(ChangeRequest.objects.values_list("state", flat=True)) == {"not_approved"}
    assert set(Assignment.objects.values_list("due_date", flat=True)) == {date(2026, 1, 31)}


def test_a_page_that_another_has_answered_says_who_and_when(cast, client):
    request = ask(cast)
    operations.opine(request_ids=[request.pk], actor=cast.focal_officer, agrees=True, text="Đồng ý", now=NOW)
    client.force_login(cast.focal_officer)
    answer = client.post(answering("opine_changes", request), {"agrees": "1", "text": "Đồng ý"})
    assert answer.status_code == 409
    assert f"{cast.focal_officer} đã chuyển đề nghị này sang “Chờ quyết định” lúc" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"due_date": "2020-01-01"}, {"text": "x" * 10_000}, {"reason": ""}, {"due_date": "x"}]
)
def test_a_wrong_form_comes_back_with_what_was_typed(cast, client, wrong):
    client.force_login(cast.unit_officer)
    form = {"reason": "subjective", "text": "Chờ hướng dẫn Sở Nội vụ", "due_date": "2027-03-31"} | wrong
    answer = client.post(reverse("tasks:ask_change", args=[cast.assignment.pk]), form)
    assert answer.status_code == 400
    assert "sr-error" in answer.content.decode() or "sr-notice--error" in answer.content.decode()
    assert form["text"][:20] in answer.content.decode()
    assert not ChangeRequest.objects.exists()


def test_a_decision_without_its_file_comes_back(cast, client):
    request = ask(cast)
    operations.opine(request_ids=[request.pk], actor=cast.focal_officer, agrees=True, text="Đồng ý", now=NOW)
    client.force_login(cast.office_officer)
    answer = client.post(answering("decide_changes", request), decision(file="") | {"file": b""})
    assert answer.status_code == 400
    assert ChangeRequest.objects.get().decision is None


@pytest.mark.parametrize("role", ["partner_officer", "stranger", "admin"])
def test_others_find_nothing(cast, client, role):
    request = ask(cast, proof_number="CV 1", file=letter())
    client.force_login(getattr(cast, role))
    for name in ("change", "change_proof"):
        assert client.get(reverse(f"tasks:{name}", args=[request.pk])).status_code == 404
    assert client.get(reverse("tasks:ask_change", args=[cast.assignment.pk])).status_code == 404
    for name in ("opine_changes", "decide_changes"):
        assert client.get(answering(name, request)).status_code == 404
        assert client.post(answering(name, request), decision()).status_code == 404
    assert client.post(reverse("tasks:move_change", args=[request.pk, "withdraw"])).status_code == 404
    assert "1 đề nghị" not in client.get(reverse("tasks:changes")).content.decode()


def test_an_inspector_reads_and_has_no_buttons(cast, client):
    request = ask(cast)
    client.force_login(cast.inspector)
    page = client.get(reverse("tasks:change", args=[request.pk])).content.decode()
    assert "Chờ hướng dẫn" in page
    assert not re.search("Rút đề nghị|Ghi ý kiến|Duyệt và gửi", page)


@pytest.mark.parametrize("tab", ["y-kien", "quyet-dinh", "don-vi", "da-quyet-dinh"])
def test_the_lists_ask_as_many_questions_for_ten_rows_as_for_one(cast, client, tab):
    def more(count):
        for _ in range(count):
            request = ask(cast, AssignmentFactory(task__plan=cast.plan, unit=cast.ward))
            told = {"request_ids": [request.pk], "actor": cast.focal_officer, "now": NOW}
            if tab != "y-kien":
                operations.opine(**told, agrees=True, text="Đồng ý")
            if tab == "da-quyet-dinh":
                operations.decide(**told, approved=True, number="1", date=date(2026, 1, 14), file=letter())

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(reverse("tasks:changes") + f"?tab={tab}").status_code == 200
        return len(found)

    client.force_login(cast.unit_officer if tab == "don-vi" else cast.focal_officer)
    more(1)
    queries()
    one = queries()
    more(9)
    assert queries() == one


def test_the_bar_counts_what_waits_for_the_person(cast, client):
    ask(cast)
    client.force_login(cast.focal_officer)
    bar = client.get("/").content.decode()
    assert re.search(r'href="/dieu-chinh/"[^>]*>\s*Điều chỉnh\s*<span[^>]*>1<', bar), bar[:3000]

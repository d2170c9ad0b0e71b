from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks import operations as op
from tasks.models import Assignment, Evidence, Obstacle, ProgressUpdate, Task
from tests.cast import NOW
from units.models import Unit, User

PDF = b"%PDF-1.7\n%mau\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def url(cast, name="assignment", *more):
    return reverse(f"tasks:{name}", args=[cast.assignment.pk, *more])


def post(client, user, address, **data):
    client.force_login(user)
    return client.post(address, data)


@pytest.mark.parametrize(
    ("who", "status", "reads"),
    [
        ("unit_officer", 200, True),
        ("unit_head", 200, True),
        ("focal_officer", 200, True),
        ("office_officer", 200, True),
        ("inspector", 200, True),
        ("city_leader", 200, True),
        ("partner_officer", 200, False),
        ("stranger", 404, False),
        ("admin", 404, False),
    ],
)
def test_who_sees_the_page_and_who_reads_the_work(client, cast, who, status, reads):
    op.update_progress(
        assignment_id=cast.assignment.pk, actor=cast.unit_officer, percent=40, note="Đã rà soát 12 dự án", now=NOW
    )
    client.force_login(getattr(cast, who))
    answer = client.get(url(cast))
    assert answer.status_code == status
    assert ("Đã rà soát 12 dự án" in answer.content.decode()) == reads


@pytest.mark.parametrize("who", ["focal_officer", "inspector", "city_leader", "partner_officer"])
def test_readers_get_no_form_of_the_unit(client, cast, who):
    client.force_login(getattr(cast, who))
    page = client.get(url(cast)).content.decode()
    assert "Lưu cập nhật" not in page
    assert "Tiếp nhận</button>" not in page


def test_the_officer_receives_updates_proves_and_the_leader_sends(client, cast):
    people = {"leader": cast.unit_head.pk, "officer": cast.unit_officer.pk}
    assert post(client, cast.unit_officer, url(cast, "receive"), **people).status_code == 302
    words = {"percent": 60, "note": "Xong 6 phòng", "obstacle": "Thiếu tài khoản", "proposal": "Cấp tài khoản"}
    assert post(client, cast.unit_officer, url(cast, "update"), **words).status_code == 302
    page = client.get(url(cast)).content.decode()
    assert "Chưa trình được. Còn thiếu minh chứng cho" in page
    file = SimpleUploadedFile("Danh mục.pdf", PDF)
    answer = post(client, cast.unit_officer, url(cast, "prove"), label="Danh mục dự án", file=file)
    assert answer.status_code == 302
    assert post(client, cast.unit_officer, url(cast, "move", "propose")).status_code == 302
    assert post(client, cast.unit_head, url(cast, "move", "send")).status_code == 302
    assignment = Assignment.objects.get()
    assert (assignment.state, assignment.officer, assignment.percent) == ("sent", cast.unit_officer, 60)
    page = client.get(url(cast)).content.decode()
    for words in ("Xong 6 phòng", "Thiếu tài khoản", "Cấp tài khoản", "Danh mục dự án", "trình lãnh đạo"):
        assert words in page
    assert Obstacle.objects.count() == ProgressUpdate.objects.count() == 1


def test_a_bad_number_keeps_what_was_typed(client, cast):
    answer = post(client, cast.unit_officer, url(cast, "update"), percent=150, note="Đã xong")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Tiến độ phải từ 0 đến 100" in page
    assert "Đã xong</textarea>" in page


def test_an_empty_file_is_said_and_nothing_is_kept(client, cast):
    file = SimpleUploadedFile("trong.pdf", b"")
    answer = post(client, cast.unit_officer, url(cast, "prove"), label="Danh mục", file=file)
    assert answer.status_code == 400
    assert "trống (0 byte)" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_move_somebody_else_made_is_a_409_that_says_who(client, cast):
    Assignment.objects.update(state="sent", sent_date=NOW.date())
    op.confirm(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=NOW)
    answer = post(client, cast.unit_officer, url(cast, "update"), percent=50)
    assert answer.status_code == 409
    assert f"{cast.focal_officer.full_name} đã chuyển việc này" in answer.content.decode()


def test_a_forbidden_move_is_a_403(client, cast):
    assert post(client, cast.focal_officer, url(cast, "move", "propose")).status_code == 403
    assert post(client, cast.stranger, url(cast, "move", "propose")).status_code == 404
    assert post(client, cast.unit_officer, url(cast, "move", "explode")).status_code == 404


def test_a_file_opens_for_readers_of_the_work_only(client, cast):
    evidence = op.add_evidence(
        assignment_id=cast.assignment.pk,
        actor=cast.unit_officer,
        kind="file",
        label="Danh mục",
        file=SimpleUploadedFile("Danh mục dự án.pdf", PDF),
        now=NOW,
    )
    address = reverse("tasks:evidence_file", args=[evidence.pk])
    client.force_login(cast.focal_officer)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    client.force_login(cast.partner_officer)
    assert client.get(address).status_code == 404


def test_a_file_that_was_taken_back_opens_for_nobody(client, cast):
    file = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7\n")
    add = {"assignment_id": cast.assignment.pk, "actor": cast.unit_officer, "now": NOW}
    proof = op.add_evidence(**add, kind="file", label="Nhầm tệp", file=file)
    op.withdraw_evidence(evidence_id=proof.pk, actor=cast.unit_officer, now=NOW)
    client.force_login(cast.unit_officer)
    assert client.get(reverse("tasks:evidence_file", args=[proof.pk])).status_code == 404


def test_the_page_costs_the_same_queries_for_ten_times_the_events(client, cast, django_assert_max_num_queries):
    def fill(first, last):
        for n in range(first, last):
            op.update_progress(
                assignment_id=cast.assignment.pk,
                actor=cast.unit_officer,
                note=f"lần {n}",
                now=NOW + timedelta(hours=n),
            )

    client.force_login(cast.unit_officer)
    fill(0, 1)
    with django_assert_max_num_queries(40) as first:
        client.get(url(cast))
    fill(1, 10)
    with django_assert_max_num_queries(len(first)):
        client.get(url(cast))


def test_names_at_the_head_and_on_the_path_are_shown_as_text(client, cast):
    bold = "<b>đậm</b>"
    User.objects.update(full_name=bold)
    Assignment.objects.update(scope=bold, officer=cast.unit_officer, leader=cast.unit_head)
    Task.objects.update(product=bold, deadline_text=bold)
    Unit.objects.update(name=bold, short_name=bold)
    client.force_login(cast.unit_officer)
    text = client.get(cast.assignment.get_absolute_url()).content.decode()
    assert "<b>đậm" not in text
    assert "chuyên viên: &lt;b&gt;đậm" in text

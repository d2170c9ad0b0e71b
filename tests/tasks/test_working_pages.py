"""Pages of one work and of the queue: products, criteria, versions, judgement, taking back, files, milestones."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks import operations as op
from tasks.models import Assignment, Evidence, RegisteredMilestone
from tests.cast import NOW
from tests.factories import AssignmentFactory

PDF = b"%PDF-1.7\n%mau\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def work(cast):
    return cast.assignment


def prove(work, actor, **more):
    fields = {"kind": "document", "label": "Báo cáo", "document_number": "12/BC-UBND", "now": NOW} | more
    return op.add_evidence(assignment_id=work.pk, actor=actor, **fields)


def sent(cast):
    prove(cast.assignment, cast.unit_officer)
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)


def test_the_page_lists_each_product_and_takes_the_piece_for_it(client, cast, work):
    work.task.product = "Quyết định\nKế hoạch chi tiết"
    work.task.save()
    client.force_login(cast.unit_officer)
    page = client.get(f"/viec/{work.pk}/").content.decode()
    assert "Còn thiếu minh chứng cho “Quyết định”, “Kế hoạch chi tiết”" in page
    data = {"label": "QĐ 12", "document_number": "12/QĐ-UBND", "products": ["Quyết định"]}
    page = client.post(f"/viec/{work.pk}/minh-chung/", data, follow=True).content.decode()
    assert "Chứng minh: Quyết định" in page
    assert "Còn thiếu minh chứng cho “Kế hoạch chi tiết”" in page
    piece = Evidence.objects.get()
    data = {"label": "QĐ 15", "document_number": "15/QĐ-UBND", "replaces": piece.pk}
    page = client.post(f"/viec/{work.pk}/minh-chung/", data, follow=True).content.decode()
    assert "phiên bản 2" in page
    assert "Phiên bản 1: 12/QĐ-UBND" in page


def test_the_page_takes_answers_and_keeps_a_too_long_one(client, cast, work):
    work.task.acceptance = ["đúng, đủ, sạch, sống"]
    work.task.save()
    client.force_login(cast.unit_officer)
    refused = client.post(f"/viec/{work.pk}/tieu-chi/", {"criterion_0": "x" * 10_000})
    assert refused.status_code == 400
    assert "x" * 10_000 in refused.content.decode()
    data = {"criterion_0": "100%", "criterion_1": "42/42", "criterion_2": "0 trùng", "criterion_3": "hằng ngày"}
    assert "Đã lưu câu trả lời" in client.post(f"/viec/{work.pk}/tieu-chi/", data, follow=True).content.decode()
    work.refresh_from_db()
    assert work.answer_to("đủ") == "42/42"


def test_a_file_used_elsewhere_is_pointed_out_to_those_who_may_see_it(client, cast, work):
    other = AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    hidden = AssignmentFactory(unit=cast.elsewhere)
    for row, actor in ((work, cast.unit_officer), (other, cast.unit_officer), (hidden, cast.stranger)):
        prove(row, actor, kind="file", file=SimpleUploadedFile("a.pdf", PDF))
    client.force_login(cast.unit_officer)
    page = client.get(f"/viec/{work.pk}/").content.decode()
    assert "Tệp này cũng là minh chứng của" in page
    assert f"{other.task.code}, " in page
    assert hidden.task.code not in page


def test_a_file_goes_out_alone_and_a_missing_one_is_told_of(client, cast, work):
    picture = prove(work, cast.unit_officer, kind="file", file=SimpleUploadedFile("anh.png", PNG))
    client.force_login(cast.unit_officer)
    answer = client.get(f"/minh-chung/{picture.pk}/tep/")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PNG
    Path(picture.file.path).unlink()
    missing = client.get(f"/minh-chung/{picture.pk}/tep/")
    assert missing.status_code == 404
    assert "không còn trong kho lưu trữ" in missing.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.png", b"<html><script>alert(1)</script></html>"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_on_the_page(client, cast, work, name, content):
    client.force_login(cast.unit_officer)
    answer = client.post(
        f"/viec/{work.pk}/minh-chung/", {"label": "Báo cáo", "file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 400
    assert "không phải PDF" in answer.content.decode()


def test_an_upload_cut_in_the_middle_leaves_nothing(client, cast, work, media, tmp_path):
    client.force_login(cast.unit_officer)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="label"\r\n\r\nBao cao\r\n--x\r\n'
        b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PD'
    )
    answer = client.generic(
        "POST", f"/viec/{work.pk}/minh-chung/", body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 400
    assert not Evidence.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_queue_judges_confirms_and_takes_back(client, cast, work):
    sent(cast)
    piece = Evidence.objects.get()
    client.force_login(cast.focal_officer)
    assert "Đánh giá từng mục (1)" in client.get("/xac-nhan/").content.decode()
    refused = client.post(f"/xac-nhan/{work.pk}/danh-gia/", {f"e{piece.pk}": "not_ok"})
    assert refused.status_code == 400
    assert "chưa đạt ở đâu" in refused.content.decode()
    data = {f"e{piece.pk}": "ok", f"e{piece.pk}_words": "Đủ chữ ký"}
    assert "Đã lưu đánh giá." in client.post(f"/xac-nhan/{work.pk}/danh-gia/", data, follow=True).content.decode()
    page = client.post(f"/xac-nhan/{work.pk}/", {"action": "confirm"}, follow=True).content.decode()
    assert f"/xac-nhan/{work.pk}/hoan-tac/" in page
    page = client.post(f"/xac-nhan/{work.pk}/hoan-tac/", follow=True).content.decode()
    assert "Đã hoàn tác xác nhận" in page
    work.refresh_from_db()
    assert work.state == "sent"


def test_a_second_confirmation_of_the_same_page_is_told_who_was_first(client, cast, work):
    sent(cast)
    client.force_login(cast.focal_officer)
    client.post(f"/xac-nhan/{work.pk}/", {"action": "confirm"})
    again = client.post(f"/xac-nhan/{work.pk}/", {"action": "confirm"})
    assert again.status_code == 409
    assert cast.focal_officer.full_name in again.content.decode()


@pytest.mark.parametrize("who", ["unit_officer", "unit_head", "partner_officer", "stranger", "inspector", "admin"])
def test_nobody_else_judges_or_takes_back(client, cast, work, who):
    sent(cast)
    piece = Evidence.objects.get()
    op.confirm(assignment_id=work.pk, actor=cast.focal_officer, now=NOW)
    client.force_login(getattr(cast, who))
    for address, data in (("danh-gia", {f"e{piece.pk}": "ok"}), ("hoan-tac", {})):
        assert client.post(f"/xac-nhan/{work.pk}/{address}/", data).status_code in (403, 404)
    work.refresh_from_db()
    assert work.state == "completed"


def test_the_head_who_confirmed_the_own_units_work_is_named(client, cast, work):
    Assignment.objects.update(confirming_unit=None)
    sent(cast)
    op.confirm(assignment_id=work.pk, actor=cast.unit_head, now=NOW)
    client.force_login(cast.inspector)
    assert "Đơn vị tự xác nhận" in client.get(f"/viec/{work.pk}/").content.decode()
    for path in (f"/viec/{work.pk}/", f"/van-ban/{work.plan_id}/", f"/viec/?van_ban={work.plan_id}"):
        assert str(cast.unit_head) in client.get(path).content.decode(), path


def test_milestones_go_over_their_lists_in_bulk(client, cast, work):
    Assignment.objects.update(due_date=None, original_due_date=None)
    client.force_login(cast.unit_officer)
    bad = client.post(f"/viec/{work.pk}/moc/", {"label": "Trình dự thảo", "due_date": "2020-01-01"})
    assert bad.status_code == 400
    assert "đã qua" in bad.content.decode()
    client.post(f"/viec/{work.pk}/moc/", {"label": "Trình dự thảo", "due_date": "2030-01-02"})
    milestone = RegisteredMilestone.objects.get()
    for user, tab, state in (
        (cast.unit_head, "cho-duyet", "approved"),
        (cast.focal_officer, "cho-ghi-nhan", "noted"),
    ):
        client.force_login(user)
        assert "Trình dự thảo" in client.get("/moc/").content.decode()
        assert "Chưa chọn mốc nào" in client.post("/moc/nhieu-moc/", {"tab": tab}, follow=True).content.decode()
        client.post("/moc/nhieu-moc/", {"tab": tab, "ids": [milestone.pk]})
        milestone.refresh_from_db()
        assert milestone.state == state
    again = client.post("/moc/nhieu-moc/", {"tab": "cho-ghi-nhan", "ids": [milestone.pk]}, follow=True)
    assert "Bước bạn vừa chọn chưa được ghi" in again.content.decode()
    assert "cơ quan đầu mối đã ghi nhận" in client.get(f"/viec/{work.pk}/").content.decode()


def test_the_lists_of_milestones_cost_the_same_for_ten_rows(client, cast, django_assert_max_num_queries):
    def register(work):
        return op.register_milestone(
            assignment_id=work.pk, actor=cast.unit_officer, label="Mốc", due_date=NOW.date(), now=NOW
        )

    register(cast.assignment)
    client.force_login(cast.unit_head)
    with django_assert_max_num_queries(40) as one:
        client.get("/moc/?tab=cho-duyet")
    for _ in range(9):
        register(AssignmentFactory(task__plan=cast.plan, unit=cast.ward))
    with django_assert_max_num_queries(len(one)):
        assert client.get("/moc/?tab=cho-duyet").content.decode().count("Chọn Mốc") == 10


@pytest.mark.parametrize("form", ["cap-nhat", "minh-chung", "tieu-chi", "tiep-nhan", "moc", "buoc/send"])
def test_whoever_signs_in_again_after_a_lost_session_is_led_to_the_work(client, cast, work, form):
    client.force_login(cast.unit_officer)
    answer = client.get(f"/viec/{work.pk}/{form}/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'href="/viec/{work.pk}/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "address", "field", "state"),
    [
        ("unit_officer", "cap-nhat", "note", "open"),
        ("unit_officer", "cap-nhat", "obstacle", "open"),
        ("unit_head", "buoc/hand_back", "text", "at_head"),
        ("focal_officer", "buoc/cancel", "text", "open"),
    ],
)
def test_a_note_of_ten_thousand_letters_is_refused_and_comes_back(client, cast, work, who, address, field, state):
    Assignment.objects.update(state=state)
    client.force_login(getattr(cast, who))
    answer = client.post(f"/viec/{work.pk}/{address}/", {field: "x" * 10_000})
    assert answer.status_code == 400
    assert "x" * 10_000 in answer.content.decode()
    assert "4000" in answer.content.decode()
    assert Assignment.objects.get().state == state

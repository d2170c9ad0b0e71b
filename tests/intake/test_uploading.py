"""A file comes in: read into a draft, or refused in one sentence with nothing left behind."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from intake.models import CLAIM_LAPSES_AFTER, Upload
from intake.operations import discard, read_upload, take_upload
from journal.models import Event
from plans.models import Plan, SourceFile
from tasks.models import Task
from tests.intake.conftest import NOW, SAMPLE, SEEDS

HARD = SEEDS / "docs" / "hard-cases"
WORDS = {
    "02a-password.docx": "mật khẩu",
    "03-truncated.docx": "hỏng",
    "04a-zip-bomb.docx": "quá lớn",
    "04b-xml-entity-bomb.docx": "XML",
    "06a-docm-renamed.docx": "macro",
    "06b-exe-renamed.docx": "không phải văn bản",
    "10a-empty.docx": "không có chữ",
    "10b-zero-bytes.docx": "rỗng",
    "11-report-without-tasks.docx": "Không tìm thấy",
}
REFUSED = [(HARD / name, word) for name, word in WORDS.items() if (HARD / name).exists()]


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def assert_nothing_left(upload: Upload) -> None:
    assert upload.state == Upload.State.REFUSED
    assert not Plan.objects.exists()
    assert not Task.objects.exists()
    assert not SourceFile.objects.exists()
    assert stored_files() == []


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_sample_becomes_a_draft_and_its_bytes_are_the_plans(send_file):
    upload = send_file(SAMPLE)
    assert (upload.state, upload.error, bool(upload.file)) == (Upload.State.READ, "", False)
    assert upload.plan.state == Plan.State.DRAFT
    assert upload.plan.tasks.count() == 25
    assert upload.plan.indicators.count() == 8
    source = upload.plan.source_files.get()
    with source.file.open() as kept:
        assert kept.read() == SAMPLE.read_bytes()
    assert source.name == "ke-hoach.docx"


@pytest.mark.parametrize(("path", "word"), REFUSED, ids=[path.name for path, _ in REFUSED])
def test_a_hard_case_is_refused_in_one_sentence_and_leaves_nothing(send_file, path, word):
    upload = send_file(path, name=path.name)
    assert word in upload.error
    assert upload.error.count(".") <= 3
    assert_nothing_left(upload)


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "rong.docx", "rỗng"),
        (b"MZ" + b"\0" * 400, "chuong-trinh.docx", "không phải"),
        (b"PK\x03\x04 cut short", "cut.docx", "hỏng"),
        ("MẬT\nKẾ HOẠCH\nKiểm kê".encode(), "van-ban.txt", "độ mật"),
        ("Họp giao ban tuần, không có bảng nào.".encode(), "bien-ban.txt", "Không tìm thấy"),
    ],
    ids=["zero bytes", "program", "damaged", "secret", "no task"],
)
def test_a_file_that_cannot_be_a_plan_is_refused_and_not_kept(send_file, content, name, word):
    upload = send_file(content, name=name)
    assert word in upload.error
    assert_nothing_left(upload)
    assert Event.objects.filter(verb="intake.refused", subject_id=upload.pk).count() == 1


def test_a_file_above_the_limit_is_refused_before_it_is_stored(send_file, settings):
    settings.UPLOAD_LIMIT_MB = 1
    upload = send_file(b"x" * (1024 * 1024 + 1))
    assert "1 MB" in upload.error
    assert_nothing_left(upload)


def test_the_same_file_again_leads_to_the_plan_that_is_there(send_file):
    first, second = send_file(SAMPLE), send_file(SAMPLE, name="ten-khac.docx")
    assert (second.state, second.code, second.plan) == (Upload.State.REFUSED, "already_imported", first.plan)
    assert Plan.objects.count() == 1


def test_a_plan_of_another_unit_is_not_shown_to_who_sends_its_file(send_file, stranger):
    send_file(SAMPLE)
    second = send_file(SAMPLE, actor=stranger)
    assert (second.code, second.plan) == ("already_imported", None)


def test_another_file_of_the_same_number_and_date_is_refused(send_file, draft):
    text = SEEDS / "ke-hoach-131-2026.txt"
    known = draft(number="131/KH-UBND", issued_on="2026-03-31")
    content = text if text.exists() else _numbered_text()
    upload = send_file(content, name="131.txt")
    assert (upload.code, upload.plan) == ("already_imported", known)
    assert "131/KH-UBND" in upload.error
    assert not SourceFile.objects.exists()


def _numbered_text() -> bytes:
    lines = [
        "Số: 131/KH-UBND",
        "Hà Nội, ngày 31 tháng 3 năm 2026",
        "KẾ HOẠCH",
        "TT\tNội dung nhiệm vụ\tĐơn vị chủ trì\tThời hạn",
        "1\tLập danh mục\tSở Tài chính\tQuý II/2026",
    ]
    return "\n".join(lines).encode()


def test_after_a_draft_is_deleted_its_file_may_come_again(send_file, officer, commits):
    first = send_file(SAMPLE)
    with commits():
        discard(plan_id=first.plan_id, actor=officer)
    assert stored_files() == []
    assert send_file(SAMPLE).state == Upload.State.READ


def test_the_same_bytes_sent_twice_in_a_row_are_one_upload(officer):
    first = take_upload(file=SimpleUploadedFile("a.docx", b"12345"), actor=officer, now=NOW)
    second = take_upload(file=SimpleUploadedFile("a.docx", b"12345"), actor=officer, now=NOW)
    assert first == second


def test_an_upload_is_read_once_and_again_only_after_its_worker_is_gone(officer):
    upload = take_upload(file=SimpleUploadedFile("a.docx", SAMPLE.read_bytes()), actor=officer, now=NOW)
    Upload.objects.update(state=Upload.State.READING, claimed_at=NOW)
    assert read_upload(upload_id=upload.pk, now=NOW) is None
    later = NOW + CLAIM_LAPSES_AFTER * 2
    assert read_upload(upload_id=upload.pk, now=later).state == Upload.State.READ
    assert read_upload(upload_id=upload.pk, now=later) is None
    assert Plan.objects.count() == 1


def test_a_file_that_vanished_before_reading_gets_an_answer(officer):
    upload = take_upload(file=SimpleUploadedFile("a.docx", b"12345"), actor=officer, now=NOW)
    upload.file.storage.delete(upload.file.name)
    assert "tải lên lần nữa" in read_upload(upload_id=upload.pk, now=NOW).error


def test_bytes_whose_row_does_not_commit_do_not_stay(officer, monkeypatch):
    def broken(*args, **more):
        raise DatabaseError("disk full")

    monkeypatch.setattr("intake.operations.uploading.record", broken)
    with pytest.raises(DatabaseError):
        take_upload(file=SimpleUploadedFile("a.txt", b"Van ban"), actor=officer, now=NOW)
    assert stored_files() == []
    assert not Upload.objects.exists()

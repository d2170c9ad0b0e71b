from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from journal.models import Event
from notifications.models import Message
from tasks import operations as op
from tasks.errors import TaskConflict, TaskError
from tasks.models import Evidence, Note, Obstacle, ProgressUpdate, Span
from tests.cast import NOW

PDF = b"%PDF-1.7\n%mau\n"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def prove(cast, now=NOW, **more):
    fields = {"kind": "document", "label": "Báo cáo kết quả", "document_number": "12/BC-UBND"} | more
    return op.add_evidence(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=now, **fields)


def send(cast, now=NOW):
    prove(cast, now)
    op.propose(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=now)
    return op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=now)


def supplement(cast, now, **more):
    fields = {"reason": "product", "text": "Thiếu danh mục dự án."} | more
    return op.request_supplement(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=now, **fields)


def verbs():
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_receiving_names_the_leader_and_the_officer(cast):
    done = op.receive(
        assignment_id=cast.assignment.pk,
        actor=cast.unit_officer,
        leader_id=cast.unit_head.pk,
        officer_id=cast.unit_officer.pk,
        now=NOW,
    )
    assert (done.leader, done.officer, done.received_at) == (cast.unit_head, cast.unit_officer, NOW)
    assert verbs() == ["tasks.received"]


def test_receiving_twice_changes_the_people_and_keeps_the_first_moment(cast):
    people = {"leader_id": cast.unit_head.pk, "officer_id": cast.unit_officer.pk}
    for now in (NOW, NOW + DAY):
        done = op.receive(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=now, **people)
    assert done.received_at == NOW
    assert verbs() == ["tasks.received", "tasks.people_named"]


def test_only_people_of_the_unit_can_be_named(cast):
    with pytest.raises(TaskError, match="Chọn chuyên viên thực hiện trong danh sách người của UBND phường Cầu Giấy"):
        op.receive(
            assignment_id=cast.assignment.pk,
            actor=cast.unit_head,
            leader_id=cast.unit_head.pk,
            officer_id=cast.stranger.pk,
            now=NOW,
        )


def test_a_percent_update_is_kept_with_its_words(cast):
    done = op.update_progress(
        assignment_id=cast.assignment.pk,
        actor=cast.unit_officer,
        percent=40,
        note="Đã rà soát 12 dự án",
        obstacle="Chưa có tài khoản",
        obstacle_kind="ky_thuat",
        proposal="Cấp thêm tài khoản",
        now=NOW,
    )
    assert (done.percent, done.updated_at) == (40, NOW)
    update, obstacle = ProgressUpdate.objects.get(), Obstacle.objects.get()
    assert (update.percent_before, update.percent, update.note) == (0, 40, "Đã rà soát 12 dự án")
    assert (obstacle.text, obstacle.proposal) == ("Chưa có tài khoản", "Cấp thêm tài khoản")
    event = Event.objects.get()
    assert update.event == obstacle.event == event
    assert "tài khoản" not in str(event.payload)  # no words of people in the journal


def test_counted_work_computes_its_percent(cast):
    cast.assignment.quantity_target, cast.assignment.quantity_unit = 28, "máy tính"
    cast.assignment.save()
    done = op.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, quantity_done=24, now=NOW)
    assert (done.quantity_done, done.percent) == (24, 85)
    with pytest.raises(TaskError, match="từ 0 đến 28"):
        op.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, quantity_done=29, now=NOW)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"percent": 101}, "từ 0 đến 100"),
        ({}, "Chưa có gì để lưu"),
        ({"percent": 30}, "thấp hơn lần trước"),
        ({"percent": 60, "obstacle": "x", "obstacle_kind": "la"}, "Chọn loại khó khăn"),
    ],
)
def test_a_bad_update_says_what_to_do_and_writes_nothing(cast, fields, words):
    op.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, percent=50, now=NOW)
    with pytest.raises(TaskError, match=words):
        op.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **fields)
    cast.assignment.refresh_from_db()
    assert cast.assignment.percent == 50
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.parametrize("who", ["focal_officer", "partner_officer", "stranger", "inspector", "city_leader", "admin"])
def test_nobody_outside_the_unit_updates_proves_or_receives(cast, who):
    actor = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        op.update_progress(assignment_id=cast.assignment.pk, actor=actor, percent=10, now=NOW)
    with pytest.raises(PermissionDenied):
        op.receive(assignment_id=cast.assignment.pk, actor=actor, leader_id=1, officer_id=1, now=NOW)
    with pytest.raises(PermissionDenied):
        op.add_evidence(
            assignment_id=cast.assignment.pk, actor=actor, kind="document", label="x", document_number="1", now=NOW
        )


def test_a_file_is_kept_by_its_content(cast, media):
    file = SimpleUploadedFile("Danh mục dự án.pdf", PDF)
    evidence = prove(cast, kind="file", file=file)
    assert (evidence.content_type, evidence.size, evidence.file_name) == (
        "application/pdf",
        len(PDF),
        "Danh mục dự án.pdf",
    )
    assert len(evidence.sha256) == 64
    assert "Danh" not in evidence.file.name
    with pytest.raises(TaskError, match="Tệp này đã có"):
        prove(cast, kind="file", file=SimpleUploadedFile("khac.pdf", PDF))
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trong.pdf", b"", "trống"),
        ("gia.pdf", b"MZ\x90\x00 not a pdf", "không phải PDF"),
        ("trang.html", b"<html><script>alert(1)</script>", "không phải PDF"),
        ("macro.docx", b"PK\x03\x04[Content_Types].xml word/vbaProject.bin", "không phải PDF"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(cast, media, name, content, words):
    with pytest.raises(TaskError, match=words):
        prove(cast, kind="file", file=SimpleUploadedFile(name, content))
    assert not Evidence.objects.exists()
    assert not list(media.rglob("*.*"))


def test_a_file_over_the_limit_is_refused(cast, settings):
    settings.UPLOAD_LIMIT_MB = 0
    with pytest.raises(TaskError, match="lớn hơn 0 MB"):
        prove(cast, kind="file", file=SimpleUploadedFile("a.pdf", PDF))


def test_the_whole_path_with_one_supplement(cast):
    sent = send(cast)
    assert (sent.state, sent.sent_date) == ("sent", date(2026, 1, 15))
    assert Evidence.objects.get().sealed_at == NOW
    back = supplement(cast, NOW + 10 * DAY)
    # sent 16 days before it was due; asked on 25/01, so it may take until 10/02
    assert (back.state, back.due_date, back.counted_due_date) == ("open", date(2026, 1, 31), date(2026, 2, 10))
    assert back.supplement_asked
    note = Note.objects.get()
    assert (note.reason, note.text, note.event.verb) == (
        "product",
        "Thiếu danh mục dự án.",
        "tasks.supplement_requested",
    )
    assert Message.objects.filter(kind="supplement_requested").count() == 1
    again = op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW + 20 * DAY)
    assert not again.supplement_asked
    done = op.confirm(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=NOW + 30 * DAY)
    assert (done.state, done.completed_date, done.sent_date) == ("completed", date(2026, 2, 14), date(2026, 2, 4))
    states = list(Span.objects.order_by("id").values_list("state", flat=True))
    assert states == ["at_head", "sent", "open", "sent", "completed"]
    assert Span.objects.filter(to_at=None).count() == 1


def test_a_late_comer_is_told_who_moved_it(cast):
    send(cast)
    op.confirm(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=NOW)
    name = cast.focal_officer.full_name
    with pytest.raises(TaskConflict, match=f"{name} đã chuyển việc này sang “Hoàn thành”"):
        supplement(cast, NOW)
    with pytest.raises(TaskConflict, match=name):
        op.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, percent=10, now=NOW)
    assert not Note.objects.exists()


@pytest.mark.parametrize(("reason", "text"), [("product", "  "), ("none", "Thiếu")])
def test_a_supplement_needs_a_reason_and_a_sentence(cast, reason, text):
    send(cast)
    with pytest.raises(TaskError):
        supplement(cast, NOW, reason=reason, text=text)
    cast.assignment.refresh_from_db()
    assert cast.assignment.state == "sent"


def test_sealed_evidence_is_not_withdrawn_and_new_one_is(cast):
    sealed = prove(cast)
    op.withdraw_evidence(evidence_id=sealed.pk, actor=cast.unit_officer, now=NOW)
    send(cast)
    supplement(cast, NOW)
    later = Evidence.objects.get(withdrawn_at=None)
    with pytest.raises(TaskConflict, match="đã gửi hoặc đã rút"):
        op.withdraw_evidence(evidence_id=later.pk, actor=cast.unit_officer, now=NOW)


def test_awaiting_approval_keeps_number_day_and_addressee(cast):
    send(cast)
    with pytest.raises(TaskError, match="cần số tờ trình"):
        op.await_approval(
            assignment_id=cast.assignment.pk, actor=cast.unit_officer, number="", date=None, to="", now=NOW
        )
    done = op.await_approval(
        assignment_id=cast.assignment.pk,
        actor=cast.unit_officer,
        number="4127/TTr-SYT",
        date=date(2026, 1, 15),
        to="UBND Thành phố",
        now=NOW,
    )
    done.refresh_from_db()
    assert (done.state, done.submission_number) == ("awaiting_approval", "4127/TTr-SYT")


def test_reopen_and_cancel_keep_their_words(cast):
    send(cast)
    op.confirm(assignment_id=cast.assignment.pk, actor=cast.focal_officer, now=NOW)
    opened = op.reopen(assignment_id=cast.assignment.pk, actor=cast.focal_officer, text="Xác nhận nhầm", now=NOW)
    assert (opened.state, opened.completed_date) == ("open", None)
    op.cancel(
        assignment_id=cast.assignment.pk, actor=cast.focal_officer, text="QĐ 12/QĐ-UBND ngày 14/01/2026", now=NOW
    )
    assert [note.move for note in Note.objects.order_by("id")] == ["reopen", "cancel"]


def test_handing_back_needs_a_sentence(cast):
    prove(cast)
    op.propose(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW)
    assert Message.objects.filter(kind="waits_for_the_head", user=cast.unit_head).count() == 1
    with pytest.raises(TaskError, match="cần sửa gì"):
        op.hand_back(assignment_id=cast.assignment.pk, actor=cast.unit_head, text="", now=NOW)
    back = op.hand_back(assignment_id=cast.assignment.pk, actor=cast.unit_head, text="Bổ sung bảng số liệu", now=NOW)
    assert back.state == "open"

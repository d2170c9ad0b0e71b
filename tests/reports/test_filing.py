from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Event
from notifications.models import Message
from reports.errors import ReportConflict, ReportError
from reports.models import Report
from reports.operations import filing
from reports.queries.completeness import expected, tally
from reports.queries.content import content, digest
from reports.queries.differences import differences
from reports.workflow import moves_for
from tasks.models import ProgressUpdate
from tests.reports.filed import CLOSED, NOON, TEXTS, opened, sent, written
from tests.reports.worlds import at, finished, given, prove, say

TODAY = date(2026, 1, 12)


def test_a_draft_shows_live_figures_of_the_work_of_all_its_plans(cast):
    late = given(cast.plan, cast.ward, due_date=date(2026, 1, 8))
    done = finished(cast.plan, cast.ward, date(2026, 1, 7), due_date=date(2026, 1, 31))
    given(cast.plan, cast.partner, due_date=date(2026, 1, 8))
    say(late, date(2026, 1, 8), text="Chờ hướng dẫn", proposal="Sớm ban hành mẫu")
    prove(done, date(2026, 1, 6), "Quyết định ban hành", sealed=date(2026, 1, 7))
    said = content(opened(cast), TODAY)
    assert said["as_of"] == "2026-01-10"
    assert (said["figures"]["done_on_time"], said["figures"]["open_overdue"], said["figures"]["rate"]) == (
        1,
        1,
        "50.0",
    )
    (change,) = said["changes"]
    assert change["code"] == done.task.code
    assert change["notes"][-1].startswith("Đã được xác nhận hoàn thành")
    assert change["evidence"] == ["Quyết định ban hành, số 412/QĐ-UBND"]
    assert [(row["code"], row["days"], row["why"]) for row in said["late"]] == [
        (late.task.code, 2, ["Chờ hướng dẫn"])
    ]
    assert said["obstacles"][0]["proposal"] == "Sớm ban hành mẫu"
    assert late.task.code in {row["code"] for row in said["silent"]}


def test_work_due_after_the_close_is_the_work_of_the_next_period(cast):
    soon = given(cast.plan, cast.ward, due_date=date(2026, 1, 30))
    given(cast.plan, cast.ward, due_date=date(2026, 6, 30))
    assert [row["code"] for row in content(opened(cast), TODAY)["next"]] == [soon.task.code]


def test_no_data_is_a_report_of_zeros(cast):
    cast.assignment.delete()
    said = content(opened(cast), TODAY)
    assert said["figures"]["rate"] is None
    assert (said["changes"], said["late"], said["obstacles"]) == ([], [], [])


def test_what_is_typed_is_saved_and_a_second_writer_is_told(cast):
    report = written(cast, opened(cast))
    assert (report.texts, report.revision) == (TEXTS, 1)
    save = {"report_id": report.pk, "actor": cast.unit_head, "texts": {"causes": "Khác"}, "now": NOON}
    with pytest.raises(ReportConflict, match="vừa lưu báo cáo này"):
        filing.save_texts(**save, seen=0)
    report.refresh_from_db()
    assert report.texts == TEXTS
    assert filing.save_texts(**save, seen=1).texts["causes"] == "Khác"


def test_saving_the_same_again_is_no_conflict_and_unknown_sections_are_left_out(cast):
    report = written(cast, opened(cast))
    again = filing.save_texts(
        report_id=report.pk, actor=cast.unit_officer, texts=TEXTS | {"lạ": "x"}, seen=0, now=NOON
    )
    assert (again.revision, set(again.texts)) == (1, set(TEXTS))


@pytest.mark.parametrize("text", ["x" * 5_001])
def test_a_text_that_is_too_long_is_refused(cast, text):
    report = opened(cast)
    with pytest.raises(ReportError, match="dài nhất 5000"):
        filing.save_texts(report_id=report.pk, actor=cast.unit_officer, texts={"causes": text}, seen=None, now=NOON)


def test_empty_sections_are_named_before_anything_leaves(cast):
    report = opened(cast)
    with pytest.raises(ReportError, match="Khó khăn, vướng mắc và nguyên nhân”; “Kiến nghị"):
        filing.propose(report_id=report.pk, actor=cast.unit_officer, now=NOON)


def test_nothing_is_sent_before_the_figures_are_closed(cast):
    report = written(cast, opened(cast, at(date(2026, 1, 9))))
    with pytest.raises(ReportError, match="chốt ngày 10/01/2026"):
        filing.send(report_id=report.pk, actor=cast.unit_head, now=at(date(2026, 1, 9)))
    assert filing.send(report_id=report.pk, actor=cast.unit_head, now=at(CLOSED)).state == "sent"


def test_the_way_through_the_unit_to_the_receiver(cast):
    report = written(cast, opened(cast))
    filing.propose(report_id=report.pk, actor=cast.unit_officer, now=NOON)
    assert Message.objects.filter(kind="report_at_head", user=cast.unit_head).exists()
    back = filing.hand_back(report_id=report.pk, actor=cast.unit_head, text="Nêu số máy", now=NOON)
    assert (back.state, back.handed_back_text) == ("draft", "Nêu số máy")
    filing.propose(report_id=report.pk, actor=cast.unit_officer, now=NOON)
    filing.send(report_id=report.pk, actor=cast.unit_head, now=NOON)
    received = filing.receive(report_id=report.pk, actor=cast.focal_officer, now=NOON)
    assert (received.state, received.received_by, received.is_late) == ("received", cast.focal_officer, False)
    verbs = Event.objects.about("report", report.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [
        "reports.proposed", "reports.handed_back", "reports.proposed", "reports.sent", "reports.received",
    ]  # fmt: skip


def test_what_was_sent_is_frozen_and_later_changes_are_a_difference(cast):
    report = sent(cast)
    assert report.digest == digest(report.snapshot)
    assert differences(report.snapshot, content(report, TODAY)) == []
    finished(cast.plan, cast.ward, date(2026, 1, 9), due_date=date(2026, 1, 31))
    report.refresh_from_db()
    found = {each.where: (each.then, each.now) for each in differences(report.snapshot, content(report, TODAY))}
    assert found["Hoàn thành đúng hạn"] == ("0", "1")


def test_a_supplement_opens_a_version_and_the_sent_one_stays(cast):
    first = sent(cast)
    draft = filing.request_supplement(report_id=first.pk, actor=cast.focal_officer, text="Thiếu số máy", now=NOON)
    first.refresh_from_db()
    assert (first.state, first.is_current, draft.is_current) == ("to_supplement", True, False)
    assert (draft.version, draft.reason, draft.texts, draft.state) == (2, "Thiếu số máy", TEXTS, "draft")
    assert Message.objects.filter(kind="report_supplement").exists()
    later = at(date(2026, 1, 20))
    second = filing.send(report_id=draft.pk, actor=cast.unit_head, now=later)
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.is_late) == (False, True, False)  # first sent in time
    rows = expected(cast.focal.pk, second.rule, second.period_key)
    assert tally(rows).expected == tally(rows).on_time == 1


def test_a_correction_needs_a_reason_and_comes_once_at_a_time(cast):
    report = sent(cast)
    with pytest.raises(ReportError, match="lý do đính chính"):
        filing.correct(report_id=report.pk, actor=cast.unit_officer, text=" ", now=NOON)
    filing.correct(report_id=report.pk, actor=cast.unit_officer, text="Nhầm số", now=NOON)
    with pytest.raises(ReportConflict, match="bản sau đang soạn"):
        filing.correct(report_id=report.pk, actor=cast.unit_officer, text="Nhầm nữa", now=NOON)


def test_a_report_sent_after_its_day_is_late(cast):
    report = written(cast, opened(cast))
    assert filing.send(report_id=report.pk, actor=cast.unit_head, now=at(date(2026, 1, 15))).is_late


PAPER = {"number": "125/BC-UBND", "date": date(2026, 1, 12), "signer": "Nguyễn Văn A"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"number": " "}, "đủ số"), ({"date": None}, "đủ số"), ({"date": date(2027, 1, 1)}, "ở tương lai")],
)
def test_a_paper_needs_number_day_and_signer(cast, wrong, said):
    report = sent(cast)
    with pytest.raises(ReportError, match=said):
        filing.record_paper(report_id=report.pk, actor=cast.unit_officer, today=TODAY, **PAPER | wrong)
    assert filing.record_paper(report_id=report.pk, actor=cast.unit_officer, today=TODAY, **PAPER).paper_number


def test_a_draft_has_no_paper_yet(cast):
    with pytest.raises(ReportError, match="Báo cáo chưa gửi"):
        filing.record_paper(report_id=opened(cast).pk, actor=cast.unit_officer, today=TODAY, **PAPER)


def test_whoever_leads_the_one_plan_follows_all_letters_about_its_reports(cast):
    report = opened(cast)
    filing.chase(report_ids=[report.pk], actor=cast.focal_officer, now=NOON)
    filing.propose(report_id=written(cast, report).pk, actor=cast.unit_officer, now=NOON)
    filing.send(report_id=report.pk, actor=cast.unit_head, now=NOON)
    filing.request_supplement(report_id=report.pk, actor=cast.focal_officer, text="Ghi rõ số liệu", now=NOON)
    told = set(Message.objects.filter(subject_type="report").values_list("kind", "plan_id"))
    kinds = ("opened", "chased", "at_head", "sent", "supplement")
    assert told == {(f"report_{kind}", cast.plan.pk) for kind in kinds}


def test_missing_ones_are_chased_once_a_day(cast):
    report = opened(cast)
    assert filing.chase(report_ids=[report.pk], actor=cast.focal_officer, now=NOON) == 1
    assert filing.chase(report_ids=[report.pk], actor=cast.focal_officer, now=NOON) == 1
    assert Message.objects.filter(kind="report_chased").count() == 1
    with pytest.raises(ReportError):
        filing.chase(report_ids=[report.pk], actor=cast.stranger, now=NOON)


ROLES = (
    "unit_officer",
    "unit_head",
    "focal_officer",
    "office_officer",
    "stranger",
    "inspector",
    "city_leader",
    "admin",
)
MAY = {
    "draft": {"unit_officer": {"propose"}, "unit_head": {"propose", "send"}},
    "at_head": {"unit_head": {"send", "hand_back"}},
    "sent": {"focal_officer": {"receive", "request_supplement"}},
    "received": {},
    "to_supplement": {},
    "dropped": {},
}


@pytest.mark.parametrize("state", Report.State.values)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_make_which_move(cast, state, role):
    report = opened(cast)
    report.state = state
    assert moves_for(report, getattr(cast, role)) == MAY[state].get(role, set())


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_a_report(cast, role):
    report = opened(cast)
    reads = {"unit_officer", "unit_head"}
    user = getattr(cast, role)
    assert Report.objects.visible_to(user).filter(pk=report.pk).exists() == (role in reads)
    filing.send(report_id=written(cast, report).pk, actor=cast.unit_head, now=NOON)
    reads |= {"focal_officer", "inspector", "city_leader"}
    assert Report.objects.visible_to(user).filter(pk=report.pk).exists() == (role in reads)


def test_only_its_own_unit_writes(cast):
    report = opened(cast)
    with pytest.raises(PermissionDenied):
        filing.save_texts(report_id=report.pk, actor=cast.focal_officer, texts=TEXTS, seen=None, now=NOON)


def test_a_unit_without_the_heads_approval_sends_by_its_officer(cast):
    cast.ward.needs_head_approval = False
    cast.ward.save()
    report = written(cast, opened(cast))
    assert moves_for(report, cast.unit_officer) == {"send"}
    assert filing.send(report_id=report.pk, actor=cast.unit_officer, now=NOON).state == "sent"


def test_the_move_made_second_is_told_so(cast):
    report = sent(cast)
    with pytest.raises(ReportConflict, match="người khác vừa chuyển bước"):
        filing.send(report_id=report.pk, actor=cast.unit_head, now=NOON)


def test_silence_is_named_where_the_rule_is_switched_on(cast):
    silent = given(cast.plan, cast.ward)
    said = content(opened(cast, not_updated_is_not_done=True), TODAY)
    assert said["strict"]
    assert [row["id"] for row in said["silent"]] == [silent.pk]


def test_progress_of_the_period_is_shown_from_where_it_began(cast):
    work = given(cast.plan, cast.ward, percent=90)
    prove(work, date(2026, 1, 6), "Biên bản")
    ProgressUpdate.objects.create(
        assignment=work,
        author=cast.unit_officer,
        event=work.evidences.get().event,
        created_at=at(date(2026, 1, 7)),
        percent_before=40,
        percent=90,
        note="Đã rà soát",
    )
    (change,) = content(opened(cast), TODAY)["changes"]
    assert (change["progress"], change["notes"]) == ("40% → 90%", ["Đã rà soát"])
    assert change["evidence"] == ["Biên bản, số 412/QĐ-UBND (chưa gửi)"]

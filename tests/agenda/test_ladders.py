"""A plan's own rungs, whom they reach, and the page on which they are set."""

import html
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agenda.errors import AgendaError
from agenda.ladder import RungSpec
from agenda.models import Ladder, PlanWords, Rung
from agenda.operations import preview, remind, reset_ladder, save_ladder
from agenda.queries.ladders import ladders, steps_for
from agenda.queries.previewing import effect
from agenda.queries.previewing import preview as preview_of
from journal.models import Event
from notifications.models import Message, Opening
from plans.models import Plan
from reports.models import Report, ReportingDuty
from tasks.models import Assignment, ContributionRequest, RegisteredMilestone, TaskParty
from tests.cast import NOW
from tests.factories import AssignmentFactory, PlanFactory
from units.calendars import WorkCalendar
from units.models import CalendarDay

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 1, 30)  # the cast's assignment is due on Saturday, 31/01/2026
OFFICER, HEAD, FOCAL, CITY = ("officer",), ("head",), ("focal",), ("city",)
MAIL = ("email",)


def save(cast, *rungs: RungSpec, held_days: int = 5) -> Ladder:
    return save_ladder(plan_id=cast.plan.pk, actor=cast.focal_officer, rungs=rungs, held_days=held_days, now=NOW)


def days_spoken(first: date, last: date) -> list[date]:
    every = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [day for day in every if remind(today=day).messages]


def test_a_plan_with_its_own_rungs_speaks_on_other_days_than_the_rest(cast):
    AssignmentFactory(task__plan=PlanFactory(), unit=cast.partner, due_date=cast.assignment.due_date)
    save(cast, RungSpec(-10, OFFICER, MAIL))
    # 10 days before Saturday 31/01 is Wednesday 21/01; the usual 7 days before fall on Saturday 24/01, so Friday
    assert days_spoken(date(2026, 1, 20), date(2026, 1, 23)) == [date(2026, 1, 21), date(2026, 1, 23)]
    first, second = Message.objects.order_by("day")
    assert (first.rung, first.channels, first.plan_id) == ("10 ngày trước hạn", "email", cast.plan.pk)
    assert second.plan_id != cast.plan.pk


def test_plans_with_equal_rungs_are_asked_for_together(cast):
    other = PlanFactory(focal_unit=cast.focal)
    for plan in (cast.plan, other):
        save_ladder(plan_id=plan.pk, actor=cast.focal_officer, rungs=[RungSpec(-2, OFFICER)], now=NOW)
    usual, own = ladders()
    assert usual[0].but == own[0].only == {cast.plan.pk, other.pk}


def test_a_rung_that_is_off_is_silent_and_reset_brings_the_usual_ones_back(cast):
    save(cast, RungSpec(-1, OFFICER, enabled=False))
    assert steps_for(cast.plan.pk) == ()
    assert remind(today=FRIDAY).messages == 0
    reset_ladder(plan_id=cast.plan.pk, actor=cast.focal_officer)
    assert remind(today=FRIDAY).messages == 1
    verbs = Event.objects.filter(verb__startswith="agenda.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["agenda.ladder_saved", "agenda.ladder_reset"]


@pytest.mark.parametrize(
    ("rungs", "words"),
    [
        ([RungSpec(-1, OFFICER), RungSpec(-1, HEAD)], "Bậc 1: đã có bậc khác cùng ngày"),
        ([RungSpec(-1, ())], "chưa chọn gửi cho ai"),
        ([RungSpec(-1, ("boss",))], "chưa chọn gửi cho ai"),
        ([RungSpec(-1, OFFICER, ())], "chưa chọn kênh"),
        ([RungSpec(-1, OFFICER, every=2)], "chỉ bậc sau hạn mới lặp lại"),
        ([RungSpec(-400, OFFICER)], "số ngày phải từ 0 đến 365"),
        ([RungSpec(-n, OFFICER) for n in range(21)], "Nhiều nhất 20 bậc"),
    ],
)
def test_rungs_that_make_no_sense_are_refused_in_words_and_nothing_changes(cast, rungs, words):
    with pytest.raises(AgendaError, match=words):
        save(cast, *rungs)
    assert not Ladder.objects.exists()


def test_only_the_focal_unit_sets_rungs(cast):
    with pytest.raises(PermissionDenied):
        save_ladder(plan_id=cast.plan.pk, actor=cast.unit_head, rungs=[], now=NOW)


def test_those_above_read_one_line_for_the_whole_plan(cast):
    for _ in range(3):
        AssignmentFactory(task__plan=cast.plan, unit=cast.ward, due_date=cast.assignment.due_date)
    save(cast, RungSpec(7, FOCAL + CITY, MAIL))
    assert remind(today=date(2026, 2, 9)).messages == 2
    to_focal, to_city = Message.objects.order_by("user__username").exclude(user=None)[:2][::-1]
    assert {to_focal.user, to_city.user} == {cast.focal_officer, cast.city_leader}
    assert to_city.text == f"{cast.plan.reference}: 4 lượt giao quá hạn của 1 đơn vị"


def test_the_head_is_told_where_the_rung_climbs_to_them(cast):
    Assignment.objects.update(officer=cast.unit_officer)
    save(cast, RungSpec(1, OFFICER + HEAD))
    remind(today=date(2026, 2, 2))
    told = {message.user: message.why for message in Message.objects.all()}
    assert told[cast.unit_head] == "bạn là lãnh đạo đơn vị"
    assert set(told) == {cast.unit_officer, cast.unit_head}


def test_work_that_was_just_updated_is_passed_over_where_the_rung_says_so(cast):
    save(cast, RungSpec(-1, OFFICER, quiet_days=14))
    Assignment.objects.update(updated_at=NOW + timedelta(days=5))  # 20/01, ten days before
    assert preview(today=FRIDAY) == []
    Assignment.objects.update(updated_at=NOW)
    assert len(preview(today=FRIDAY)) == 1


def test_what_is_due_today_travels_alone_and_more_of_it_together(cast):
    due = date(2026, 3, 3)
    Assignment.objects.update(due_date=due)
    assert [message.single for message in preview(today=due)] == [True]
    for _ in range(3):
        AssignmentFactory(task__plan=cast.plan, unit=cast.ward, due_date=due)
    assert {message.single for message in preview(today=due)} == {False}


def test_milestones_requests_and_names_to_come_are_spoken_of_like_work(cast):
    Assignment.objects.update(due_date=None)
    event = Event.objects.create(verb="x.y", subject_type="x", subject_id=1, at=NOW, payload={}, digest="0")
    told = {"assignment": cast.assignment, "author": cast.unit_head, "event": event, "created_at": NOW}
    milestone = RegisteredMilestone.objects.create(**told, label="Xong phần một", due_date=FRIDAY)
    ContributionRequest.objects.create(**told, partner=cast.partner, what="Cấp danh sách dự án", due_date=FRIDAY)
    lead, kind = TaskParty.Part.LEAD, TaskParty.Kind.OPEN
    party = {"part": lead, "kind": kind, "phrase": "các đơn vị liên quan", "name_by_date": FRIDAY}
    TaskParty.objects.create(task=cast.assignment.task, **party)
    assert {(message.kind, message.user) for message in preview(today=date(2026, 1, 29))} == {
        ("reminder_milestone", cast.unit_head),
        ("reminder_help", cast.partner_officer),
        ("reminder_naming", cast.focal_officer),
    }
    remind(today=date(2026, 1, 29))
    milestone.reached_date = FRIDAY
    milestone.save()
    assert {message.kind for message in preview(today=FRIDAY)} == {"reminder_help", "reminder_naming"}


def test_a_report_is_spoken_of_by_the_rungs_for_reports(cast):
    Assignment.objects.update(due_date=None)
    duty = {"order": 1, "who_text": "các đơn vị", "to_text": "Sở Tài chính", "cadence": "monthly", "due_day": 20}
    duty = ReportingDuty.objects.create(plan=cast.plan, **duty)
    period = {"period_key": "2026-01", "label": "tháng 01/2026", "start_date": date(2025, 12, 15)}
    dates = {"close_date": date(2026, 1, 14), "due_date": date(2026, 1, 20), "opened_at": NOW}
    report = Report.objects.create(unit=cast.ward, receiver=cast.focal, **period, **dates)
    report.duties.add(duty)
    assert days_spoken(date(2026, 1, 12), date(2026, 1, 23)) == [
        date(2026, 1, 16),  # 3 days before Tuesday 20/01 is a Saturday
        date(2026, 1, 19),
        date(2026, 1, 21),
        date(2026, 1, 23),
    ]
    assert Message.objects.first().text == f"Báo cáo tháng 01/2026: {cast.plan.reference}"


def test_the_preview_names_people_and_says_why_a_day_moved(cast):
    CalendarDay.objects.create(day=FRIDAY, kind=CalendarDay.Kind.OFF, name="nghỉ bù")
    calendar = WorkCalendar.load()
    lines = preview_of(cast.assignment, steps_for(cast.plan.pk), calendar, date(2026, 1, 29))
    assert [line.day for line in lines][:3] == [date(2026, 1, 29), date(2026, 2, 2), date(2026, 2, 9)]
    assert lines[0].why_moved == "dời từ 31/01: thứ Bảy, nghỉ bù"
    assert lines[0].people == [str(cast.unit_head)]


def test_the_effect_counts_messages_a_week(cast):
    calendar, today = WorkCalendar.load(), date(2026, 1, 15)
    for _ in range(7):
        AssignmentFactory(task__plan=cast.plan, unit=cast.ward, due_date=cast.assignment.due_date)
    usual = steps_for(cast.plan.pk)
    less, more = (effect(cast.plan, *change, calendar, today) for change in ((usual, ()), ((), usual)))
    assert less.open == 8
    assert more.weekly > 0
    assert (less.weekly, less.fewer) == (-more.weekly, more.weekly)


def test_the_page_saves_previews_and_refuses(client, cast):
    url = f"{reverse('agenda:reminding')}?van_ban={cast.plan.pk}"
    client.force_login(cast.focal_officer)
    assert "chuyên viên thực hiện; lãnh đạo phụ trách" in client.get(url).content.decode()
    row = {"bac-0-about": "due", "bac-0-days": "10", "bac-0-side": "before", "bac-0-to": ["officer"]}
    data = row | {"bac-0-channels": ["email"], "bac-0-enabled": "on", "held_days": "5"}
    data |= {"bac-TOTAL_FORMS": "1", "bac-INITIAL_FORMS": "0"}
    shown = client.post(url, data | {"action": "preview"}, headers={"hx-request": "true"}).content.decode()
    assert "chưa lưu" in shown
    assert not Ladder.objects.exists()
    assert client.post(url, data | {"bac-0-to": []}).status_code == 400
    assert client.post(url, data | {"bac-0-days": "x"}).status_code == 400
    assert client.post(url, data).status_code == 302
    assert Rung.objects.get().offset == -10
    assert client.post(url, data | {"action": "reset"}).status_code == 302
    assert not Ladder.objects.exists()


def test_who_does_not_answer_for_the_plan_does_not_see_the_page_and_inspectors_only_read(client, cast):
    url = f"{reverse('agenda:reminding')}?van_ban={cast.plan.pk}"
    client.force_login(cast.unit_officer)
    assert client.get(url).status_code == 404
    client.force_login(cast.inspector)
    assert "Lưu bậc nhắc" not in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 404


def test_who_gets_what_on_a_day_is_a_page_that_sends_nothing(client, cast):
    client.force_login(cast.focal_officer)
    url = f"{reverse('agenda:who_gets')}?van_ban={cast.plan.pk}"
    page = client.get(f"{url}&ngay=2026-01-30").content.decode()
    assert str(cast.unit_head) in page
    assert "1 ngày trước hạn" not in page
    assert "đúng ngày hạn" in page
    assert client.get(f"{url}&ngay=xx").status_code == 400
    assert not Message.objects.exists()


def test_words_of_a_plan_stand_in_letters_about_it_alone(client, cast):
    client.force_login(cast.focal_officer)
    url = f"{reverse('agenda:words')}?van_ban={cast.plan.pk}"
    data = {"subject": "KH 29", "opening": "Đề nghị đơn vị cập nhật trước 16 giờ."}
    assert client.post(url, data | {"action": "test"}).status_code == 302
    assert Message.objects.get().user == cast.focal_officer
    remind(today=FRIDAY)
    letter = Message.objects.get(kind="reminder").deliveries.get()
    assert letter.subject.startswith("[Sáu Rõ] KH 29: ")
    assert "Đề nghị đơn vị cập nhật trước 16 giờ." in letter.text
    assert Plan.objects.get(pk=cast.plan.pk).words.subject == "KH 29"


def test_the_letter_of_a_plan_is_shown_as_it_arrives_in_a_frame_that_can_run_nothing(client, cast):
    client.force_login(cast.focal_officer)
    url = f"{reverse('agenda:words')}?van_ban={cast.plan.pk}"
    AssignmentFactory(task__plan=cast.plan, unit=cast.partner, due_date=date(2026, 2, 3))
    typed = {"subject": "KH 29", "opening": "<b>Gấp</b> & rõ", "action": "preview"}
    page = client.post(url, typed).content.decode()
    assert "theo lời đang sửa, chưa lưu" in page
    assert not PlanWords.objects.exists()
    frame = html.unescape(re.search(r'<iframe class="sr-letter" src="([^"]+)"', page)[1])
    answer = client.get(frame)
    letter = answer.content.decode()
    assert "KH 29: 2 việc quá hạn</h1>" in letter
    assert "&lt;b&gt;Gấp&lt;/b&gt; &amp; rõ" in letter
    assert f"{cast.assignment.task.code}, {cast.plan.reference} · hạn 31/01/2026" in letter
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "KH 29" not in client.get(f"{reverse('agenda:words_letter')}?van_ban={cast.plan.pk}").content.decode()


def test_before_the_opening_a_trial_says_that_it_does_not_go(client, cast):
    Opening.objects.create(pk=1, everyone=False)
    client.force_login(cast.focal_officer)
    url = f"{reverse('agenda:words')}?van_ban={cast.plan.pk}"
    page = client.post(url, {"subject": "KH 29", "opening": "", "action": "test"}, follow=True).content.decode()
    assert "Thư thử không đi" in page


def test_who_only_reads_sees_the_rungs_and_no_empty_row(client, cast):
    client.force_login(cast.inspector)
    page = client.get(f"{reverse('agenda:reminding')}?van_ban={cast.plan.pk}").content.decode()
    assert "7 ngày trước hạn" in page
    assert "chưa chọn" not in page

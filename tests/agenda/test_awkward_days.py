"""Days and people that a simple ladder gets wrong."""

from datetime import date, datetime, timedelta

import pytest

from agenda.operations import acknowledge, preview, remind, set_campaign, tick
from notifications.models import Address, Budget, Channel, Delivery, Message
from notifications.operations import deliver
from reports.models import Report, ReportingDuty
from tasks.models import Assignment
from tests.cast import HANOI, NOW
from tests.factories import AssignmentFactory, MembershipFactory
from units.models import Absence
from units.operations.calendars import seed_calendar

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FRIDAY = date(2026, 1, 30)  # the cast's assignment is due on Saturday, 31/01/2026


def at(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HANOI)


def spoken(first: date, last: date) -> list[date]:
    return [day for n in range((last - first).days + 1) if remind(today=(day := first + n * DAY)).messages]


@pytest.fixture
def calendar(cast):
    """Tết 2026 is Monday 16/02 to Friday 20/02; Saturday 10/01 is worked."""
    seed_calendar([2026])
    return cast


def test_what_is_due_at_tet_is_said_to_be_done_before_it_and_urged_after_it(calendar):
    Assignment.objects.update(due_date=date(2026, 2, 17))
    assert spoken(date(2026, 2, 9), date(2026, 2, 26)) == [
        date(2026, 2, 10),  # 7 days before
        date(2026, 2, 13),  # the Friday on which 3, 1 and 0 days before meet
        date(2026, 2, 23),  # the first working day after it
        date(2026, 2, 24),  # a week after the due date
    ]
    last_before = Message.objects.get(day=date(2026, 2, 13))
    assert "hạn 17/02/2026 (thứ Ba, ngày nghỉ): nên xong thứ Sáu 13/02" in last_before.detail
    assert last_before.rung == "đúng ngày hạn, nhắc sớm"


def test_a_rung_on_a_saturday_that_is_worked_is_said_on_it(calendar):
    Assignment.objects.update(due_date=date(2026, 1, 13))
    saturday = date(2026, 1, 10)
    assert tick(now=at(saturday)).messages == 1
    assert Message.objects.get().rung == "3 ngày trước hạn"
    assert tick(now=at(saturday + DAY)).messages == 0


def test_who_works_at_two_places_gets_one_digest_of_both_that_names_neither(cast):
    MembershipFactory(user=cast.unit_officer, unit=cast.partner)
    for work in (cast.assignment, AssignmentFactory(task__plan=cast.plan, unit=cast.partner)):
        Assignment.objects.filter(pk=work.pk).update(officer=cast.unit_officer)
    remind(today=FRIDAY)
    letter = Delivery.objects.get()
    assert letter.messages.count() == 2
    assert f"Kính gửi {cast.unit_officer}. " in letter.text
    assert letter.subject == "[Sáu Rõ] 2 việc đến hạn trong 7 ngày"


def test_during_leave_the_deputy_is_reminded_and_after_it_the_person_again(cast):
    Assignment.objects.update(officer=cast.unit_officer)
    facts = {"unit": cast.ward, "deputy": cast.unit_head, "created_by": cast.unit_officer, "created_at": NOW}
    Absence.objects.create(user=cast.unit_officer, from_date=FRIDAY, to_date=FRIDAY, **facts)
    before = FRIDAY - 2 * DAY
    told = {day: {message.user for message in preview(today=day, after=day - DAY)} for day in (before, FRIDAY)}
    assert told == {before: {cast.unit_officer}, FRIDAY: {cast.unit_head}}


def test_known_until_after_the_due_date_holds_a_few_days_and_no_more(cast):
    facts = {"assignment_id": cast.assignment.pk, "actor": cast.unit_officer, "now": at(date(2026, 1, 28))}
    said = acknowledge(expected_date=date(2026, 2, 20), **facts)
    assert said.held_until == date(2026, 2, 2)
    # 30/01 and 02/02 are held; what they would have said comes when it has lapsed, then the ladder goes on
    assert spoken(date(2026, 1, 29), date(2026, 2, 9)) == [date(2026, 2, 3), date(2026, 2, 9)]
    assert Message.objects.order_by("pk").first().rung == "1 ngày sau hạn"


def test_work_that_is_sent_between_the_digest_and_its_hour_takes_its_line_along(cast, settings):
    settings.EMAIL_URL = ""
    AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    tick(now=at(FRIDAY))
    Assignment.objects.filter(pk=cast.assignment.pk).update(state="sent", sent_date=FRIDAY)
    assert deliver(now=at(FRIDAY, 9)) == {"sent": 1}
    assert Delivery.objects.get().subject == "[Sáu Rõ] 1 việc đến hạn trong 7 ngày"


def test_a_campaign_takes_the_place_of_the_rungs_of_its_work_and_of_nothing_else(cast):
    duty = {"order": 1, "who_text": "các đơn vị", "to_text": "Sở Tài chính", "cadence": "monthly", "due_day": 31}
    period = {"period_key": "2026-01", "label": "tháng 01/2026", "start_date": date(2025, 12, 15)}
    dates = {"close_date": date(2026, 1, 14), "due_date": date(2026, 1, 31), "opened_at": NOW}
    report = Report.objects.create(unit=cast.ward, receiver=cast.focal, **period, **dates)
    report.duties.add(ReportingDuty.objects.create(plan=cast.plan, **duty))
    facts = {"plan_id": cast.plan.pk, "actor": cast.focal_officer}
    set_campaign(**facts, from_date=FRIDAY - 3 * DAY, to_date=FRIDAY + 3 * DAY)
    assert {message.kind for message in preview(today=FRIDAY, after=FRIDAY - DAY)} == {"reminder_report"}
    set_campaign(**facts, from_date=None, to_date=None)
    kinds = {message.kind for message in preview(today=FRIDAY, after=FRIDAY - DAY)}
    assert kinds == {"reminder_report", "reminder"}


def test_an_address_that_was_never_verified_is_not_written_to(cast):
    Assignment.objects.update(officer=cast.unit_officer)
    Address.objects.create(user=cast.unit_officer, channel=Channel.EMAIL, target="other@example.org")
    remind(today=FRIDAY - 2 * DAY)
    assert Delivery.objects.get().target == cast.unit_officer.email
    cast.unit_officer.email = ""
    cast.unit_officer.save()
    remind(today=FRIDAY)
    nowhere = Delivery.objects.get(day=FRIDAY)
    assert (nowhere.state, nowhere.reason) == ("skipped", "chưa có địa chỉ nhận thư")


def test_when_the_days_mail_is_spent_the_rest_waits_and_joins_the_next_digest(cast, settings):
    settings.EMAIL_URL = ""
    AssignmentFactory(task__plan=cast.plan, unit=cast.partner)
    Budget.objects.create(channel=Channel.EMAIL, per_day=1)
    tick(now=at(FRIDAY))
    assert deliver(now=at(FRIDAY)).get("sent") == 1
    waiting = Delivery.objects.exclude(state="sent").get()
    assert "hết hạn mức" in waiting.error + waiting.reason
    monday = FRIDAY + 3 * DAY
    tick(now=at(monday))
    deliver(now=at(monday))
    letters = Delivery.objects.filter(state="sent", user=waiting.user, unit=waiting.unit)
    assert [letter.day for letter in letters] == [monday]


def test_after_three_days_without_power_each_gets_one_digest_with_the_latest_word(cast, settings):
    settings.EMAIL_URL = ""
    Assignment.objects.update(due_date=date(2026, 1, 28))
    AssignmentFactory(task__plan=cast.plan, unit=cast.ward, due_date=date(2026, 1, 29))
    tick(now=at(date(2026, 1, 23)))
    Delivery.objects.update(state="sent")
    # down from Monday 26 to Wednesday 28: 1 day before, the day itself and more were missed
    tick(now=at(date(2026, 1, 29)))
    deliver(now=at(date(2026, 1, 29), 9))
    today = Delivery.objects.filter(day=date(2026, 1, 29), key="digest")
    assert today.count() == 1
    [late] = today.get().messages.filter(due_date=date(2026, 1, 28))
    assert late.rung == "1 ngày sau hạn"

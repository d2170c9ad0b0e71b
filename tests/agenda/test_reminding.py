from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agenda.operations import remind, tick
from notifications.models import Delivery, Message
from notifications.notices import bot_text
from notifications.operations import deliver, post
from plans.models import Plan
from tasks.models import Assignment
from tasks.notices import assigned
from tests.cast import HANOI
from tests.factories import AssignmentFactory, MembershipFactory, UnitFactory
from units.models import CalendarDay, Membership

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 1, 30)  # the cast's assignment is due on Saturday, 31/01/2026


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)


def told() -> set[str]:
    return set(Message.objects.values_list("user__username", flat=True))


def change(assignment: Assignment, **changes) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(**changes)


def test_before_a_saturday_the_friday_is_recommended(cast):
    change(cast.assignment, officer=cast.unit_officer)
    assert remind(today=date(2026, 1, 28)).messages == 1
    message = Message.objects.get()
    assert message.recipient == (cast.unit_officer.pk, None)
    assert message.text == f"{cast.assignment.task.code} Rà soát, chuẩn hóa thông tin dự án"
    assert message.detail.endswith("· hạn 31/01/2026 (thứ Bảy): nên xong thứ Sáu 30/01")
    assert message.path == reverse("tasks:assignment", args=[cast.assignment.pk])
    assert Delivery.objects.get().subject == "[Sáu Rõ] 1 việc đến hạn trong 7 ngày"


def test_a_day_between_the_rungs_is_silent(cast):
    assert remind(today=date(2026, 1, 27)).messages == 0
    assert not Delivery.objects.exists()


def test_the_same_day_reminds_once(cast):
    assert [remind(today=FRIDAY).messages for _ in range(2)] == [1, 0]
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 1, 28), {"unit_officer"}),
        (FRIDAY, {"unit_officer", "unit_head"}),
        (date(2026, 2, 2), {"unit_officer", "unit_head"}),
        (date(2026, 2, 9), {"unit_officer", "unit_head", "focal_officer"}),
    ],
)
def test_near_and_after_the_due_date_the_leader_in_charge_is_told_too(cast, today, names):
    change(cast.assignment, officer=cast.unit_officer, leader=cast.unit_head)
    remind(today=today)
    assert told() == names


def test_where_nobody_is_named_those_who_speak_for_the_unit_are_told(cast):
    remind(today=FRIDAY)
    assert told() == {"unit_head"}


def test_who_has_left_the_unit_is_not_told(cast):
    change(cast.assignment, officer=cast.unit_officer, leader=cast.partner_officer)
    Membership.objects.filter(user=cast.unit_officer).update(to_date=date(2026, 1, 1))
    remind(today=FRIDAY)
    assert told() == {"unit_head"}


def test_a_unit_without_people_is_told_at_its_mailbox(cast):
    change(cast.assignment, unit=cast.elsewhere)
    Membership.objects.filter(unit=cast.elsewhere).update(to_date=date(2026, 1, 1))
    remind(today=FRIDAY)
    assert Delivery.objects.get().target == cast.elsewhere.official_mailbox


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "sent", "sent_date": FRIDAY},
        {"state": "awaiting_approval", "sent_date": FRIDAY},
        {"state": "completed", "sent_date": FRIDAY, "completed_date": FRIDAY},
        {"state": "cancelled"},
        {"due_date": None, "is_ongoing": True},
        {"due_date": date(2026, 4, 30)},
    ],
)
def test_what_does_not_wait_for_the_unit_or_has_another_date_is_not_spoken_of(cast, changes):
    change(cast.assignment, **changes)
    assert remind(today=FRIDAY).messages == 0


def test_only_plans_in_force_are_spoken_of(cast):
    Plan.objects.update(state=Plan.State.CLOSED)
    assert remind(today=FRIDAY).messages == 0


def test_a_supplement_counts_by_the_date_it_gave(cast):
    change(cast.assignment, supplement_due_date=date(2026, 2, 11))
    assert remind(today=FRIDAY).messages == 0
    assert remind(today=date(2026, 2, 4)).messages == 1


def test_overdue_work_is_spoken_of_every_week_until_it_is_sent(cast):
    days = [FRIDAY + timedelta(n) for n in range(1, 30)]
    spoken = [day for day in days if remind(today=day).messages]
    assert spoken == [date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 16), date(2026, 2, 23)]
    change(cast.assignment, state="sent", sent_date=date(2026, 2, 27))
    assert remind(today=date(2026, 3, 2)).messages == 0


def test_after_a_week_without_power_one_digest_comes_not_seven(cast):
    remind(today=date(2026, 1, 20))
    others = [
        AssignmentFactory(task__plan=cast.plan, unit=cast.ward, due_date=date(2026, 1, n)) for n in (24, 27, 29)
    ]
    remind(today=FRIDAY)
    [letter] = Delivery.objects.all()
    assert letter.subject == "[Sáu Rõ] 3 việc quá hạn, 1 việc đến hạn trong 7 ngày"
    assert Message.objects.count() == len(others) + 1


def test_a_day_off_put_into_the_calendar_between_two_ticks_moves_the_rung(cast):
    assert remind(today=date(2026, 1, 29)).messages == 0
    CalendarDay.objects.create(day=FRIDAY, kind=CalendarDay.Kind.OFF)
    assert remind(today=date(2026, 1, 29)).messages == 1
    assert "nên xong thứ Năm 29/01" in Message.objects.get().detail


@pytest.mark.parametrize(("hour", "minute"), [(7, 29), (17, 30), (23, 0)])
def test_outside_office_hours_the_tick_does_nothing(cast, hour, minute):
    tick(now=at(FRIDAY, hour, minute))
    assert not Message.objects.exists()


def test_on_a_day_off_the_tick_does_nothing(cast):
    change(cast.assignment, due_date=date(2026, 2, 7))
    tick(now=at(date(2026, 1, 31), 9))
    assert not Message.objects.exists()


def test_the_tick_reminds_in_the_morning_and_later_only_gathers_what_is_new(cast, django_assert_max_num_queries):
    tick(now=at(FRIDAY, 7, 30))
    assert Delivery.objects.count() == 1
    with django_assert_max_num_queries(14):
        tick(now=at(FRIDAY, 7, 31))
    assert Delivery.objects.count() == 1


def test_work_that_was_sent_after_the_digest_was_composed_is_dropped(cast, settings):
    settings.EMAIL_URL = ""
    other = AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    remind(today=FRIDAY)
    change(other, state="sent", sent_date=FRIDAY)
    assert deliver(now=at(FRIDAY, 8)) == {"sent": 1}
    letter = Delivery.objects.get()
    assert letter.subject == "[Sáu Rõ] 1 việc đến hạn trong 7 ngày"
    assert f"/viec/{other.pk}/" not in letter.text


@pytest.mark.parametrize("changes", [{"state": "sent", "sent_date": FRIDAY}, {"due_date": date(2026, 3, 1)}])
def test_a_digest_of_which_nothing_holds_is_not_sent(cast, changes):
    remind(today=FRIDAY)
    change(cast.assignment, **changes)
    assert deliver(now=at(FRIDAY, 8)) == {"skipped": 1}


def test_reminding_costs_the_same_for_one_and_for_many(cast):
    change(cast.assignment, state="cancelled")
    counts = []
    for size, today in ((1, date(2026, 3, 2)), (3, date(2026, 3, 3))):
        remind(today=today - timedelta(days=1))
        for _ in range(size):
            member = MembershipFactory()
            due = {"task__plan": cast.plan, "due_date": today + timedelta(days=3)}
            AssignmentFactory(**due, unit=member.unit, officer=member.user)
            AssignmentFactory(**due, unit=MembershipFactory().unit)
        with CaptureQueriesContext(connection) as queries:
            assert remind(today=today).messages == 2 * size
        counts.append(len(queries))
        Delivery.objects.update(state=Delivery.State.SENT)
    assert counts[0] == counts[1] <= 63


def test_the_command_reminds_and_sends(cast, opened, smtp_server, settings, capsys):
    settings.EMAIL_URL = smtp_server.url
    call_command("remind", today="2026-01-30")
    assert capsys.readouterr().out == "day=2026-01-30 messages=1 digests=1 sent=1\n"
    [mail] = smtp_server.to(cast.unit_head.email)
    assert mail["Subject"] == "[Sáu Rõ] 1 việc đến hạn trong 7 ngày"
    call_command("remind", today="2026-01-30")
    assert len(smtp_server.messages) == 1


def test_a_dry_run_names_who_would_get_what_and_writes_nothing(cast, capsys):
    call_command("remind", today="2026-01-30", dry_run=True)
    out = capsys.readouterr().out
    assert out.startswith("unit_head\t2026-01-31\t")
    assert "messages=1 (dry run" in out
    assert not Message.objects.exists()


def test_a_day_that_is_none_is_refused_in_one_line():
    with pytest.raises(CommandError, match="--today must be YYYY-MM-DD"):
        call_command("remind", today="30/01/2026")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_has_no_days_around_it_is_one_line(day):
    with pytest.raises(CommandError, match="2000 to 2199"):
        call_command("remind", "--today", day, "--dry-run")


def test_a_letter_says_whose_it_is_what_is_recorded_and_until_when_its_button_serves(cast):
    UnitFactory(kind="thanh_pho", name="UBND thành phố Hà Nội")
    Assignment.objects.update(officer=cast.unit_officer, quantity_target=28, quantity_done=20, quantity_unit="máy")
    remind(today=FRIDAY)
    letter, code = Delivery.objects.get(), cast.assignment.task.code
    assert f"Kính gửi {cast.unit_officer}, {cast.ward.formal_name}." in letter.text
    assert f"{code}, {cast.plan.reference} · hạn 31/01/2026" in letter.html
    assert "đang ghi 20/28 máy" in letter.html
    assert f"bạn là chuyên viên thực hiện {code}" in letter.html
    until = timezone.localdate() + timedelta(days=7)
    for words in ("· UBND thành phố Hà Nội", f"dùng đến {until:%d/%m/%Y}", "Không còn thực hiện việc này"):
        assert words in letter.html
    assert "20/28" not in bot_text(letter.messages.all(), FRIDAY)


def test_new_work_that_was_told_alone_is_not_told_again_as_new_in_the_digest(cast):
    rows = [{"unit_id": cast.ward.pk, "due_date": FRIDAY + timedelta(days=1)}]
    post(assigned(cast.plan, rows, "published", today=FRIDAY), today=FRIDAY)
    deliver(now=at(FRIDAY, 7))
    remind(today=FRIDAY)
    post(assigned(cast.plan, rows, "published", today=FRIDAY), today=FRIDAY)
    deliver(now=at(FRIDAY, 9))
    alone, digest = Delivery.objects.order_by("pk")
    assert set(alone.messages.values_list("kind", flat=True)) == {"assigned"}
    assert set(digest.messages.values_list("kind", flat=True)) == {"reminder"}

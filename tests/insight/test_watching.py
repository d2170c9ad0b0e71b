from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from insight.models import EarlyWarning, WarningModel
from insight.operations import learn_from_finished, learn_when_due, watch
from journal.models import Event
from tasks.models import Assignment
from tasks.operations import receive, update_progress
from tests.factories import AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_work_that_nobody_received_is_warned_of_from_the_day_it_stands_out(cast):
    assert watch(now=NOW) == 1
    first = EarlyWarning.objects.get()
    assert (first.assignment, first.first_on, first.is_active) == (cast.assignment, date(2026, 1, 20), True)
    assert first.reasons[0] == ["unreceived", "chưa tiếp nhận"]
    assert watch(now=NOW + timedelta(days=2)) == 1
    assert EarlyWarning.objects.get().first_on == date(2026, 1, 20)
    assert Event.objects.filter(verb="insight.watched").count() == 1


def test_a_warning_ends_when_its_reason_does(cast):
    watch(now=NOW)
    people = {"leader_id": cast.unit_head.pk, "officer_id": cast.unit_officer.pk}
    receive(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **people)
    update_progress(
        assignment_id=cast.assignment.pk, actor=cast.unit_officer, percent=80, note="Đã xong 80%", now=NOW
    )
    assert watch(now=NOW) == 0
    assert not EarlyWarning.objects.get().is_active


def test_finished_and_far_work_is_not_warned_of(cast):
    Assignment.objects.update(due_date=date(2026, 6, 30))
    assert watch(now=NOW) == 0


def test_a_unit_sees_its_own_warnings_and_who_leads_the_plan_all(cast):
    AssignmentFactory(task__plan=cast.plan, unit=UnitFactory())
    assert watch(now=NOW) == 2
    counts = [
        EarlyWarning.objects.visible_to(person).count()
        for person in (cast.unit_officer, cast.focal_officer, cast.inspector, cast.stranger)
    ]
    assert counts == [1, 2, 2, 0]


def test_the_estimate_is_learnt_once_enough_has_ended_and_then_weekly(cast):
    assert learn_from_finished(now=NOW) is None
    task = cast.assignment.task
    for n in range(60):
        late = (
            {}
            if n % 3
            else {"sent_date": date(2025, 12, 20), "state": "completed", "completed_date": date(2025, 12, 21)}
        )
        AssignmentFactory(
            task=task,
            milestone=cast.assignment.milestone,
            unit=UnitFactory(),
            original_due_date=date(2025, 12, 31),
            due_date=date(2025, 12, 31),
            **late,
        )
    made = learn_when_due(now=NOW)
    assert (made.seen, made.late) == (60, 40)
    assert learn_when_due(now=NOW + timedelta(days=6)) is None
    assert WarningModel.objects.count() == 1
    assert learn_when_due(now=NOW + timedelta(days=8)) is not None


def test_what_waits_to_be_confirmed_for_twenty_days_is_warned_of_whenever_it_was_due(cast):
    sent = {"state": "sent", "sent_date": date(2025, 12, 30), "due_date": date(2025, 12, 31)}
    Assignment.objects.update(**sent)
    assert watch(now=NOW) == 1
    assert EarlyWarning.objects.get().reasons == [["waits", "chờ xác nhận 21 ngày"]]
    assert watch(now=NOW - timedelta(days=2)) == 0


def test_work_that_somebody_received_without_naming_an_officer_is_warned_of(cast):
    Assignment.objects.update(received_at=NOW - timedelta(days=10), due_date=date(2026, 1, 31))
    assert watch(now=NOW) == 1
    assert ["nobody", "chưa phân công người"] in EarlyWarning.objects.get().reasons

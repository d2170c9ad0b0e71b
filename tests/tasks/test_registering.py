"""Milestones that a lead registers for work without a date."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from notifications.models import Message
from tasks import operations as op
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Span
from tasks.queries.filters import in_situation
from tests.cast import NOW

DAY = date(2026, 3, 2)


@pytest.fixture
def undated(cast):
    Assignment.objects.update(due_date=None, original_due_date=None)
    cast.assignment.refresh_from_db()
    return cast.assignment


def register(cast, actor=None, **more):
    fields = {"label": "Trình dự thảo", "due_date": DAY, "now": NOW} | more
    return op.register_milestone(assignment_id=cast.assignment.pk, actor=actor or cast.unit_officer, **fields)


def test_it_goes_from_the_officer_over_the_head_to_the_focal_unit(cast, undated):
    milestone = register(cast)
    assert milestone.state == "registered"
    assert Message.objects.filter(kind="milestone_registered", user=cast.unit_head).count() == 1
    with pytest.raises(TaskConflict, match="Chờ lãnh đạo duyệt"):
        op.note_milestone(milestone_id=milestone.pk, actor=cast.focal_officer, now=NOW)
    with pytest.raises(PermissionDenied):
        op.approve_milestone(milestone_id=milestone.pk, actor=cast.unit_officer, now=NOW)
    op.approve_milestone(milestone_id=milestone.pk, actor=cast.unit_head, now=NOW)
    assert Message.objects.filter(kind="milestone_approved").exists()
    done = op.note_milestone(milestone_id=milestone.pk, actor=cast.focal_officer, now=NOW)
    assert (done.state, done.noted_by) == ("noted", cast.focal_officer)
    undated.refresh_from_db()
    assert undated.due_date is None
    reached = op.reach_milestone(milestone_id=milestone.pk, actor=cast.unit_officer, day=NOW.date(), now=NOW)
    assert reached.reached_date == NOW.date()


def test_a_heads_own_milestone_is_approved_at_once(cast, undated):
    assert register(cast, actor=cast.unit_head).state == "approved"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_date": date(2026, 1, 14)}, "đã qua"),
        ({"due_date": None}, "Chọn ngày của mốc"),
        ({"label": " "}, "Ghi mốc cần đạt"),
        ({"label": "x" * 301}, "Rút gọn"),
    ],
)
def test_a_bad_milestone_is_refused_in_words(cast, fields, words):
    with pytest.raises(TaskError, match=words):
        register(cast, **fields)


def test_the_same_milestone_twice_is_refused_and_a_withdrawn_one_may_come_again(cast):
    milestone = register(cast)
    with pytest.raises(TaskError, match="đã được đăng ký"):
        register(cast)
    op.withdraw_milestone(milestone_id=milestone.pk, actor=cast.unit_officer, now=NOW)
    assert register(cast).state == "registered"


@pytest.mark.parametrize("who", ["focal_officer", "partner_officer", "stranger", "inspector", "city_leader", "admin"])
def test_only_the_units_own_people_register(cast, who):
    with pytest.raises(PermissionDenied):
        register(cast, actor=getattr(cast, who))


def test_the_decided_work_registers_nothing(cast):
    Assignment.objects.update(state="cancelled")
    with pytest.raises(TaskConflict, match="Đã hủy"):
        register(cast)


def test_work_without_date_or_milestone_is_listed_after_some_working_days(cast, undated):
    Span.objects.create(assignment=undated, state="open", from_at=NOW)
    rows = Assignment.objects.all()
    assert not in_situation(rows, "no_milestone", NOW.date() + timedelta(days=14)).exists()
    later = NOW.date() + timedelta(days=15)  # ten working days and one more
    assert in_situation(rows, "no_milestone", later).get() == undated
    register(cast)
    assert in_situation(rows, "no_milestone", later).exists()
    register(cast, actor=cast.unit_head, label="Trình ký")
    assert not in_situation(rows, "no_milestone", later).exists()


def test_not_received_after_some_working_days_is_listed_and_stops_nothing(cast):
    Span.objects.create(assignment=cast.assignment, state="open", from_at=NOW)  # Thursday 15/01
    rows = Assignment.objects.all()
    assert not in_situation(rows, "late_to_receive", date(2026, 1, 20)).exists()
    assert in_situation(rows, "late_to_receive", date(2026, 1, 21)).get() == cast.assignment
    op.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, percent=10, now=NOW)

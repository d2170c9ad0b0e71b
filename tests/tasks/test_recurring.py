"""Recurring work: the days of a rule, and occurrences that are opened a period ahead and never twice."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tasks import operations as op
from tasks.models import Assignment, Milestone, Span
from tasks.periods import Rule, due_days
from tests.cast import NOW
from tests.factories import AssignmentFactory, MilestoneFactory, PlanFactory
from tests.tasks.test_assigning import race
from units.calendars import WorkCalendar

DAYS = WorkCalendar.of([])
START, YEAR_END = date(2026, 1, 5), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("every month, day 25", ["2026-01-25", "2026-02-25", "2026-03-25"]),
        ("every month", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("every 3 months", ["2026-03-31", "2026-06-30", "2026-09-30"]),
        ("every quarter, month of period next, day 5", ["2026-04-05", "2026-07-05", "2026-10-05"]),
        ("every 6 months", ["2026-06-30", "2026-12-31"]),
        ("2 times a year", ["2026-06-30", "2026-12-31"]),
        ("every year, month 11, day 15", ["2026-11-15"]),
        ("every week", ["2026-01-09", "2026-01-16", "2026-01-23"]),
        ("every 2 weeks, weekday 1", ["2026-01-19", "2026-02-02", "2026-02-16"]),
        ("every month, day 10, until 2026-02-15", ["2026-01-10", "2026-02-10"]),
        ("every month, day 10, from 2026-11-01", ["2026-11-10", "2026-12-10"]),
    ],
)
def test_a_rule_gives_its_days_numbered_from_one(rule, days):
    found = list(Rule.of(rule).occurrences(START, YEAR_END))
    assert [day.isoformat() for _, day in found][:3] == days
    assert [number for number, _ in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    "rule", ["", "every day", "định kỳ", "every month, day 40", "every 0 months", "now and then"]
)
def test_what_is_no_rule_opens_nothing(rule):
    assert Rule.of(rule) is None


def test_an_off_day_moves_back_and_only_a_period_ahead_is_open():
    days = due_days("every month, day 25", start=START, today=date(2026, 1, 15), end=None, days=DAYS)
    assert days == [(1, date(2026, 1, 23))]  # 25/01/2026 is a Sunday
    assert due_days("every month", start=START, today=NOW.date(), end=date(2026, 1, 20), days=DAYS) == []


@pytest.fixture
def standing(db):
    plan = PlanFactory(published_at=NOW)
    milestone = MilestoneFactory(
        task__plan=plan, kind=Milestone.Kind.RECURRING, due_date=None, recurrence="every month, day 25"
    )
    return AssignmentFactory(task=milestone.task, milestone=milestone, is_ongoing=True)


def occurrences():
    rows = Assignment.objects.exclude(occurrence=0).order_by("unit", "occurrence")
    return list(rows.values_list("occurrence", "due_date", "is_ongoing", "state"))


def test_the_next_occurrence_opens_with_its_span_and_not_again(standing):
    assert op.open_occurrences(now=NOW) == 1
    assert op.open_occurrences(now=NOW + timedelta(hours=1)) == 0
    assert occurrences() == [(1, date(2026, 1, 23), False, "open")]
    assert Span.objects.get(assignment__occurrence=1).due_date == date(2026, 1, 23)
    assert op.open_occurrences(now=NOW + timedelta(days=20)) == 1
    assert [number for number, *_ in occurrences()] == [1, 2]


def test_a_plan_published_late_opens_nothing_that_was_due_before(standing):
    assert op.open_occurrences(now=NOW + timedelta(days=20)) == 2
    standing.plan.published_at = NOW + timedelta(days=60)
    standing.plan.save()
    Assignment.objects.exclude(occurrence=0).update(unit=AssignmentFactory().unit)
    assert op.open_occurrences(now=NOW + timedelta(days=60)) == 1
    assert max(number for number, *_ in occurrences()) == 3


@pytest.mark.parametrize("end", ["plan", "work"])
def test_it_ends_with_the_plan_and_with_the_work(standing, end):
    if end == "plan":
        type(standing.plan).objects.update(state="closed")
    else:
        Assignment.objects.update(state="cancelled")
    assert op.open_occurrences(now=NOW) == 0


def test_the_database_itself_refuses_a_second_one(standing):
    op.open_occurrences(now=NOW)
    first = Assignment.objects.get(occurrence=1)
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_open_it_once(standing):
    results = race(*[lambda: op.open_occurrences(now=NOW)] * 3)
    assert sorted(results) == [0, 0, 1]
    assert Assignment.objects.filter(occurrence=1).count() == 1

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.figures import (
    FIRST,
    Figures,
    Official,
    figures,
    figures_by,
    figures_by_first_date,
    official,
    official_expression,
)
from tasks.models import Assignment
from tests.factories import TODAY, AssignmentFactory, MilestoneFactory, UnitFactory

State = Assignment.State
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "due", "sent", "expected"),
    [
        ("open", TODAY, None, Official.OPEN_IN_TIME),
        ("open", TODAY - DAY, None, Official.OPEN_OVERDUE),
        ("open", None, None, Official.OPEN_IN_TIME),
        ("at_head", TODAY - DAY, None, Official.OPEN_OVERDUE),
        ("sent", TODAY - DAY, TODAY - DAY, Official.OPEN_IN_TIME),
        ("sent", TODAY - 2 * DAY, TODAY - DAY, Official.OPEN_OVERDUE),
        ("awaiting_approval", TODAY - 90 * DAY, TODAY - 91 * DAY, Official.OPEN_IN_TIME),
        ("completed", TODAY, TODAY, Official.DONE_ON_TIME),
        ("completed", TODAY - DAY, TODAY, Official.DONE_LATE),
        ("completed", None, TODAY, Official.DONE_ON_TIME),
        ("cancelled", TODAY - DAY, None, None),
    ],
)
def test_official_state(state, due, sent, expected):
    assert official(state=state, due=due, sent=sent, today=TODAY) == expected


days = st.integers(-40, 40).map(lambda n: TODAY + n * DAY)


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(State.values), st.none() | days, st.none() | days, days), min_size=1, max_size=12
    ),
    today=days,
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sql_expression_agrees_with_the_function(db, rows, today):
    milestone = MilestoneFactory()
    unit = UnitFactory()
    made = Assignment.objects.bulk_create(
        Assignment(
            plan=milestone.task.plan,
            task=milestone.task,
            milestone=milestone,
            unit=unit,
            occurrence=number,
            state=state,
            due_date=due,
            supplement_due_date=supplement,
            sent_date=None if state in ("open", "at_head") else sent,
            completed_date=TODAY,
        )
        for number, (state, due, supplement, sent) in enumerate(rows)
    )
    stored = Assignment.objects.filter(pk__in=[row.pk for row in made])
    overdue = set(stored.overdue(today).values_list("pk", flat=True))
    for row in stored.annotate(sql=official_expression(today)):
        expected = official(state=row.state, due=row.counted_due, sent=row.sent_date, today=today)
        assert row.counted_due_date == row.counted_due
        assert row.sql == (expected.value if expected else None)
        assert (row.pk in overdue) == (expected == Official.OPEN_OVERDUE)


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(State.values), st.none() | days, st.none() | days, days, st.booleans()), max_size=12
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counting_only_moved_dates_again_gives_the_figures_by_the_first_date(db, rows):
    milestone, unit = MilestoneFactory(), UnitFactory()
    Assignment.objects.bulk_create(
        Assignment(
            plan=milestone.task.plan,
            task=milestone.task,
            milestone=milestone,
            unit=unit,
            occurrence=number,
            state=state,
            original_due_date=first,
            due_date=due,
            sent_date=None if state in ("open", "at_head") else sent,
            completed_date=TODAY,
            is_ongoing=ongoing,
        )
        for number, (state, first, due, sent, ongoing) in enumerate(rows)
    )
    given = milestone.task.plan.assignments.all()
    assert figures_by_first_date(given, figures(given, TODAY), TODAY) == figures(given, TODAY, FIRST)


def test_rate_counts_only_what_was_due():
    found = Figures(done_on_time=14_068, done_late=1_983, open_in_time=5_640, open_overdue=223)
    assert found.rate == Decimal("98.6")
    assert found.counted == 21_914
    assert Figures(open_in_time=3).rate is None


def test_ongoing_and_self_confirmed_work_stands_outside_the_rate(db):
    first = AssignmentFactory(state=State.COMPLETED, sent_date=TODAY, completed_date=TODAY)
    more = {"task": first.task, "milestone": first.milestone}
    AssignmentFactory(**more, is_ongoing=True)
    AssignmentFactory(
        **more,
        state=State.COMPLETED,
        sent_date=TODAY,
        completed_date=TODAY,
        confirming_unit=None,
        self_confirmed=True,
    )
    AssignmentFactory(**more, state=State.CANCELLED)
    found = figures(Assignment.objects.all(), TODAY)
    assert found == Figures(done_on_time=1, ongoing=1, self_confirmed=1)
    assert found.rate == Decimal("100.0")


def test_figures_by_unit_cost_one_query(db, django_assert_num_queries):
    first = AssignmentFactory(due_date=date(2026, 1, 10))
    AssignmentFactory(task=first.task, milestone=first.milestone)
    with django_assert_num_queries(1):
        found = figures_by(Assignment.objects.all(), TODAY, "unit")
    assert found[(first.unit_id,)] == Figures(open_overdue=1)
    assert sum(f.open_in_time for f in found.values()) == 1

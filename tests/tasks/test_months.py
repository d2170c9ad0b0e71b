"""Dòng thời hạn: every dated lượt giao in the month of the date that counts."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.figures import Figures, figures
from tasks.queries.months import due_by_month
from tests.factories import AssignmentFactory, PlanFactory, TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def give(plan, due, **facts):
    return AssignmentFactory(task=TaskFactory(plan=plan), due_date=due, original_due_date=due, **facts)


def test_months_hold_what_counts_in_them_and_sum_to_the_plan():
    plan = PlanFactory(state="in_force")
    give(plan, date(2026, 3, 31))
    give(plan, date(2026, 3, 10), supplement_due_date=date(2026, 12, 1))
    give(plan, date(2026, 11, 30))
    give(plan, None)
    give(plan, None, is_ongoing=True)
    give(plan, date(2026, 5, 1), state="cancelled")
    line = due_by_month(plan, TODAY)
    assert [month.first_day for month in line.months] == [date(2026, 3, 1), date(2026, 11, 1), date(2026, 12, 1)]
    assert [month.is_near for month in line.months] == [True, True, False]
    assert (line.ongoing, line.undated) == (1, 1)
    whole = sum((month.figures for month in line.months), Figures(ongoing=1, open_in_time=1))
    assert whole == figures(plan.assignments.all(), TODAY)


def test_the_page_is_for_those_who_see_the_plan(client, cast):
    page = reverse("tasks:months", args=[cast.plan.pk])
    give(cast.plan, date(2026, 3, 31))
    client.force_login(cast.unit_officer)
    assert "Tháng 03/2026" in client.get(page).content.decode()
    client.force_login(cast.stranger)
    assert client.get(page).status_code == 404


def test_the_page_asks_as_often_for_many_months_as_for_one(client, cast):
    page = reverse("tasks:months", args=[cast.plan.pk])
    client.force_login(cast.focal_officer)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    with transaction.atomic():
        for month in range(1, 13):
            give(cast.plan, date(2027, month, 15))
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few) <= 17

"""A group less some of its units, and terms of working days, where the work is handed out."""

from datetime import date

import pytest

from plans.models import Plan
from tasks.models import Milestone, TaskParty
from tasks.queries.fanout import Fanout, due_date
from tests.factories import PlanFactory, TaskFactory, UnitFactory
from units.models import CalendarDay, Unit, UnitGroup

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def party(phrase: str, group: UnitGroup) -> TaskParty:
    return TaskParty(part="lead", kind="group", group=group, phrase=phrase)


def test_units_behind_the_word_except_are_given_nothing(django_assert_num_queries):
    health = UnitFactory(name="Sở Y tế", kind=Unit.Kind.BOARD)
    tourism = UnitFactory(name="Sở Du lịch", kind=Unit.Kind.BOARD)
    group = UnitGroup.objects.create(code="SO", name="Các Sở", kinds=["ban"], phrases=["Các Sở"])
    fanout = Fanout(PlanFactory(), TODAY)
    assert set(fanout.units(party("Các Sở", group))) == {health.pk, tourism.pk}
    assert fanout.units(party("Các Sở (trừ Sở Y tế)", group)) == [tourism.pk]
    assert fanout.units(party("Các Sở (trừ đơn vị đã xong)", group)) == []
    with django_assert_num_queries(0):
        assert fanout.units(party("Các Sở trừ Sở Du lịch", group)) == [health.pk]


def term(days: int, anchor: str) -> Milestone:
    return Milestone(task=TaskFactory(), kind=Milestone.Kind.RELATIVE, days=days, anchor=anchor)


def test_working_days_are_counted_over_weekends_and_days_off():
    plan = PlanFactory(issued_date=date(2026, 4, 28))
    for day in (date(2026, 4, 30), date(2026, 5, 1)):
        CalendarDay.objects.create(day=day, kind=CalendarDay.Kind.OFF, name="Lễ")
    assert due_date(term(3, "working days from plan issued"), plan) == date(2026, 5, 5)
    assert due_date(term(3, "plan issued"), plan) == date(2026, 5, 1)


def test_a_term_counts_from_a_day_that_the_text_prints():
    plan = Plan(issued_date=None)
    assert due_date(term(30, "2026-07-01"), plan) == date(2026, 7, 31)
    assert due_date(term(5, "working days from 2026-07-01"), plan) == date(2026, 7, 8)
    assert due_date(term(5, "working days from plan issued"), plan) is None
    assert due_date(term(5, "nhận đủ hồ sơ"), plan) is None

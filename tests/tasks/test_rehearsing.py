"""What publication would make is what it makes."""

from datetime import date

import pytest

from notifications.models import Message
from plans.models import Plan
from tasks import operations as op
from tasks.models import Assignment, Milestone, TaskParty
from tasks.operations.rehearsing import rehearse
from tests.cast import NOW
from tests.factories import MembershipFactory, MilestoneFactory, PlanFactory, TaskFactory, UnitFactory
from units.models import UnitGroup

TODAY = NOW.date()


@pytest.fixture
def draft(db):
    """Two wards lead a task that is overdue at once and one to come; one row is held, one has an open lead."""
    plan = PlanFactory(state=Plan.State.DRAFT)
    plan.officer = MembershipFactory(unit=plan.focal_unit).user
    UnitFactory(), UnitFactory()
    group = UnitGroup.objects.create(code="XP", name="UBND xã, phường", kinds=["phuong", "xa"])
    for due in (date(2026, 1, 10), date(2026, 3, 1)):
        task = TaskFactory(plan=plan, product="" if due.month == 3 else "Báo cáo")
        MilestoneFactory(task=task, due_date=due)
        TaskParty.objects.create(task=task, part="lead", kind="group", group=group, phrase=group.name)
    held = TaskFactory(plan=plan, content="", held=True)
    MilestoneFactory(task=held)
    opened = TaskFactory(plan=plan)
    MilestoneFactory(task=opened, kind=Milestone.Kind.NONE, due_date=None)
    TaskParty.objects.create(task=opened, part="lead", kind="open", phrase="đơn vị được chọn thí điểm")
    return plan


def test_it_counts_what_publication_then_makes(draft):
    told = rehearse(draft, TODAY)
    assert not Assignment.objects.exists()
    assert not Message.objects.exists()
    assert (told.tasks, told.assignments, told.overdue, told.notices) == (3, 4, 2, 2)
    assert [(share.assignments, share.overdue) for share in told.units] == [(2, 1), (2, 1)]
    assert [task.held for task in told.held] == [True]
    assert [party.phrase for party in told.open_leads] == ["đơn vị được chọn thí điểm"]
    assert (told.without_product, told.problems, told.lacking) == (1, [], [])
    made = op.publish(plan_id=draft.pk, actor=draft.officer, now=NOW)
    assert (made.tasks, made.assignments, made.units) == (told.tasks, told.assignments, len(told.units))
    assert Assignment.objects.overdue(TODAY).count() == told.overdue
    assert Message.objects.count() == told.notices


def test_it_names_the_task_that_lacks_something(draft):
    lost = TaskFactory(plan=draft, content="")
    told = rehearse(draft, TODAY)
    assert [(what, task) for what, task in told.lacking] == [("chưa có đơn vị chủ trì", lost), ("mất nội dung", lost)]
    assert len(told.problems) == 2


def test_it_asks_the_same_for_ten_times_the_rows(draft, django_assert_max_num_queries):
    for _ in range(20):
        UnitFactory()
        MilestoneFactory(task=(task := TaskFactory(plan=draft)))
        TaskParty.objects.create(task=task, part="lead", kind="unit", unit=UnitFactory(), phrase="x")
    with django_assert_max_num_queries(20):
        rehearse(draft, TODAY)

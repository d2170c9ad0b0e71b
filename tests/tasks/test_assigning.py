from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from journal.models import Event
from notifications.models import Message
from plans.models import Party, Plan
from tasks import operations as op
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Milestone, Span, Task, TaskParty
from tests.cast import NOW
from tests.factories import MembershipFactory, MilestoneFactory, PlanFactory, TaskFactory, UnitFactory
from units.models import Unit, UnitGroup

Part, Kind = TaskParty.Part, TaskParty.Kind


@pytest.fixture
def draft(db):
    """A draft of a focal unit with one officer, three wards, one task led by all wards."""
    plan = PlanFactory(state=Plan.State.DRAFT)
    plan.officer = MembershipFactory(unit=plan.focal_unit).user
    plan.wards = [UnitFactory() for _ in range(3)]
    group = UnitGroup.objects.create(code="XP", name="UBND xã, phường", kinds=["phuong", "xa"])
    task = TaskFactory(plan=plan)
    MilestoneFactory(task=task)
    TaskParty.objects.create(task=task, part=Part.LEAD, kind=Kind.GROUP, group=group, phrase="UBND xã, phường")
    return plan


def publish(plan):
    return op.publish(plan_id=plan.pk, actor=plan.officer, now=NOW)


def lead(task, unit, **more):
    TaskParty.objects.create(task=task, part=Part.LEAD, kind=Kind.UNIT, unit=unit, phrase=unit.name, **more)


def test_a_unit_that_only_confirms_sees_the_plan_and_its_tasks(draft):
    confirmer = MembershipFactory(unit__kind=Unit.Kind.DEPARTMENT).user
    draft.tasks.update(confirming_unit=confirmer.acting_unit_id)
    publish(draft)
    assert list(Plan.objects.visible_to(confirmer)) == [draft]
    assert Task.objects.visible_to(confirmer).count() == 1
    assert not Party.objects.filter(unit=draft.focal_unit).exists()


def test_a_group_fans_out_into_one_assignment_a_unit(draft):
    assert publish(draft) == op.Assigned(tasks=1, assignments=3, units=3)
    draft.refresh_from_db()
    assert draft.state == Plan.State.IN_FORCE
    assert {a.unit for a in Assignment.objects.all()} == set(draft.wards)
    assert {a.confirming_unit for a in Assignment.objects.all()} == {draft.focal_unit}
    assert Span.objects.filter(state="open", to_at=None).count() == 3
    assert Party.objects.filter(part=Part.LEAD).count() == 3
    event = Event.objects.get()
    assert (event.verb, event.payload) == ("plans.published", {"tasks": 1, "assignments": 3, "units": 3})
    assert Message.objects.filter(kind="assigned").count() == 3  # each ward's mailbox: nobody works there yet


@pytest.mark.parametrize(("days", "alone"), [(2, True), (3, False)])
def test_new_work_with_little_time_left_is_told_at_once(draft, days, alone):
    draft.tasks.get().milestones.update(due_date=NOW.date() + timedelta(days=days))
    publish(draft)
    assert set(Message.objects.filter(kind="assigned").values_list("single", flat=True)) == {alone}


def test_a_plan_is_published_once(draft):
    publish(draft)
    with pytest.raises(TaskConflict, match="đã được đưa vào theo dõi"):
        publish(draft)
    assert Assignment.objects.count() == 3


def test_only_the_focal_unit_publishes(draft):
    with pytest.raises(PermissionDenied):
        op.publish(plan_id=draft.pk, actor=MembershipFactory(unit=draft.wards[0]).user, now=NOW)


@pytest.mark.parametrize(
    ("field", "value", "words"), [("number", "", "chưa có số"), ("issued_date", None, "chưa có ngày ban hành")]
)
def test_without_number_or_date_it_stays_a_draft_and_says_so(draft, field, value, words):
    Plan.objects.filter(pk=draft.pk).update(**{field: value})
    with pytest.raises(TaskError, match=words):
        publish(draft)
    draft.refresh_from_db()
    assert draft.state == Plan.State.DRAFT
    assert not Assignment.objects.exists()


def test_an_unknown_lead_blocks_and_an_unknown_partner_does_not(draft):
    task = draft.tasks.get()
    TaskParty.objects.create(task=task, part=Part.PARTNER, kind=Kind.OUTSIDER, phrase="Chủ đầu tư")
    wrong = TaskParty.objects.create(task=task, part=Part.LEAD, kind=Kind.UNKNOWN, phrase="Sở Lạ")
    with pytest.raises(TaskError, match=f"nhiệm vụ {task.code} chưa rõ đơn vị chủ trì"):
        publish(draft)
    wrong.delete()
    assert publish(draft).assignments == 3


def test_a_held_task_is_kept_and_not_assigned(draft):
    TaskFactory(plan=draft, content="", held=True)
    assert publish(draft).tasks == 1
    assert Task.objects.count() == 2


def test_the_focal_units_own_work_is_confirmed_by_the_oversight_unit(draft):
    office = UnitFactory(kind="nganh")
    Plan.objects.filter(pk=draft.pk).update(oversight_unit=office)
    task = draft.tasks.get()
    task.parties.all().delete()
    lead(task, draft.focal_unit)
    publish(draft)
    assert Assignment.objects.get().confirming_unit == office


def test_without_an_oversight_unit_it_is_left_to_the_head(draft):
    task = draft.tasks.get()
    task.parties.all().delete()
    lead(task, draft.focal_unit)
    publish(draft)
    assert Assignment.objects.get().confirming_unit is None


def test_milestones_make_their_own_assignments_and_done_ones_none(draft):
    task = draft.tasks.get()
    MilestoneFactory(task=task, order=1, label="Báo cáo", due_date=date(2026, 12, 31))
    MilestoneFactory(task=task, order=2, kind=Milestone.Kind.DONE, due_date=None)
    MilestoneFactory(task=task, order=3, kind=Milestone.Kind.ONGOING, due_date=None)
    MilestoneFactory(task=task, order=4, kind=Milestone.Kind.RELATIVE, due_date=None, anchor="plan issued", days=15)
    publish(draft)
    one = Assignment.objects.filter(unit=draft.wards[0]).order_by("milestone__order")
    assert [(a.due_date, a.is_ongoing) for a in one] == [
        (date(2026, 1, 31), False),
        (date(2026, 12, 31), False),
        (None, True),
        (date(2026, 1, 20), False),
    ]
    assert task.milestones.get(order=4).due_date == date(2026, 1, 20)  # the table of tasks shows it, too


def test_a_strict_plan_reads_before_as_the_day_before(draft):
    Plan.objects.filter(pk=draft.pk).update(strict_before=True)
    draft.tasks.get().milestones.update(before=True)
    publish(draft)
    assert {a.due_date for a in Assignment.objects.all()} == {date(2026, 1, 30)}


def test_publishing_costs_the_same_queries_for_ten_times_the_units(draft, django_assert_max_num_queries):
    for _ in range(30):
        UnitFactory()
    with django_assert_max_num_queries(30):
        assert publish(draft).assignments == 33


def test_a_task_by_hand_is_assigned_at_once(draft):
    publish(draft)
    ward = draft.wards[0]
    task, assigned = op.assign_by_hand(
        plan_id=draft.pk,
        actor=draft.officer,
        now=NOW,
        content="Báo cáo nhanh số dự án chậm tiến độ",
        product="Báo cáo",
        leads=[op.PartySpec(part=Part.LEAD, unit=ward)],
        due_date=NOW.date() + timedelta(days=5),
    )
    assert (task.code, assigned.assignments) == ("GT.1", 1)
    assert Event.objects.filter(verb="tasks.assigned").count() == 1
    with pytest.raises(TaskError, match="chọn ít nhất một đơn vị chủ trì"):
        op.assign_by_hand(plan_id=draft.pk, actor=draft.officer, now=NOW, content="x", leads=[], due_date=None)
    assert Task.objects.filter(plan=draft).count() == 2


def race(*calls):
    """Run the calls at once on connections of their own; what each raised or returned."""
    barrier, results = Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            results.append(call())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_make_one_publication(draft):
    results = race(lambda: publish(draft), lambda: publish(draft))
    assert sorted(type(result).__name__ for result in results) == ["Assigned", "TaskConflict"]
    assert Assignment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_confirming_and_asking_for_more_at_once_leaves_one_outcome(cast):
    pk = cast.assignment.pk
    Assignment.objects.filter(pk=pk).update(state="sent", sent_date=NOW.date())
    results = race(
        lambda: op.confirm(assignment_id=pk, actor=cast.focal_officer, now=NOW),
        lambda: op.request_supplement(
            assignment_id=pk, actor=cast.focal_officer, reason="product", text="Thiếu", now=NOW
        ),
    )
    assert sorted(type(result).__name__ for result in results) == ["Assignment", "TaskConflict"]
    assert Event.objects.filter(subject_id=pk, subject_type="assignment").count() == 1

"""Thu hồi việc đưa vào theo dõi: allowed while nobody has worked on it, and everything fits afterwards."""

import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Event
from notifications.models import Delivery, Message
from notifications.operations import compose_digests
from plans.models import Party, Plan
from tasks import operations as op
from tasks.errors import TaskConflict
from tasks.models import Assignment, Milestone, Span, TaskParty
from tasks.operations.withdrawing import Withdrawn, withdraw
from tasks.queries.publication import why_not_withdrawn
from tests.cast import NOW
from tests.factories import MembershipFactory, MilestoneFactory, PlanFactory, TaskFactory, UnitFactory
from tests.tasks.test_assigning import race
from units.models import Membership


@pytest.fixture
def published(db):
    """A plan in force with two wards that lead one task of two milestones; the first ward has a head."""
    plan = PlanFactory(state=Plan.State.DRAFT)
    plan.officer = MembershipFactory(unit=plan.focal_unit).user
    plan.wards = [UnitFactory(), UnitFactory()]
    plan.head = MembershipFactory(unit=plan.wards[0], role=Membership.Role.HEAD).user
    task = TaskFactory(plan=plan)
    MilestoneFactory(task=task)
    MilestoneFactory(task=task, order=1, kind=Milestone.Kind.RELATIVE, due_date=None, anchor="plan issued", days=15)
    for ward in plan.wards:
        TaskParty.objects.create(task=task, part="lead", kind="unit", unit=ward, phrase=ward.name)
    op.publish(plan_id=plan.pk, actor=plan.officer, now=NOW)
    return plan


def take_back(plan):
    return withdraw(plan_id=plan.pk, actor=plan.officer, now=NOW)


def receive(plan):
    work = plan.assignments.filter(unit=plan.wards[0]).order_by("pk").first()
    return op.receive(
        assignment_id=work.pk, actor=plan.head, leader_id=plan.head.pk, officer_id=plan.head.pk, now=NOW
    )


def test_a_fresh_publication_goes_back_to_a_draft_with_its_tasks(published):
    assert take_back(published) == Withdrawn(assignments=4, told=0)
    published.refresh_from_db()
    assert (published.state, published.published_at) == (Plan.State.DRAFT, None)
    assert (published.tasks.count(), TaskParty.objects.count()) == (1, 2)
    assert not Assignment.objects.exists()
    assert not Span.objects.exists()
    assert not Party.objects.exists()
    assert published.tasks.get().milestones.get(order=1).due_date is None  # counted again from the new date of issue
    verbs = list(Event.objects.of_plan(published.pk).order_by("id").values_list("verb", flat=True))
    assert verbs == ["plans.published", "plans.withdrawn"]


def test_published_again_it_makes_and_tells_the_same(published):
    take_back(published)
    published.tasks.get().milestones.filter(order=0).update(due_date=None, kind=Milestone.Kind.NONE)
    made = op.publish(plan_id=published.pk, actor=published.officer, now=NOW.replace(hour=10))
    assert made == op.Assigned(tasks=1, assignments=4, units=2)
    standing = Message.objects.filter(kind="assigned", obsolete_at=None)
    assert standing.count() == 2
    assert why_not_withdrawn(Plan.objects.get(pk=published.pk)) == ""


def test_what_was_not_sent_is_dropped_and_what_was_sent_is_followed_by_a_withdrawal(published):
    compose_digests(today=NOW.date())
    sent = Delivery.objects.get(unit=published.wards[1])
    Delivery.objects.filter(pk=sent.pk).update(state=Delivery.State.SENT)
    assert take_back(published).told == 1
    assert Delivery.objects.get(user=published.head).state == Delivery.State.SKIPPED
    assert Message.objects.get(user=published.head).obsolete_at
    followed = Message.objects.get(kind="withdrawn")
    assert (followed.unit, followed.single) == (published.wards[1], True)
    assert published.reference in followed.text


def test_an_envelope_keeps_its_other_lines(published):
    other = PlanFactory(state=Plan.State.DRAFT, focal_unit=published.focal_unit)
    task = TaskFactory(plan=other)
    MilestoneFactory(task=task)
    ward = published.wards[1]
    TaskParty.objects.create(task=task, part="lead", kind="unit", unit=ward, phrase=ward.name)
    op.publish(plan_id=other.pk, actor=published.officer, now=NOW)
    compose_digests(today=NOW.date())
    take_back(published)
    letter = Delivery.objects.get(unit=ward)
    assert letter.state == Delivery.State.QUEUED
    assert other.reference in letter.text
    assert published.reference not in letter.text


def test_it_says_who_has_worked_on_it_and_keeps_all(published):
    receive(published)
    with pytest.raises(TaskConflict, match=f"{published.wards[0].name} đã tiếp nhận nhiệm vụ"):
        take_back(published)
    assert Assignment.objects.count() == 4
    published.refresh_from_db()
    assert published.state == Plan.State.IN_FORCE


@pytest.mark.parametrize(
    ("begin", "words"),
    [
        (lambda on: op.ask_change(**on, kind="drop", reason="subjective", text="Trùng"), "đã đề nghị điều chỉnh"),
        (
            lambda on: op.ask_contribution(**on, what="Số liệu", due_date=NOW.date(), outsider="Sở"),
            "đã yêu cầu phối",
        ),
    ],
)
def test_a_request_for_change_or_for_help_is_work_begun(published, begin, words):
    work = published.assignments.filter(unit=published.wards[0]).first()
    begin({"assignment_id": work.pk, "actor": published.head, "now": NOW})
    with pytest.raises(TaskConflict, match=f"{published.wards[0].name} {words}"):
        take_back(published)


def test_only_the_focal_unit_takes_back_and_only_what_is_in_force(published):
    with pytest.raises(PermissionDenied):
        withdraw(plan_id=published.pk, actor=published.head, now=NOW)
    take_back(published)
    with pytest.raises(TaskConflict, match="không đang theo dõi"):
        take_back(published)


@pytest.mark.django_db(transaction=True)
def test_a_receipt_and_a_withdrawal_at_once_leave_one_and_tell_the_other(published):
    results = race(lambda: receive(published), lambda: take_back(published))
    outcome = sorted(type(result).__name__ for result in results)
    assert outcome in (["Assignment", "TaskConflict"], ["AssignmentGone", "Withdrawn"])
    assert Assignment.objects.count() == (4 if "Assignment" in outcome else 0)
    assert Event.objects.filter(verb="tasks.received").count() == (1 if "Assignment" in outcome else 0)

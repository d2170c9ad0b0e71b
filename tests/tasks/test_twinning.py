"""The same task in two documents: known by its words and its lead, linked, and done once for both."""

import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Event
from plans.models import Party
from tasks import operations as op
from tasks.errors import TaskError
from tasks.models import Assignment, Obstacle, ProgressUpdate, TaskParty, TaskTwin
from tasks.operations.twinning import twin, untwin
from tasks.queries.twins import likenesses
from tests.cast import NOW
from tests.factories import AssignmentFactory, MilestoneFactory, PlanFactory, TaskFactory
from tests.tasks.test_assigning import race
from units.models import Unit


@pytest.fixture
def other(cast):
    """The same ward's task in another plan of the same focal unit, worded almost alike."""
    plan = PlanFactory(focal_unit=cast.focal)
    task = TaskFactory(plan=plan, content="Rà soát và chuẩn hóa thông tin dự án")
    for one in (cast.assignment.task, task):
        TaskParty.objects.create(task=one, part="lead", kind="unit", unit=cast.ward, phrase=cast.ward.name)
    Party.objects.create(plan=plan, unit=cast.ward, part=Party.Part.LEAD)
    return AssignmentFactory(task=task, unit=cast.ward)


@pytest.fixture
def linked(cast, other):
    twin(task_id=cast.assignment.task_id, other_id=other.task_id, actor=cast.focal_officer, now=NOW)
    return other


def update(cast, **more):
    return op.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **more)


def prove(cast):
    return op.add_evidence(
        assignment_id=cast.assignment.pk,
        actor=cast.unit_officer,
        now=NOW,
        kind="document",
        label="Báo cáo",
        document_number="12/BC",
    )


def test_a_task_alike_with_the_same_lead_is_noticed(cast, other):
    (found,) = likenesses(cast.plan, cast.focal_officer)
    assert (found.task, found.other, found.units) == (cast.assignment.task, other.task, cast.ward.name)
    assert found.share > 0.7
    assert not found.linked


def test_another_lead_or_other_words_are_no_twin(cast, other):
    TaskParty.objects.filter(task=other.task).update(unit=cast.partner)
    assert likenesses(cast.plan, cast.focal_officer) == []
    TaskParty.objects.filter(task=other.task).update(unit=cast.ward)
    type(other.task).objects.filter(pk=other.task_id).update(content="Tổ chức hội nghị tổng kết năm")
    assert likenesses(cast.plan, cast.focal_officer) == []


def test_an_update_serves_both_each_with_its_own_event(cast, linked):
    update(cast, percent=40, note="Đã rà soát 40 dự án", obstacle="Thiếu mã dự án")
    linked.refresh_from_db()
    assert (linked.percent, linked.updated_at) == (40, NOW)
    assert ProgressUpdate.objects.filter(assignment=linked, note="Đã rà soát 40 dự án").count() == 1
    events = Event.objects.filter(verb="tasks.updated").order_by("id")
    assert [e.payload.get("twin_of") for e in events] == [None, cast.assignment.pk]
    assert Obstacle.objects.count() == 1


def test_where_the_two_count_otherwise_only_the_words_go_over(cast, linked):
    Assignment.objects.filter(pk=linked.pk).update(quantity_target=10, quantity_unit="hồ sơ")
    update(cast, percent=40)
    assert not ProgressUpdate.objects.filter(assignment=linked).exists()
    update(cast, percent=50, note="Đã xong đợt một")
    linked.refresh_from_db()
    assert (linked.percent, linked.quantity_done) == (0, 0)
    assert ProgressUpdate.objects.get(assignment=linked).note == "Đã xong đợt một"


def test_proof_is_added_and_taken_back_on_both(cast, linked):
    evidence = prove(cast)
    assert linked.evidences.get().document_number == "12/BC"
    op.withdraw_evidence(evidence_id=evidence.pk, actor=cast.unit_officer, now=NOW)
    assert linked.evidences.get().withdrawn_at == NOW


def test_sent_once_both_are_sent_with_the_same_proof(cast, other):
    prove(cast)
    twin(task_id=other.task_id, other_id=cast.assignment.task_id, actor=cast.focal_officer, now=NOW)
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    other.refresh_from_db()
    assert (other.state, other.sent_date) == (Assignment.State.SENT, NOW.date())
    assert other.evidences.get().sealed_at


def test_unlinked_each_goes_its_own_way(cast, linked):
    untwin(task_id=linked.task_id, other_id=cast.assignment.task_id, actor=cast.focal_officer)
    update(cast, percent=40)
    linked.refresh_from_db()
    assert linked.percent == 0
    verbs = Event.objects.filter(subject_type="task").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["tasks.twinned", "tasks.untwinned"]


def test_of_several_dates_the_same_one_follows(cast, linked):
    later = MilestoneFactory(task=linked.task, order=1, due_date="2026-06-30")
    second = AssignmentFactory(task=linked.task, unit=cast.ward, milestone=later)
    update(cast, percent=40)
    assert Assignment.objects.get(pk=linked.pk).percent == 40
    assert Assignment.objects.get(pk=second.pk).percent == 0


def test_linked_twice_is_linked_once_and_never_within_a_plan(cast, linked):
    twin(task_id=linked.task_id, other_id=cast.assignment.task_id, actor=cast.focal_officer, now=NOW)
    assert TaskTwin.objects.count() == 1
    beside = TaskFactory(plan=cast.plan)
    with pytest.raises(TaskError, match="hai văn bản khác nhau"):
        twin(task_id=beside.pk, other_id=cast.assignment.task_id, actor=cast.focal_officer, now=NOW)


@pytest.mark.parametrize("who", ["unit_head", "stranger", "inspector"])
def test_only_a_focal_unit_links(cast, other, who):
    with pytest.raises(PermissionDenied):
        twin(task_id=cast.assignment.task_id, other_id=other.task_id, actor=getattr(cast, who), now=NOW)


def test_looking_for_twins_asks_the_same_for_many_tasks(cast, other, django_assert_num_queries):
    for _ in range(20):
        task = TaskFactory(plan=cast.plan)
        TaskParty.objects.create(task=task, part="lead", kind="unit", unit=cast.ward, phrase="x")
    cast.focal_officer.unit_ids()
    assert Unit.objects.exists()
    with django_assert_num_queries(3):
        assert len(likenesses(cast.plan, cast.focal_officer)) == 21


@pytest.mark.django_db(transaction=True)
def test_two_people_on_the_two_twins_at_once_do_not_wait_for_each_other(cast, linked):
    def tell(pk, percent):
        return op.update_progress(assignment_id=pk, actor=cast.unit_officer, now=NOW, percent=percent)

    for turn in range(1, 6):
        results = race(
            lambda turn=turn: tell(cast.assignment.pk, turn * 10), lambda turn=turn: tell(linked.pk, turn * 10 + 5)
        )
        assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, TaskError)]
    shares = set(Assignment.objects.filter(pk__in=[linked.pk, cast.assignment.pk]).values_list("percent", flat=True))
    assert len(shares) == 1

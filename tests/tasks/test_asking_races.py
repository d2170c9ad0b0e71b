"""Two people at the same request in the same second: one wins, the other is told; nothing is done twice."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks import operations
from tasks.models import Assignment, Change, ChangeRequest, ContributionRequest, DecisionPaper, Obstacle, TaskParty
from tests.cast import NOW
from tests.factories import AssignmentFactory
from tests.tasks.test_assigning import race

pytestmark = pytest.mark.django_db(transaction=True)
LATER = date(2026, 3, 31)


def names(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def ask(cast, assignment=None):
    wish = {"kind": "deadline", "reason": "subjective", "text": "Chờ hướng dẫn", "due_date": LATER}
    pk = (assignment or cast.assignment).pk
    return operations.ask_change(assignment_id=pk, actor=cast.unit_head, now=NOW, **wish)


def opine(cast, *requests):
    ids = [request.pk for request in requests]
    return operations.opine(request_ids=ids, actor=cast.focal_officer, agrees=True, text="Đồng ý", now=NOW)


def decide(cast, actor, *requests, **more):
    ids = [request.pk for request in requests]
    paper = {"number": "3105/UBND", "date": date(2026, 1, 14), "file": SimpleUploadedFile("qd.pdf", b"%PDF-1.7")}
    return operations.decide(request_ids=ids, actor=actor, now=NOW, **{"approved": True} | paper | more)


def test_two_officers_ask_for_the_same_change(cast):
    assert names(race(lambda: ask(cast), lambda: ask(cast))) == ["ChangeRequest", "TaskConflict"]
    assert ChangeRequest.objects.count() == 1


def test_two_record_two_answers_to_one_request(cast):
    request = ask(cast)
    opine(cast, request)
    results = race(
        lambda: decide(cast, cast.focal_officer, request),
        lambda: decide(cast, cast.office_officer, request, approved=False),
    )
    assert names(results) == ["TaskConflict", "list"]
    request.refresh_from_db()
    assert Change.objects.count() == (1 if request.state == "approved" else 0)
    assert DecisionPaper.objects.count() == 1


def test_the_unit_withdraws_while_the_focal_unit_gives_its_opinion(cast):
    request = ask(cast)
    results = race(
        lambda: operations.withdraw_change(request_id=request.pk, actor=cast.unit_head, now=NOW),
        lambda: opine(cast, request),
    )
    assert names(results) in (
        ["ChangeRequest", "TaskConflict"],
        ["ChangeRequest", "list"],
    )  # withdrawn before or after
    assert ChangeRequest.objects.get().state == "withdrawn"


def test_one_document_recorded_by_two_for_different_requests_is_one(cast):
    requests = [ask(cast), ask(cast, AssignmentFactory(task__plan=cast.plan, unit=cast.ward))]
    opine(cast, *requests)
    results = race(
        lambda: decide(cast, cast.focal_officer, requests[0]), lambda: decide(cast, cast.office_officer, requests[1])
    )
    assert names(results) == ["list", "list"]
    assert DecisionPaper.objects.get().changes.count() == 2


def test_bulk_decisions_that_overlap_neither_block_each_other_nor_decide_twice(cast):
    more = [AssignmentFactory(task__plan=cast.plan, unit=cast.ward) for _ in range(6)]
    requests = [ask(cast, assignment) for assignment in more]
    opine(cast, *requests)
    results = race(
        lambda: decide(cast, cast.focal_officer, *requests[:4]),
        lambda: decide(cast, cast.office_officer, *reversed(requests[2:]), number="9/UBND"),
    )
    assert names(results) == ["TaskConflict", "list"]
    assert Change.objects.count() == 4


def test_a_contribution_is_delivered_once(cast):
    asked = operations.ask_contribution(
        assignment_id=cast.assignment.pk, actor=cast.unit_officer, what="Số liệu", due_date=LATER, now=NOW,
        partner_id=cast.partner.pk,
    )  # fmt: skip
    told = {"request_id": asked.pk, "actor": cast.partner_officer, "now": NOW}
    one, two = (lambda text=text: operations.deliver_contribution(**told, text=text) for text in ("một", "hai"))
    assert names(race(one, two)) == ["ContributionRequest", "TaskConflict"]
    assert ContributionRequest.objects.get().delivery in ("một", "hai")


def test_an_obstacle_is_answered_or_solved_not_both(cast):
    told = {"obstacle": "Thiếu kinh phí", "now": NOW}
    operations.update_progress(assignment_id=cast.assignment.pk, actor=cast.unit_officer, **told)
    pk = Obstacle.objects.get().pk
    results = race(
        lambda: operations.answer_obstacle(obstacle_id=pk, actor=cast.focal_officer, text="Đã cấp", now=NOW),
        lambda: operations.resolve_obstacle(obstacle_id=pk, actor=cast.unit_officer, now=NOW),
    )
    assert names(results) == ["Obstacle", "TaskConflict"]


def test_an_open_lead_is_named_once(cast):
    party = TaskParty.objects.create(task=cast.assignment.task, part="lead", kind="open", phrase="được giao")

    def name(unit):
        told = {"party_id": party.pk, "actor": cast.focal_officer, "now": NOW}
        return lambda: operations.name_leads(**told, unit_ids=[unit.pk])

    assert names(race(name(cast.partner), name(cast.elsewhere))) == ["TaskConflict", "list"]
    assert Assignment.objects.count() == 2

"""Who is named and told after people have left, and what a request for supplement does to the clock."""

from datetime import date

import pytest
from django.db import DatabaseError

from notifications.models import Message
from tasks import operations as op
from tasks.errors import TaskError
from tasks.figures import Official, official
from tests.cast import NOW
from tests.factories import MembershipFactory
from tests.tasks.test_operations import DAY, prove, send, supplement


def test_a_supplement_never_turns_late_work_into_work_in_time(cast):
    late = NOW + 18 * DAY  # 02/02, due 31/01
    send(cast, late)
    back = supplement(cast, NOW + 25 * DAY)
    # asked on 09/02, two days late when it was sent: the seven days of waiting are not the unit's
    assert back.counted_due_date == date(2026, 2, 7)
    again = op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW + 25 * DAY)
    counted = official(state="completed", due=again.counted_due_date, sent=again.sent_date, today=date(2026, 2, 9))
    assert counted == Official.DONE_LATE


def test_cancelled_work_no_longer_waits_for_a_supplement(cast):
    send(cast)
    supplement(cast, NOW)
    op.cancel(assignment_id=cast.assignment.pk, actor=cast.focal_officer, text="QĐ 12/QĐ-UBND", now=NOW)
    cast.assignment.refresh_from_db()
    assert not cast.assignment.supplement_asked


def leave(user):
    user.memberships.update(to_date=NOW.date() - DAY)


def test_people_who_left_the_unit_are_neither_named_nor_told(cast):
    op.receive(
        assignment_id=cast.assignment.pk,
        actor=cast.unit_officer,
        leader_id=cast.unit_head.pk,
        officer_id=cast.unit_officer.pk,
        now=NOW,
    )
    send(cast)
    leave(cast.unit_officer)
    leave(cast.unit_head)
    newcomer = MembershipFactory(unit=cast.ward, role="unit_coordinator").user
    supplement(cast, NOW)
    assert [message.user for message in Message.objects.filter(kind="supplement_requested")] == [newcomer]
    with pytest.raises(TaskError, match="lãnh đạo phụ trách"):
        op.receive(
            assignment_id=cast.assignment.pk,
            actor=newcomer,
            leader_id=cast.unit_head.pk,
            officer_id=newcomer.pk,
            now=NOW,
        )


def test_a_former_head_is_not_asked_to_approve(cast):
    leave(cast.unit_head)
    prove(cast)
    op.propose(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW)
    assert not Message.objects.filter(kind="waits_for_the_head").exists()


def test_a_proposal_that_cannot_be_announced_is_not_made(cast, monkeypatch):
    prove(cast)

    def broken(messages):
        raise DatabaseError("disk full")

    monkeypatch.setattr("tasks.operations.moving.post", broken)
    with pytest.raises(DatabaseError):
        op.propose(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW)
    cast.assignment.refresh_from_db()
    assert cast.assignment.state == "open"

"""A queue of a hundred is cleared while units write: every item has one result, nobody waits for ever."""

import pytest

from tasks import operations as op
from tasks.errors import TaskError
from tasks.models import Assignment
from tests.cast import NOW
from tests.factories import AssignmentFactory
from tests.tasks.test_assigning import race

COUNT = 100


@pytest.mark.django_db(transaction=True)
def test_a_hundred_confirmations_beside_four_writers_end_without_a_deadlock(cast):
    task = cast.assignment.task
    queue = [
        AssignmentFactory(task=task, unit=cast.ward, scope=f"phần {n}", state="sent", sent_date=NOW.date()).pk
        for n in range(COUNT)
    ]
    back = {"reason": "product", "text": "Thiếu"}

    def clear(rows, operation, actor, **more):
        results = []
        for pk in rows:
            try:
                operation(assignment_id=pk, actor=actor, now=NOW, **more)
                results.append(None)
            except TaskError as error:
                results.append(error.message)
        return results

    results = race(
        lambda: clear(queue, op.confirm, cast.focal_officer),
        lambda: clear(reversed(queue), op.request_supplement, cast.focal_officer, **back),
        lambda: clear(queue[::3], op.update_progress, cast.unit_officer, percent=10),
        lambda: clear(queue[50:], op.confirm, cast.focal_officer),
        lambda: clear(queue[::-2], op.register_milestone, cast.unit_officer, label="Mốc", due_date=NOW.date()),
    )
    assert all(isinstance(one, list) for one in results), results
    assert sorted(map(len, results)) == [34, 50, 50, COUNT, COUNT]
    states = dict.fromkeys(Assignment.objects.filter(pk__in=queue).values_list("state", flat=True))
    assert set(states) <= {"completed", "open"}
    moved = sum(one is None for rows in results for one in rows if len(rows) != 34)
    assert moved >= COUNT

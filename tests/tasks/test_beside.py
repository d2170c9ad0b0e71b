"""One question for what stands beside an assignment."""

import pytest

from tasks.operations import register_milestone
from tasks.queries.beside import KINDS, beside
from tests.cast import NOW
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db


def test_nothing_stands_beside_new_work_and_one_query_says_so(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert beside(cast.assignment) == set()


def test_what_there_is_is_named_and_that_of_other_work_is_not(cast):
    details = {"label": "Dự thảo", "due_date": cast.assignment.due_date}
    register_milestone(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **details)
    assert beside(cast.assignment) == {"registeredmilestones"}
    assert beside(AssignmentFactory()) == set()


def test_every_kind_is_a_relation_of_the_assignment(cast):
    assert all(hasattr(cast.assignment, name) for name in KINDS)

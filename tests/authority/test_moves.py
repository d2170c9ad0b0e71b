"""Who may do what, when: DESIGN section 5 written down by hand, and every role × state × move tried against it.

Refusals are part of it: the wrong person is 403, the right person at the wrong moment 409.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from plans.models import Plan
from tasks.models import (
    Assignment,
    ChangeRequest,
    ContributionRequest,
    Obstacle,
    RegisteredMilestone,
    Task,
)
from tasks.workflow import contribution_moves, moves_for, obstacle_moves, request_moves
from tests.authority import acts
from tests.authority.people import Table
from tests.factories import AssignmentFactory
from units.models import Unit, User

RUNNING = "open at_head sent awaiting_approval"
WITH_CONFIRMER = "sent awaiting_approval"
UNIT_ACTS = f"""
receive             | {RUNNING} | unit
update              | open | unit
prove               | open | unit
withdraw_proof      | open | unit
answer_criteria     | open | unit
ask_change          | {RUNNING} | unit
ask_contribution    | {RUNNING} | unit
register_milestone  | {RUNNING} | unit
propose             | open | unit
send                | open at_head | heads
hand_back           | at_head | heads
"""
# work of a unit, confirmed by the focal unit
WORK = Table(f"""{UNIT_ACTS.strip()}
await_approval      | sent | unit focal_officer
judge               | {WITH_CONFIRMER} | focal_officer
confirm             | {WITH_CONFIRMER} | focal_officer
request_supplement  | {WITH_CONFIRMER} | focal_officer
take_back           | completed | focal_officer
reopen              | completed | focal_officer
cancel              | {RUNNING} completed | focal_officer
""")
# the focal unit's own: the oversight unit stands in its place, and a person of two units is of both
OWN = f"""
update              | open | focal
send                | open at_head | nobody
await_approval      | sent | focal oversight
judge               | {WITH_CONFIRMER} | oversight
confirm             | {WITH_CONFIRMER} | oversight
request_supplement  | {WITH_CONFIRMER} | oversight
take_back           | completed | nobody
reopen              | completed | oversight
cancel              | {RUNNING} completed | oversight
"""
# nobody else confirms it: the head does, and it is counted apart
ALONE = f"""
confirm             | {WITH_CONFIRMER} | heads
request_supplement  | {WITH_CONFIRMER} | heads
await_approval      | sent | unit
reopen              | completed | heads
cancel              | {RUNNING} completed | focal_officer
"""
# a unit whose head need not approve
DIRECT = """
send                | open at_head | unit
hand_back           | at_head | heads
"""
REQUEST = """
approve  | at_head | heads
withdraw | at_head | unit
withdraw | asked opined | heads
opine    | asked | focal_officer
grant    | opined | focal_officer oversight
decline  | opined | focal_officer oversight
"""
REQUEST_OF_FOCAL = """
approve  | at_head | nobody
withdraw | at_head | focal
withdraw | asked opined | nobody
opine    | asked | oversight
grant    | opined | oversight
decline  | opined | oversight
"""
REQUEST_LEFT_TO_FOCAL = """
opine    | asked | focal_officer
grant    | asked opined | focal_officer
decline  | asked opined | focal_officer
"""
CONTRIBUTION = """
deliver   | asked | partner
accept    | delivered | unit
ask_again | delivered | unit
withdraw  | asked delivered | unit
"""
OBSTACLE = """
answer   | open escalated | focal_officer oversight
escalate | open | focal_officer oversight
decide   | open escalated | focal_officer oversight
resolve  | open escalated | unit
"""
MILESTONE = """
approve  | registered | heads
note     | approved | focal_officer
withdraw | registered approved noted | heads coordinator
reach    | approved noted | unit
"""
# what the workflows offer as a button; the rest are facts or take more than a state
OFFERED = set(
    "propose send hand_back await_approval confirm request_supplement reopen cancel "
    "approve opine grant decline withdraw deliver accept ask_again answer escalate decide resolve".split()
)
Found = Iterator[tuple[str, str, str, str]]


def tried(people: dict[str, User], table: Table, states: list[str], make: Callable[[str], dict]) -> Found:
    for state in states:
        act = make(state)
        for move, role in table.to_try(state):
            yield role, state, move, acts.outcome(act[move], people[role])


def check_offers(table: Table, people: dict[str, User], state: str, offered: Callable[[User], set[str]]) -> None:
    """The buttons, for every role."""
    found = {role: offered(user) & set(table.moves) for role, user in people.items()}
    assert found == {role: table.allowed(role, state) & OFFERED for role in people}, state


@pytest.fixture
def given(cast) -> Assignment:
    Task.objects.filter(pk=cast.assignment.task_id).update(acceptance=["đúng"])
    Assignment.objects.filter(pk=cast.assignment.pk).update(acceptance_answers={"đúng": {"text": "Có"}})
    return Assignment.objects.select_related("plan").get()


def assignment_moves(cast, work: Assignment, people: dict[str, User], by: User) -> Callable[[str], dict]:
    proof = acts.prove(work, cast.unit_officer)

    def make(state: str) -> dict:
        acts.bring(work, state, by)
        return acts.moves_of(work, cast.unit_head, cast.unit_officer, proof)

    return make


def check(table: Table, people: dict[str, User], states: list[str], make: Callable[[str], dict]) -> None:
    differences = table.differences(tried(people, table, states, make))
    assert not differences, "\n".join(differences)


def test_work_of_a_unit(cast, given, people):
    check(WORK, people, Assignment.State.values, assignment_moves(cast, given, people, cast.focal_officer))


@pytest.mark.parametrize("state", Assignment.State.values)
def test_the_buttons_of_work(given, people, state):
    given.state = state
    check_offers(WORK, people, state, lambda user: {move.slug for move in moves_for(user, given)})


def test_figures_of_a_source_system_complete_only_through_the_focal_unit(cast, given, people):
    """Whoever works in both units may write the figures and completes nothing by them."""
    make = assignment_moves(cast, given, people, cast.focal_officer)
    check(Table(f"load_figures | {RUNNING} | focal"), people, Assignment.State.values, make)
    load = make("open")["load_figures"]
    for role, confirmed in (("both_for_focal", 0), ("focal_officer", 1)):
        with transaction.atomic():
            assert load(actor=people[role], now=acts.NOW).confirmed == confirmed
            transaction.set_rollback(True)


def test_the_focal_units_own_work(cast, people):
    work = acts.own_work(cast, AssignmentFactory)
    given = Assignment.objects.select_related("plan").get(pk=work.pk)
    proof = acts.prove(given, cast.focal_officer)

    def make(state: str) -> dict:
        acts.bring(given, state, cast.unit_head)
        return acts.moves_of(given, cast.focal_officer, cast.focal_officer, proof)

    check(Table(OWN, only_then=True), people, Assignment.State.values, make)


def test_work_that_nobody_else_confirms(cast, given, people):
    Assignment.objects.update(confirming_unit=None)
    check(
        Table(ALONE, only_then=True),
        people,
        Assignment.State.values,
        assignment_moves(cast, given, people, cast.unit_head),
    )


def test_a_unit_that_needs_no_approval_of_its_head(cast, given, people):
    Unit.objects.filter(pk=cast.ward.pk).update(needs_head_approval=False)
    check(
        Table(DIRECT, only_then=True),
        people,
        Assignment.State.values,
        assignment_moves(cast, given, people, cast.unit_head),
    )


@pytest.mark.parametrize(
    ("table", "own", "decider"),
    [
        (REQUEST, False, Plan.Decider.ISSUER),
        (REQUEST_OF_FOCAL, True, Plan.Decider.ISSUER),
        (REQUEST_LEFT_TO_FOCAL, False, Plan.Decider.FOCAL),
    ],
)
def test_change_requests(cast, people, table, own, decider):
    Plan.objects.update(who_decides=decider)
    work = acts.own_work(cast, AssignmentFactory) if own else cast.assignment
    given = Assignment.objects.select_related("plan").get(pk=work.pk)
    table = Table(table, only_then=table != REQUEST)

    def make(state: str) -> dict:
        ChangeRequest.objects.all().delete()
        row, found = acts.change_request(given, state, cast.unit_officer, cast.focal_officer)
        if decider == Plan.Decider.ISSUER and not own and state != "asked":
            check_offers(table, people, state, lambda user: request_moves(user, row))
        return found

    found = list(tried(people, table, ChangeRequest.State.values, make))
    # whoever decides is told to wait for the opinion: too early is as wrong a moment as too late
    early = "cần ý kiến của cơ quan đầu mối"
    assert table.differences((*one, "409" if early in what else what) for *one, what in found) == []


def test_contributions_of_a_unit_and_of_an_outsider(cast, people):
    def make(**whom):
        def one(state: str) -> dict:
            row, found = acts.contribution(cast.assignment, state, cast.unit_officer, **whom)
            if row.partner:
                check_offers(Table(CONTRIBUTION), people, state, lambda user: contribution_moves(user, row))
            return found

        return one

    states = ContributionRequest.State.values
    check(Table(CONTRIBUTION), people, states, make(partner=cast.partner))
    check(Table("deliver | asked | unit"), people, states, make(outsider="Công an Thành phố"))


def test_obstacles(cast, people):
    def make(state: str) -> dict:
        row, found = acts.obstacle(cast.assignment, state, cast.unit_officer, cast.focal_officer)
        check_offers(Table(OBSTACLE), people, state, lambda user: obstacle_moves(user, row))
        return found

    check(Table(OBSTACLE), people, Obstacle.State.values, make)


def test_registered_milestones(cast, people):
    """Registered by the coordinator, who may therefore take it back."""

    def make(state: str) -> dict:
        RegisteredMilestone.objects.all().delete()
        return acts.milestone(cast.assignment, state, people["coordinator"], cast.unit_head)[1]

    check(Table(MILESTONE), people, RegisteredMilestone.State.values, make)

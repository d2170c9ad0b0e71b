from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from viewflow.fsm import chart

from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Evidence
from tasks.workflow import VERBS, AssignmentFlow, make_move, moves_for
from tasks.workflow.assignment import UNLISTED
from tests.cast import NOW

State = Assignment.State
ROLES = [
    "focal_officer", "unit_officer", "unit_head", "office_officer", "partner_officer",
    "stranger", "inspector", "city_leader", "admin",
]  # fmt: skip
UNIT, HEAD, FOCAL = "unit_officer", "unit_head", "focal_officer"
# (state, move) → who may; everything else is forbidden
ALLOWED = {
    ("open", "propose"): {UNIT, HEAD},
    ("open", "send"): {HEAD},
    ("at_head", "send"): {HEAD},
    ("at_head", "hand_back"): {HEAD},
    ("sent", "await_approval"): {UNIT, HEAD, FOCAL},
    ("sent", "confirm"): {FOCAL},
    ("sent", "request_supplement"): {FOCAL},
    ("awaiting_approval", "confirm"): {FOCAL},
    ("awaiting_approval", "request_supplement"): {FOCAL},
    ("completed", "reopen"): {FOCAL},
    ("open", "cancel"): {FOCAL},
    ("at_head", "cancel"): {FOCAL},
    ("sent", "cancel"): {FOCAL},
    ("awaiting_approval", "cancel"): {FOCAL},
    ("completed", "cancel"): {FOCAL},
    # by whoever has just confirmed: nobody of the cast did (test_working takes one back)
    ("completed", "take_back"): set(),
    ("open", "complete_by_figures"): {FOCAL},
    ("at_head", "complete_by_figures"): {FOCAL},
    ("sent", "complete_by_figures"): {FOCAL},
    ("awaiting_approval", "complete_by_figures"): {FOCAL},
}
SOURCES = {state: {move for s, move in ALLOWED if s == state} for state in State.values}


def stand(cast, state):
    assignment = cast.assignment
    assignment.state = state
    assignment.sent_date = assignment.completed_date = date(2026, 1, 14)
    return assignment


@pytest.mark.parametrize("state", State.values)
def test_over_every_role_and_move_only_the_table_is_shown_and_the_rest_refused(cast, state):
    assignment = stand(cast, state)
    for role in ROLES:
        user = getattr(cast, role)
        allowed = {move for move in VERBS if role in ALLOWED.get((state, move), set())}
        assert {move.slug for move in moves_for(user, assignment)} == allowed - UNLISTED, role
        for move in set(VERBS) - allowed:
            with pytest.raises(PermissionDenied if move in SOURCES[state] else TaskConflict):
                make_move(assignment, move, actor=user, now=NOW)
    cast.assignment.refresh_from_db()
    assert cast.assignment.state == "open"


def test_without_evidence_nothing_leaves_the_unit(cast):
    with pytest.raises(TaskError, match="Còn thiếu minh chứng cho “Dữ liệu dự án"):
        make_move(cast.assignment, "send", actor=cast.unit_head, now=NOW)
    assert not Evidence.objects.exists()


def test_a_unit_without_head_approval_sends_by_its_officer(cast):
    cast.ward.needs_head_approval = False
    cast.assignment.unit = cast.ward
    moves = moves_for(cast.unit_officer, cast.assignment)
    assert [(m.slug, m.label) for m in moves] == [("send", "Gửi báo cáo hoàn thành")]


def test_with_no_confirming_unit_the_head_confirms(cast):
    assignment = stand(cast, "sent")
    assignment.confirming_unit = None
    assert {"confirm", "request_supplement"} <= {m.slug for m in moves_for(cast.unit_head, assignment)}
    assert "confirm" not in {m.slug for m in moves_for(cast.focal_officer, assignment)}


def test_a_person_of_both_units_cannot_confirm_the_own_units_work(cast):
    cast.focal_officer.memberships.create(unit=cast.ward, role="officer")
    assert "confirm" not in {m.slug for m in moves_for(cast.focal_officer, stand(cast, "sent"))}


def test_the_picture_of_the_lifecycle_is_the_workflow():
    picture = Path(__file__).resolve().parents[2] / "docs" / "lifecycle.dot"
    assert chart(AssignmentFlow.state).strip() == picture.read_text(encoding="utf-8").strip()

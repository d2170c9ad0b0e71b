"""Questions about one assignment or plan; workflow, pages and API ask the same ones."""

from plans.models import Plan
from tasks.models import Assignment
from units.models import User
from units.perms import heads, works_in


def can_work(user: User, assignment: Assignment) -> bool:
    """The unit's own people: receive, update, prove, propose."""
    return works_in(user, assignment.unit_id)


def is_head(user: User, assignment: Assignment) -> bool:
    return heads(user, assignment.unit_id)


def can_send(user: User, assignment: Assignment) -> bool:
    """What leaves the unit is approved by its head, unless the unit has turned that off."""
    return is_head(user, assignment) or (not assignment.unit.needs_head_approval and can_work(user, assignment))


def can_confirm(user: User, assignment: Assignment) -> bool:
    """The confirming unit, never a person of the unit itself; with none, the unit's head (counted apart)."""
    if assignment.confirming_unit_id is None:
        return is_head(user, assignment)
    return works_in(user, assignment.confirming_unit_id) and not can_work(user, assignment)


def can_lead_plan(user: User, plan: Plan) -> bool:
    """The staff of a plan's focal unit are its focal officers."""
    return works_in(user, plan.focal_unit_id)


def can_read_journal(user: User, plan: Plan) -> bool:
    """All that happened to all units of a plan: for whoever answers for the whole of it."""
    return user.sees_everything or bool(user.unit_ids() & {plan.focal_unit_id, plan.oversight_unit_id})


def can_cancel(user: User, assignment: Assignment) -> bool:
    return can_lead_plan(user, assignment.plan)


def can_record_submission(user: User, assignment: Assignment) -> bool:
    return can_work(user, assignment) or can_confirm(user, assignment)


def can_read_work(user: User, assignment: Assignment) -> bool:
    """Progress, evidence, obstacles and notes; every party of the plan sees the state alone."""
    mine = user.unit_ids()
    return user.sees_everything or bool(
        mine
        & {
            assignment.unit_id,
            assignment.confirming_unit_id,
            assignment.plan.focal_unit_id,
            assignment.plan.oversight_unit_id,
        }
    )

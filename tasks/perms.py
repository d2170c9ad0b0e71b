"""Questions about one assignment or plan; workflow, pages and API ask the same ones."""

from plans.models import Plan
from tasks.models import Assignment, ContributionRequest
from units.models import Membership, User
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
    own = assignment.unit_id in user.every_unit_id()  # under whatever hat
    return works_in(user, assignment.confirming_unit_id) and not own


def can_load_figures(user: User, assignment: Assignment) -> bool:
    """The plan's focal unit takes figures from a source system; what it may not confirm it may not complete so."""
    return can_lead_plan(user, assignment.plan) and can_confirm(user, assignment)


def in_place_of(user: User, assignment: Assignment, *, as_head: bool = False) -> dict[str, int]:
    """For the journal: {"in_place_of": person}, where an absent person's deputy acts and could not, or would not,
    act so for themselves; else empty."""
    lent = user.stands_in_for(assignment.unit_id)
    named = [pk for pk in (assignment.officer_id, assignment.leader_id) if pk in lent]
    own = user.own_roles(assignment.unit_id)
    if as_head and Membership.Role.HEAD not in own:
        named = [pk for pk, roles in lent.items() if Membership.Role.HEAD in roles]
    elif user.pk in (assignment.officer_id, assignment.leader_id):
        named = []
    return {"in_place_of": named[0]} if named else {}


def can_lead_plan(user: User, plan: Plan) -> bool:
    """The staff of a plan's focal unit are its focal officers."""
    return works_in(user, plan.focal_unit_id)


def can_read_journal(user: User, plan: Plan) -> bool:
    """All that happened to all units of a plan: for whoever answers for the whole of it."""
    return user.sees_everything or bool(user.unit_ids() & {plan.focal_unit_id, plan.oversight_unit_id})


def can_cancel(user: User, assignment: Assignment) -> bool:
    """The focal unit records what was decided; of its own work the oversight unit does."""
    return _works_over(user, assignment, {looks_at(assignment)})


def can_record_submission(user: User, assignment: Assignment) -> bool:
    return can_work(user, assignment) or can_confirm(user, assignment)


def can_read_work(user: User, assignment: Assignment) -> bool:
    """Progress, evidence, obstacles and notes; every party of the plan sees the state alone."""
    mine = user.unit_ids()
    near = {assignment.unit_id, assignment.confirming_unit_id}
    near |= {assignment.plan.focal_unit_id, assignment.plan.oversight_unit_id}
    return user.sees_everything or bool(mine & near) or _goes_on_with(mine, assignment)


def _goes_on_with(units: set[int], assignment: Assignment) -> bool:
    """Whoever took the work over reads what was done before."""
    ended = assignment.state == Assignment.State.CANCELLED
    return ended and assignment.continued_by.filter(after__unit__in=units).exists()


def can_opine(user: User, assignment: Assignment) -> bool:
    """The focal unit looks at requests; at those of its own work the oversight unit does."""
    return _works_over(user, assignment, {looks_at(assignment)})


def can_record_decision(user: User, assignment: Assignment) -> bool:
    """Of the city: also Văn phòng, which oversees the plan. What the plan leaves to the focal unit: it alone."""
    units = {looks_at(assignment)}
    if assignment.plan.who_decides == Plan.Decider.ISSUER:
        units.add(assignment.plan.oversight_unit_id)
    return _works_over(user, assignment, units - {None})


def can_answer(user: User, assignment: Assignment) -> bool:
    """Obstacles are answered by whoever answers for the plan."""
    return _works_over(user, assignment, {assignment.plan.focal_unit_id, assignment.plan.oversight_unit_id} - {None})


def can_deliver(user: User, request: ContributionRequest) -> bool:
    """The partner; for an outsider the lead, which records the letter it got."""
    return works_in(user, request.partner_id) if request.partner_id else can_work(user, request.assignment)


def looks_at(assignment: Assignment) -> int:
    """The unit that gives its opinion on requests about this work."""
    plan = assignment.plan
    own = assignment.unit_id == plan.focal_unit_id
    return (own and plan.oversight_unit_id) or plan.focal_unit_id


def _works_over(user: User, assignment: Assignment, units: set[int]) -> bool:
    """In one of these units, and under no hat in the one whose work it is, unless there is no other."""
    own = assignment.unit_id in user.every_unit_id()
    return bool(user.unit_ids() & units) and (units == {assignment.unit_id} or not own)

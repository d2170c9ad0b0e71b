"""Questions about scores: who writes criteria, who opens the rows behind a score, who answers an objection."""

from insight.models import Criteria, Objection
from plans.models import Plan
from units.models import Membership, User
from units.perms import works_in


def can_read_board(user: User) -> bool:
    return bool(user.unit_ids()) or user.sees_everything


def can_write_criteria(user: User) -> bool:
    """Focal officers: the staff of a unit that leads a plan."""
    return bool(user.unit_ids()) and Plan.objects.led_by(user).exists()


def keeps(user: User, criteria: Criteria) -> bool:
    """The unit that wrote the criteria keeps them: it publishes them and answers for what they give."""
    return works_in(user, criteria.unit_id)


def can_open_rows(user: User, unit_id: int, criteria: Criteria | None) -> bool:
    """The unit's own people, who answers for the scores, and who sees everything."""
    return works_in(user, unit_id) or user.sees_everything or (criteria is not None and keeps(user, criteria))


def can_object(user: User, unit_id: int) -> bool:
    return works_in(user, unit_id)


def can_answer(user: User, objection: Objection) -> bool:
    """Whoever keeps the criteria, but never under another hat of the unit that objects: for the keeper's own
    objection a city leader answers."""
    keeper = objection.sheet.criteria.unit_id
    if objection.unit_id == keeper:
        return bool(user.unit_ids(Membership.Role.LEADER))
    return works_in(user, keeper) and objection.unit_id not in user.every_unit_id()

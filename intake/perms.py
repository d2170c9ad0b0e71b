"""Who may bring a document in. What may be done with a draft: the focal unit's staff, `tasks.perms.can_lead_plan`."""

from units.models import Membership, Unit, User


def working_units(user: User) -> list[Unit]:
    """Units the person works in, the first being the one they act for."""
    return [m.unit for m in user.current_memberships() if m.role in Membership.WORKING]


def can_import(user: User) -> bool:
    return bool(working_units(user))

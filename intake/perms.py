"""Who may bring a document in. What may be done with a draft: the focal unit's staff, `tasks.perms.can_lead_plan`."""

from units.models import Membership, Unit, User
from units.perms import is_admin

CITY = (Unit.Kind.CITY, Unit.Kind.DEPARTMENT, Unit.Kind.BOARD, Unit.Kind.AGENCY)


def working_units(user: User) -> list[Unit]:
    """Units the person works in, the first being the one they act for."""
    return [m.unit for m in user.current_memberships() if m.role in Membership.WORKING]


def can_import(user: User) -> bool:
    return bool(working_units(user))


def can_teach_names(user: User) -> bool:
    """A wording counts for the documents of all: people of the city's own bodies teach it, communes do not."""
    return is_admin(user) or any(unit.kind in CITY for unit in working_units(user))

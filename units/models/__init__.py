from units.models.people import Absence, Attempt, Membership, MembershipQuerySet, User
from units.models.reorganising import Reorganisation
from units.models.units import CalendarDay, Succession, Unit, UnitAlias, UnitGroup, UnitQuerySet, in_force

__all__ = [
    "Absence",
    "Attempt",
    "CalendarDay",
    "Membership",
    "MembershipQuerySet",
    "Reorganisation",
    "Succession",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitQuerySet",
    "User",
    "in_force",
]

"""Questions about a person and a unit."""

from units.models import Membership, User

Role = Membership.Role


def works_in(user: User, unit_id: int | None) -> bool:
    return unit_id in user.unit_ids()


def heads(user: User, unit_id: int | None) -> bool:
    return unit_id in user.unit_ids(Role.HEAD)


def looks_after(user: User, unit_id: int | None) -> bool:
    """Coordinators and heads look after the people of their unit; administrators after all people."""
    return unit_id in user.unit_ids(Role.COORDINATOR, Role.HEAD) or is_admin(user)


def is_admin(user: User) -> bool:
    return bool(user.unit_ids(Role.ADMIN)) or (user.is_superuser and user.has_module_perms("units"))

"""Who looks after units and people of the whole city."""

from plans.models import Plan
from units.models import User
from units.perms import is_admin, looks_after


def may_invite(user: User, *, leads: bool | None = None) -> bool:
    """Operators, and the staff of focal units: they must reach every unit of their documents.

    `leads`: whether the person leads a plan, where the caller has just asked.
    """
    return is_admin(user) or (Plan.objects.led_by(user).exists() if leads is None else leads)


def may_see_units(user: User, *, leads: bool | None = None) -> bool:
    """The list of all units and their people."""
    return user.sees_everything or may_invite(user, leads=leads)


def may_see_people(user: User, unit_id: int) -> bool:
    return unit_id in {place.unit_id for place in user.current_memberships()} or may_see_units(user)


def may_hand_over(user: User, unit_id: int) -> bool:
    return looks_after(user, unit_id)


def may_reorganise(user: User) -> bool:
    """The record of a decision of the city; whoever keeps units and people keeps this too."""
    return is_admin(user)


def may_follow_reminding(user: User) -> bool:
    """Of some plan; the pages around Đôn đốc."""
    return user.sees_everything or Plan.objects.led_by(user).exists()


def may_see_reminding(user: User, plan: Plan) -> bool:
    """Whoever answers for the whole of a plan: its focal and oversight units, leaders and inspectors."""
    return user.sees_everything or bool(user.unit_ids() & {plan.focal_unit_id, plan.oversight_unit_id})

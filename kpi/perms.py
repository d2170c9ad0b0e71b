"""Questions about one indicator or one figure; workflow, pages and API ask the same ones."""

from kpi.models import Indicator, Measurement
from tasks.models import Assignment
from units.models import Membership, User
from units.perms import works_in


def can_enter(user: User, measurement: Measurement) -> bool:
    return works_in(user, measurement.unit_id)


def accepting_unit(measurement: Measurement) -> int | None:
    """Who follows the indicator; for its own figures the focal unit, then who oversees the plan; else nobody."""
    indicator = measurement.target.indicator
    plan = indicator.plan
    order = (indicator.monitor_id, plan.focal_unit_id, plan.oversight_unit_id)
    return next((unit for unit in order if unit is not None and unit != measurement.unit_id), None)


def can_accept(user: User, measurement: Measurement) -> bool:
    """A unit never accepts its own figure, under whatever hat."""
    return works_in(user, accepting_unit(measurement)) and measurement.unit_id not in user.every_unit_id()


def can_follow(user: User, indicator: Indicator) -> bool:
    """Whoever follows the indicator, or leads the plan: corrects it, sets its path, closes its periods."""
    return bool(user.unit_ids() & {indicator.monitor_id, indicator.plan.focal_unit_id})


def can_ask_why(user: User, indicator: Indicator) -> bool:
    return bool(user.unit_ids(Membership.Role.LEADER)) or can_follow(user, indicator)


def can_ask_why_of(user: User, work: Assignment) -> bool:
    """A leader of the city of any work, the focal unit of its plan's; nobody of the own unit's."""
    near = {work.plan.focal_unit_id, work.plan.oversight_unit_id}
    leads = bool(user.unit_ids(Membership.Role.LEADER)) or bool(user.unit_ids() & near)
    return leads and work.unit_id not in user.every_unit_id()


def can_read_units(user: User, indicator: Indicator) -> bool:
    """Figures unit by unit; the city's value is for every party of the plan."""
    plan = indicator.plan
    near = {indicator.monitor_id, plan.focal_unit_id, plan.oversight_unit_id}
    return user.sees_everything or bool(user.unit_ids() & near)

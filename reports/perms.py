from django.db.models import Q, QuerySet

from plans.models import Plan
from reports.models import Compilation, Report, ReportingDuty
from units.models import User
from units.perms import heads, works_in


def units_open_to(user: User, plan: Plan) -> frozenset[int] | None:
    """Whose rows the report may show this reader: None for all, else those of the units they work in."""
    mine = user.unit_ids()
    if user.sees_everything or mine & {plan.focal_unit_id, plan.oversight_unit_id}:
        return None
    return frozenset(mine)


def can_write(user: User, report: Report) -> bool:
    return works_in(user, report.unit_id)


def can_hand_in(user: User, report: Report) -> bool:
    """What leaves the unit is approved by its head, unless the unit has turned that off."""
    return heads(user, report.unit_id) or (not report.unit.needs_head_approval and can_write(user, report))


def can_receive(user: User, report: Report) -> bool:
    """The receiver's people, never a person of the unit itself, under whatever hat."""
    return works_in(user, report.receiver_id) and report.unit_id not in user.every_unit_id()


def can_set(user: User, duty: ReportingDuty) -> bool:
    return works_in(user, duty.plan.focal_unit_id)


def can_edit(user: User, compilation: Compilation) -> bool:
    """Who only watches may read it, but neither changes its words nor sends it on."""
    return compilation.asked_by_id == user.pk or works_in(user, compilation.unit_id)


def compilable(user: User) -> QuerySet[Plan]:
    """Plans in force or closed whose every unit the person may see."""
    plans = Plan.objects.visible_to(user).exclude(state=Plan.State.DRAFT).select_related("focal_unit")
    if user.sees_everything:
        return plans
    mine = user.unit_ids()
    return plans.filter(Q(focal_unit__in=mine) | Q(oversight_unit__in=mine))

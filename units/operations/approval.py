from datetime import time

from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.operations import record
from units.errors import UnitError
from units.models import Unit, User
from units.perms import heads, looks_after


@transaction.atomic
def set_office_hours(*, unit_id: int, actor: User, opens_at: time | None, closes_at: time | None) -> Unit:
    """In which letters reach the unit's people; both empty: the usual ones. Raises UnitError."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    if not looks_after(actor, unit_id):
        raise PermissionDenied("hours")
    if (opens_at is None) != (closes_at is None) or (opens_at and opens_at >= closes_at):
        raise UnitError("Giờ làm việc phải có cả hai đầu, giờ đến sau giờ từ; để trống cả hai là 07:30–17:30.")
    unit.opens_at, unit.closes_at = opens_at, closes_at
    unit.save(update_fields=["opens_at", "closes_at"])
    hours = {"from": f"{opens_at:%H:%M}", "to": f"{closes_at:%H:%M}"} if opens_at else {}
    record("units.office_hours_set", ("unit", unit_id), actor=actor, **hours)
    return unit


@transaction.atomic
def set_head_approval(*, unit_id: int, needed: bool, actor: User) -> Unit:
    """Whether what leaves the unit is approved by its head first; only a head of the unit may say."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    if not heads(actor, unit_id):
        raise PermissionDenied("approval")
    if unit.needs_head_approval != needed:
        unit.needs_head_approval = needed
        unit.save(update_fields=["needs_head_approval"])
        record("units.head_approval_set", ("unit", unit_id), actor=actor, needed=needed)
    return unit

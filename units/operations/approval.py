from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.operations import record
from units.models import Unit, User
from units.perms import heads


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

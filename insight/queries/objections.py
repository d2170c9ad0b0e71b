"""Who has objections to answer, and which ones a person may read."""

from django.db.models import F, Q, QuerySet

from insight.models import Objection
from units.models import Membership, User


def to_answer(user: User) -> QuerySet[Objection]:
    """Open ones that the person may answer (perms.can_answer says the same of one)."""
    keeper = F("sheet__criteria__unit")
    kept = Q(sheet__criteria__unit__in=user.unit_ids()) & ~Q(unit__in=user.every_unit_id())
    leads = Q(unit=keeper) if user.unit_ids(Membership.Role.LEADER) else Q(pk=None)
    return Objection.objects.open().filter(kept | leads).order_by("due_date", "pk")


def listed(user: User) -> QuerySet[Objection]:
    """Those waiting first, then the latest."""
    rows = Objection.objects.visible_to(user).select_related("unit", "sheet__criteria", "answered_by")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "due_date", "-pk")

"""How much of each kind waits for a person's word: counted once for the bar and for the inbox."""

from dataclasses import dataclass
from datetime import date

from agenda.queries.grouping import waiting_count
from insight.queries.objections import to_answer
from journal.kept import until_own_act
from kpi.models import Explanation
from plans.models import Plan
from tasks.queries import changes, helping, promised
from tasks.queries.confirming import to_confirm
from units.models import User


@dataclass(frozen=True)
class Waiting:
    leads: bool
    """The person's units are focal units of plans."""
    work: int
    to_confirm: int
    changes: int
    contributions: int
    explanations: int
    milestones: int
    objections: int


def waiting(user: User, today: date) -> Waiting:
    """Kept until the person's next act, and for seconds at most."""
    return until_own_act(f"waiting:{user.acting_unit_id}:{today}", user.pk, lambda: _count(user, today))


def _count(user: User, today: date) -> Waiting:
    leads = Plan.objects.led_by(user).exists()
    looks = leads or Plan.objects.overseen_by(user).exists()
    return Waiting(
        leads=leads,
        work=waiting_count(user, today),
        to_confirm=to_confirm(user).count(),
        changes=changes.waiting_count(user, looks=looks),
        contributions=helping.waiting_count(user),
        explanations=Explanation.objects.open().filter(unit__in=user.unit_ids()).count(),
        milestones=promised.waiting_count(user, looks=looks),
        objections=to_answer(user).count(),
    )

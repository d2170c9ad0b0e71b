"""How much of each kind waits for a person's word: counted once for the bar and for the inbox."""

from dataclasses import dataclass
from datetime import date

from agenda.queries.grouping import waiting_count
from insight.queries.objections import to_answer
from journal.kept import OwnActs
from kpi.models import Explanation
from plans.models import Plan
from tasks.queries import changes, helping, promised
from tasks.queries.confirming import to_confirm
from units.models import User

PROGRESS = ("tasks.updated", "tasks.evidence_added")


@dataclass(frozen=True)
class Words:
    """What waits for the person's own word. Telling of one's progress changes nothing of it."""

    leads: bool
    """The person's units are focal units of plans."""
    to_confirm: int
    changes: int
    contributions: int
    explanations: int
    milestones: int
    objections: int


@dataclass(frozen=True)
class Waiting:
    work: int
    words: Words


def waiting(user: User, today: date) -> Waiting:
    """Kept until the person's next act, and for seconds at most."""
    acts, whose = OwnActs(user.pk), f"{user.acting_unit_id}:{today}"
    return Waiting(
        work=acts.until_next(f"work:{whose}", lambda: waiting_count(user, today)),
        words=acts.until_next(f"words:{whose}", lambda: _words(user), but=PROGRESS),
    )


def _words(user: User) -> Words:
    leads = Plan.objects.led_by(user).exists()
    looks = leads or Plan.objects.overseen_by(user).exists()
    return Words(
        leads=leads,
        to_confirm=to_confirm(user).count(),
        changes=changes.waiting_count(user, looks=looks),
        contributions=helping.waiting_count(user),
        explanations=Explanation.objects.open().filter(unit__in=user.unit_ids()).count(),
        milestones=promised.waiting_count(user, looks=looks),
        objections=to_answer(user).count(),
    )

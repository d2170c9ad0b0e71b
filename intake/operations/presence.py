"""Who has a draft open: told to the others, no fact of the work, so the journal does not speak of it."""

from datetime import datetime

from intake.models import Presence
from plans.models import Plan
from tasks.models import Task
from units.models import User


def be_present(*, plan: Plan, user: User, task: Task | None, now: datetime) -> list[Presence]:
    """Note that the person is here; who else is, the last seen first."""
    Presence.objects.update_or_create(plan=plan, user=user, defaults={"task": task, "seen_at": now})
    others = Presence.objects.filter(plan=plan).others(user, now).select_related("user", "task")
    return list(others.order_by("-seen_at")[:5])

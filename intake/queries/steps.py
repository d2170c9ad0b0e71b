"""What a person did last to rows of a draft, and may put back."""

from django.db.models import QuerySet

from intake.models import DraftStep
from plans.models import Plan
from units.models import User


def last_steps(plan: Plan, user: User) -> QuerySet[DraftStep]:
    return plan.steps.filter(actor=user).order_by("-pk")


def last_step(plan: Plan, user: User) -> DraftStep | None:
    """Without the rows as they were: to be named on the page."""
    return last_steps(plan, user).defer("before", "above").first()

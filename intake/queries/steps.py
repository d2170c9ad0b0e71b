"""What a person did last to rows of a draft, and may put back."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain

from django.db.models import Subquery

from intake.models import DraftStep
from plans.models import Plan
from units.models import User

TYPED_ON = timedelta(minutes=1)  # a cell saves itself while it is typed: no longer than that between two times
RECENT = 100  # steps that are read at once; only who finds none to put back among them asks for the rest


def last_step(plan: Plan, user: User) -> DraftStep | None:
    """Without the rows as they were: to be named on the page."""
    return next(iter(last_run(plan, user)), None)


def last_run(plan: Plan, user: User) -> list[DraftStep]:
    """The person's newest step whose rows nobody else has touched since, nor the person in a step that stays.

    Of a cell that saved itself several times while it was typed: all of them, the last first.
    """
    touched: set[int] = set()
    steps = _newest_first(plan, user)
    for step in steps:
        if step.actor_id == user.pk and not touched.intersection(step.rows):
            return [step, *_typed_before(step, steps)]
        touched.update(step.rows)
    return []


def overtaking(step: DraftStep) -> DraftStep | None:
    """What somebody else did last to rows of this step since."""
    later = DraftStep.objects.filter(plan=step.plan_id, pk__gt=step.pk).exclude(actor=step.actor_id).order_by("-pk")
    rows = set(step.rows)
    return next((one for one in later.select_related("actor").defer("before") if rows & set(one.rows)), None)


def _newest_first(plan: Plan, user: User) -> Iterator[DraftStep]:
    first = plan.steps.filter(actor=user).order_by("pk").values("pk")[:1]
    steps = plan.steps.filter(pk__gte=Subquery(first)).order_by("-pk").defer("before", "above")
    return chain.from_iterable(part for part in (steps[:RECENT], steps[RECENT:]))


def _typed_before(last: DraftStep, older: Iterable[DraftStep]) -> Iterator[DraftStep]:
    """The saves of the same cell right before; where a colleague was at the row in between, they are another step."""
    if not last.cell:
        return
    for step in older:
        if step.actor_id != last.actor_id and not set(step.rows) & set(last.rows):
            continue
        same = (step.actor_id, step.cell, step.rows) == (last.actor_id, last.cell, last.rows)
        if not same or last.at - step.at > TYPED_ON:
            return
        yield step
        last = step

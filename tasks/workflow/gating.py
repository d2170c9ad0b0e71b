"""One gate before every move: the right step, the right person, the conditions."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from viewflow.fsm import TransitionNotAllowed
from viewflow.fsm.base import TransitionConditionsUnmet

from tasks.errors import TaskConflict, TaskError
from units.models import User


def gate(
    flow: Any,
    name: str,
    *,
    actor: User,
    gone: Callable[[], str],
    conflict: type[Exception] = TaskConflict,
    **details: Any,
) -> None:
    """Make the move of a row that the caller has locked. `gone`: the sentence of the `conflict` that too late is."""
    step = getattr(flow, name)
    if not step.can_proceed(check_conditions=False):
        raise conflict(gone())
    if not step.has_perm(actor):
        raise PermissionDenied(name)
    try:
        step(**details)
    except TransitionConditionsUnmet as error:
        raise TaskError(error.unmet_message) from None
    except TransitionNotAllowed:
        raise conflict(gone()) from None


def offered(flow: Any, names: Any, user: User) -> set[str]:
    """Which of these moves the person may make now, conditions aside."""
    steps = {name: getattr(flow, name) for name in names}
    return {name for name, step in steps.items() if step.can_proceed(check_conditions=False) and step.has_perm(user)}

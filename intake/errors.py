"""What the room raises; `message` is one sentence for the screen."""

from collections.abc import Iterable

from plans.models import Plan


class IntakeError(Exception):
    """`code` is a short English word for logs and exit codes; `plan` the one that stands in the way, if any."""

    def __init__(self, message: str, *, code: str = "", plan: Plan | None = None) -> None:
        super().__init__(message)
        self.message, self.code, self.plan = message, code, plan


class DraftIsGone(IntakeError):
    """The draft was published or deleted meanwhile, by this person or another (HTTP 409)."""


class RowIsGone(IntakeError):
    """One row of the draft was deleted or merged meanwhile (HTTP 409)."""


class RowChanged(IntakeError):
    """Somebody else changed the same cells since this person saw them (HTTP 409); nothing was written."""

    def __init__(self, message: str, *, cells: Iterable[str], plan: Plan | None = None) -> None:
        super().__init__(message, code="changed", plan=plan)
        self.cells = tuple(cells)

"""What the room raises; `message` is one sentence for the screen."""

from plans.models import Plan


class IntakeError(Exception):
    """`code` is a short English word for logs and exit codes; `plan` the one that stands in the way, if any."""

    def __init__(self, message: str, *, code: str = "", plan: Plan | None = None) -> None:
        super().__init__(message)
        self.message, self.code, self.plan = message, code, plan


class DraftIsGone(IntakeError):
    """The draft was published or deleted meanwhile, by this person or another (HTTP 409)."""

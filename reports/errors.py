"""What the room raises; `message` is one sentence for the screen: what happened, what stays, what to do."""


class ReportError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ReportConflict(ReportError):
    """Somebody else has just changed the same report (HTTP 409)."""


class TemplateMistake(ReportError):
    """Says which place of a template is not known, and where it stands."""

"""What the room raises; `message` is one sentence for the screen: what happened, what stays, what to do."""


class InsightError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InsightConflict(InsightError):
    """Somebody else has just done the same (HTTP 409)."""

"""What the room raises; `message` is one sentence for the screen: what happened, what stays, what to do."""


class TaskError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class TaskConflict(TaskError):
    """Somebody else has just moved the same work (HTTP 409)."""

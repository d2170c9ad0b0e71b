"""What the room raises of its own; `message` is one sentence for the screen."""


class AgendaError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

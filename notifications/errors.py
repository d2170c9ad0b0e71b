class PostError(Exception):
    """Something about addresses or sending cannot be done; `message` is a sentence for the screen."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)

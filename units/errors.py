class UnitError(Exception):
    """`message` is one sentence: Vietnamese for a screen, English where only a command line reads it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

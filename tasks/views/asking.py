"""What an address or a form says, read so that nothing a browser can be made to send reaches the database raw."""


def number(text: str) -> int | None:
    """A whole number that a row's number can be; None for "²", "-1" and what is longer than any row's number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def words(text: str) -> str:
    """For a search; PostgreSQL knows no NUL."""
    return text.replace("\0", "").strip()

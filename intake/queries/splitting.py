"""Where the content of a row can be cut: its lines, else its items "a) …; b) …", else its dashes."""

import re

DASH = re.compile(r"(?<=[.;:])\s+[-–+]\s+(?=\w)")
ITEM = re.compile(r"(?:(?<=^)|(?<=[\s;.:]))(?=(?:[a-zđ]|\d{1,2}|\([a-zđ0-9]{1,2})\)\s)")


def pieces_of(content: str) -> list[str]:
    """At least two, or none. An opening that ends with a colon goes before each of them."""
    lines = [line.strip() for line in content.splitlines() if line.strip()]
    if len(lines) < 2:
        lines = _parts(ITEM, content)
    if len(lines) < 2:
        lines = _parts(DASH, content)
    if len(lines) > 2 and lines[0].endswith(":"):
        lines = [f"{lines[0]} {line.lstrip('-+• ')}" for line in lines[1:]]
    return lines if len(lines) > 1 else []


def _parts(cut: re.Pattern, content: str) -> list[str]:
    return [part.strip(" ;") for part in cut.split(content) if part.strip(" ;")]

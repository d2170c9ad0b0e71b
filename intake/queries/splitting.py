"""Where the content of a row can be cut: its lines, else its items "a) …; b) …", else its dashes."""

import re

ITEM = re.compile(r"(?:(?<=^)|(?<=[\s;.:]))(?=(?:[a-zđ]|\d{1,2}|\([a-zđ0-9]{1,2})\)\s)")
DASH = re.compile(r"(?<=[.;:])\s+[-–+]\s+(?=\w)")


def pieces_of(content: str) -> list[str]:
    """At least two, or none. An opening that ends with a colon goes before each of them."""
    lines = _lines(content) or _items(content) or _parts(DASH.split(content))
    if len(lines) > 2 and lines[0].endswith(":"):
        lines = [f"{lines[0]} {line}" for line in lines[1:]]
    return lines


def _lines(content: str) -> list[str]:
    return _parts(content.splitlines())


def _items(content: str) -> list[str]:
    """Two items at least: "theo khoản a) Điều 5" lists nothing."""
    parts = _parts(ITEM.split(content))
    return parts if sum(bool(ITEM.match(part)) for part in parts) > 1 else []


def _parts(cut: list[str]) -> list[str]:
    parts = [stripped for part in cut if (stripped := re.sub(r"^[-–+•]\s+", "", part.strip(" ;\r\t")))]
    return parts if len(parts) > 1 else []

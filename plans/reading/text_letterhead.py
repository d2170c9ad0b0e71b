"""A letterhead printed in two columns side by side, in text that keeps the layout of the page."""

import re

from plans.reading.kinds import is_kind_line

_MOTTO = re.compile(r"C[ỘO]NG H[ÒO][AÀ] X[ÃA] H[ỘO]I|ĐẢNG CỘNG SẢN VIỆT NAM")
_CHUNK = re.compile(r"\S+(?: \S+)*")
_SEARCHED, _TALLEST = 12, 14
_SLACK = 14  # lines of a column are centred: they begin further left or right than its first
_BROKEN = re.compile(r"(?:ngày|tháng|năm|,|\d{1,2})$")
_REST_OF_DATE = re.compile(r"(?:ngày|tháng|năm|\d{1,2}\s+tháng|20\d\d)\b")


def part_letterhead(lines: list[str]) -> list[str]:
    """The left column line by line, then the right one; other lines as they are."""
    for at, line in enumerate(lines[:_SEARCHED]):
        motto = _MOTTO.search(line)
        if motto and motto.start() >= _SLACK:
            head = _height(lines, at)
            begin = max(0, at - 2)
            left, right = _columns(lines[begin:head], motto.start())
            return [*lines[:begin], *_apart(left), *_apart(_dates_joined(right)), *lines[head:]]
    return lines


def _height(lines: list[str], motto: int) -> int:
    """Where the columns end: at the kind of the document, or at two blank lines."""
    for at in range(motto + 1, min(len(lines), motto + _TALLEST)):
        if is_kind_line(lines[at]) or lines[at].lstrip().startswith("Kính gửi"):
            return at
        if at > motto + 2 and not lines[at].strip() and not lines[at - 1].strip():
            return at
    return min(len(lines), motto + 5)


def _columns(lines: list[str], boundary: int) -> tuple[list[str], list[str]]:
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        chunks = [(match.start(), match[0]) for match in _CHUNK.finditer(line)]
        for place, (start, text) in enumerate(chunks):
            is_right = start >= boundary - _SLACK and (place > 0 or start > _SLACK)
            (right if is_right else left).append(text)
    return left, right


def _dates_joined(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if joined and _BROKEN.search(joined[-1]) and _REST_OF_DATE.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _apart(lines: list[str]) -> list[str]:
    """Each a paragraph of its own, but a subject ("V/v …") with the lines that carry it on."""
    apart: list[str] = []
    for line in lines:
        if apart and not line[:1].islower():
            apart.append("")
        apart.append(line)
    return [*apart, ""]

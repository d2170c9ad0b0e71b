"""Labelled lines of running text: "b) Cơ quan chủ trì: Sở A", "* Thời gian thực hiện:", "- Sản phẩm: …".

A label is known by its head words; more words may follow them: "Đơn vị chủ trì tham mưu:", "Thời hạn trình:".
"""

import re

from plans.reading.label_words import INNER, LABELS, NOT_IN_LABELS, OF_SOMEBODY
from plans.reading.phrases import looks_like_unit

_OPENING = re.compile(r"^[-–—+•*●▪\s]{0,6}(?:[a-zđ][).]|\d+[.)]|\(\d+\))?[-–—+•*●▪\s]{0,6}")
_BARE_ONGOING = re.compile(r"^(?:[-–+•*]\s*)?[a-zđ]\)\s+(?P<text>Nhiệm vụ thường xuyên\s*\.?)$", re.IGNORECASE)
_SHARES_OUT = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[IVX]+)[.)]?\s+(?:tổ chức\s+)?phân công\s", re.IGNORECASE)
_LONGEST = 90  # no label is longer


def labelled(line: str) -> tuple[str | None, str]:
    """("lead", "Sở A") of such a line; (None, "") of any other. A bare "Cơ quan thực hiện:" announces others."""
    if match := _BARE_ONGOING.match(line):
        return "deadline", match["text"]
    if ":" not in line and _SHARES_OUT.match(line):
        return None, ""  # "2. Phân công nhiệm vụ" over a table
    head, colon, text = line[_OPENING.match(line).end() :].partition(":")
    head, text = head.strip(" .*"), text.strip()
    if len(head) > _LONGEST or not head or (head.isupper() and not text):
        return None, ""
    name = _name_of(head, bare=not colon)
    if name is None and text and looks_like_unit(text) and OF_SOMEBODY.fullmatch(head):
        name = "lead"
    if name == "announces":
        return ("lead" if text else ""), text
    return name, text if name is not None else ""


def _name_of(head: str, *, bare: bool) -> str | None:
    words = re.sub(r"\s*\([^()]*\)", "", " ".join(head.split()))
    if NOT_IN_LABELS.search(words) and not head.isupper():
        return None
    for name, with_colon, alone in LABELS:
        pattern = alone if bare else with_colon
        if pattern is not None and pattern.fullmatch(words):
            return name
    return None


def parts_of(text: str) -> list[str]:
    """A line cut before each label that stands inside it."""
    return [part for part in INNER.split(text) if part.strip()]

"""A deadline's words as `{"kind", "due", …}`: the shape that the plan's milestones are made of.

`due` is the last day by which the work must be done; it is None where the text names no day. Further keys, each
only where the text gives cause: `from`, `before`, `report`, `continues`, `tentative`, `rule` with `day`, `month`,
`weekday`, `until`, `days` with `anchor` and `working`, `condition`, `milestones`, `done_on`; `vague` (the day is a
reading of "giữa tháng"), `assumed_year`, `lunar`, and `unread`: words of time that were not understood.
"""

import re
from datetime import date
from itertools import pairwise

from plans.reading.pieces import Pieces
from plans.reading.scanning import scan
from plans.reading.tokens import ROMAN
from plans.reading.wording import clean

_LONGEST = 1000  # a cell longer than this is no deadline; the rest is not searched
_OURS = ("label", "first", "lent")
_ONGOING = re.compile(r"thường xuyên|liên tục|thường kỳ|quanh năm|suốt năm", re.IGNORECASE)
_ONGOING_FIRST = re.compile(r"\W*(?:(?:nhiệm vụ|thực hiện|triển khai)\s+)*thường xuyên\s*[;.,]", re.IGNORECASE)
_ALL_YEAR = re.compile(
    r"\W*(?:(?:nhiệm vụ|thực hiện|triển khai)\s+)*(?:thường xuyên|liên tục)(?:,? liên tục)?,?"
    r"\s*(?:trong |cả |các )?(?:\(?năm)(?!\w)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:^|[\s(])(?:theo|căn cứ|tùy|phụ thuộc|khi|sau khi|ngay khi|đồng thời với|song song)\s.*", re.IGNORECASE
)
_FIGURE = r"(?:\d{1,2}|[IV]{1,3})(?![\w.-]|/\d{1,2}(?!\d))"
_ROW = re.compile(
    rf"(?<!\w)(?<!\d )(?P<word>tháng|quý)\s+(?P<row>{_FIGURE}(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+){_FIGURE})+)", re.I
)
_LUNAR = re.compile(r"(?<!\w)(?:tết|âm lịch|rằm|tháng chạp|tháng giêng)(?!\w)", re.IGNORECASE)


def read_deadline(text: str, *, issued_on: date | None = None, year: int | None = None) -> dict:
    """`year` is lent to dates that print none; without it the year of `issued_on` is."""
    text = clean(text)[:_LONGEST]
    if not text.strip(" .;,-–"):
        return {"kind": "none", "due": None}
    found = scan(_ROW.sub(_apart, text))
    pieces = Pieces(found, issued_on, year or (issued_on.year if issued_on else None)).read()
    if [piece["kind"] for piece in pieces] == ["year"] and _ALL_YEAR.match(text):
        pieces = [{"kind": "ongoing", "due": None}]
    if len(pieces) == 1 and pieces[0].get("report") and _ONGOING_FIRST.match(text):
        pieces.insert(0, {"label": "Thực hiện", "kind": "ongoing", "due": None})
    if len(pieces) > 1:
        reading = _multiple(pieces)
    elif pieces:
        reading = _without(pieces[0], _OURS)
    else:
        reading = _without_date(text)
    lunar = {"lunar": True} if reading["kind"] == "none" and _LUNAR.search(text) else {}
    return reading | lunar | ({"unread": found.unread} if found.unread else {})


def _apart(row: re.Match[str]) -> str:
    """ "Tháng 6, 12" names two times; "Quý II, III", one behind the other, are one stretch."""
    said = re.findall(r"\w+", row["row"].replace("và", ","))
    numbers = [ROMAN.get(word.lower()) or int(word) for word in said if word.isdecimal() or word.lower() in ROMAN]
    follow = all(after - before < 2 for before, after in pairwise(numbers))
    return row[0] if follow or len(numbers) < len(said) else ", ".join(f"{row['word']} {word}" for word in said)


def _multiple(pieces: list[dict]) -> dict:
    days = [piece["due"] for piece in pieces if piece["due"]]
    milestones = [{"label": piece["label"]} | _without(piece, _OURS) for piece in pieces]
    return {"kind": "multiple", "due": max(days, default=None), "milestones": milestones}


def _without(piece: dict, keys: tuple[str, ...]) -> dict:
    return {key: value for key, value in piece.items() if key not in keys}


def _without_date(text: str) -> dict:
    if _ONGOING.search(text):
        condition = text.split(",", 1)[1].strip(" .") if "," in text else ""
        return {"kind": "ongoing", "due": None} | ({"condition": condition} if condition else {})
    match = _CONDITION.search(text)
    return {"kind": "none", "due": None, "condition": (match[0] if match else text).strip(" .(")}

"""Days counted from an event: "trong vòng 15 ngày làm việc kể từ khi …", "ngay sau khi …"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from plans.reading.moments import mention_at
from plans.reading.points import Point
from plans.reading.tokens import Tokens
from plans.reading.wording import clean

_UNITS = {"ngày": 1, "tuần": 7, "tháng": 30, "năm": 365}
_WITHIN = frozenset(["vòng", "hạn", "quá", "nhất", "đa", "trong", "gian", "sau", "là"])
_ENDS = frozenset([";", ".", ",", "(", ")", "•", "+"])
_ISSUED = re.compile(r"ban hành|ban bố|\bký\b|phát hành", re.IGNORECASE)
_THIS_PAPER = re.compile(
    r"kế hoạch|chương trình|chỉ thị|công điện|\bvăn bản(?! hướng dẫn| của)|"
    r"(?:quyết định|công văn|thông báo|nghị quyết|đề án|phương án|quy chế|hướng dẫn) này",
    re.IGNORECASE,
)
_RECEIPT = re.compile(r"nhận\s+(?:được\s+)?(?:đủ\s+|đầy đủ\s+)?(?:bộ\s+)?hồ sơ", re.IGNORECASE)
_RECEIVED = re.compile(r"(?:tiếp )?nhận\s+(?:được\s+)?[^;,]{3,25}\snày$", re.IGNORECASE)
_NOT_OURS = re.compile(
    r"\bBộ\s|Chính phủ|Trung ương|Thủ tướng|Quốc hội|\bLuật\b|Nghị định|Thông tư|cấp trên|cấp có thẩm quyền"
)


@dataclass(frozen=True, slots=True)
class Relative:
    """`day` is the anchor itself where the text prints one ("kể từ ngày 01/7/2026")."""

    start: int
    end: int
    days: int
    working: bool
    event: str
    day: Point | None = None

    def reading(self, issued_on: date | None, year: int | None) -> dict:
        anchor, start = self._anchor(issued_on, year)
        due = start + timedelta(days=self.days) if start and not self.working else None
        reading = {"kind": "relative", "due": due.isoformat() if due else None, "days": self.days, "anchor": anchor}
        return reading | ({"working": True} if self.working else {})

    def _anchor(self, issued_on: date | None, year: int | None) -> tuple[str, date | None]:
        if self.day and (days := self.day.days(year)):
            return days[1].isoformat(), days[1]
        anchor = _anchor(self.event)
        return anchor, issued_on if anchor == "plan issued" else None


def relative_at(tokens: Tokens, place: int) -> Relative | None:
    if tokens.word(place) == "ngay":
        return _at_once(tokens, place)
    days = tokens.counted(place)
    if days is None or tokens.word(place - 1) == "/":  # "trực 24/24 giờ từ ngày …"
        return None
    if tokens.word(_after_bracket(tokens, place + 1)) == "giờ":
        return _hours(tokens, place, days)
    at = _after_bracket(tokens, place + 1)
    factor = _UNITS.get(tokens.word(at))
    if factor is None or days * factor > 3650:
        return None
    working = tokens.follows(at + 1, "làm", "việc")
    at = tokens.skip(at + 1 + 2 * working, (",", "("))
    event = _event_start(tokens, at)
    if event is None:
        within = tokens.word(place - 1) in _WITHIN and tokens.word(at) in ("", ".", ";", ")", "-")
        return Relative(place, at, days * factor, working, "") if within else None
    end, day = _event_end(tokens, event)
    return Relative(place, end, days * factor, working, _text(tokens, event, end), day)


def _hours(tokens: Tokens, place: int, hours: int) -> Relative | None:
    """ "trong vòng 24 giờ kể từ khi …", in days, the last one whole; an hour of the clock is none."""
    at = tokens.skip(_after_bracket(tokens, place + 1) + 1, (",", "("))
    event, days = _event_start(tokens, at), -(-hours // 24)
    if hours > 720 or (event is None and tokens.word(place - 1) not in ("vòng", "quá", "hạn")):
        return None
    if event is None:
        return Relative(place, at, days, False, "") if tokens.word(at) in ("", ".", ";", ")") else None
    end, day = _event_end(tokens, event)
    return Relative(place, end, days, False, _text(tokens, event, end), day)


def _after_bracket(tokens: Tokens, place: int) -> int:
    """ "15 (mười lăm) ngày": past the number in words."""
    if tokens.word(place) != "(":
        return place
    end = next((at for at in range(place, place + 7) if tokens.word(at) == ")"), place - 1)
    return end + 1


def _at_once(tokens: Tokens, place: int) -> Relative | None:
    at = tokens.skip(place + 1, ("từ", "sau"))
    if tokens.word(at) in ("khi", "ngày") or tokens.word(at - 1) == "sau":
        event = tokens.skip(at, ("khi", "ngày"))
        end, day = _event_end(tokens, event)
        return Relative(place, end, 0, False, _text(tokens, event, end), day) if end > event else None
    return None


def _event_start(tokens: Tokens, at: int) -> int | None:
    """Behind "kể từ ngày", "sau khi", "tính từ thời điểm"; None where nothing counts from an event."""
    start = tokens.skip(at, ("kể", "tính", "bắt", "đầu"))
    if tokens.word(start) == "từ":
        return tokens.skip(start + 1, ("sau", "khi", "lúc", "thời", "điểm", "ngày"))
    if tokens.word(start) == "sau" and tokens.word(start + 1) in ("khi", "ngày", "thời"):
        return tokens.skip(start + 1, ("khi", "ngày", "thời", "điểm"))
    return None


def _event_end(tokens: Tokens, start: int) -> tuple[int, Point | None]:
    """Up to the end of the clause, or up to "và" when another time follows; an event may itself be a day."""
    for head in (start - 1, start):
        if (found := mention_at(tokens, head)) and found.point and found.point.kind == "date" and found.end > start:
            return found.end, found.point
    end = start
    while end < len(tokens) and tokens.word(end) not in _ENDS:
        if end > start and mention_at(tokens, end):
            joins = [at for at in range(start + 1, end) if tokens.word(at) == "và"]
            if joins:
                return joins[-1], None
        end += 1
    return end, None


def _text(tokens: Tokens, start: int, end: int) -> str:
    return clean(tokens.source[tokens.start(start) : tokens.end(end)]) if end > start else ""


def _anchor(event: str) -> str:
    lowered = event.lower()
    if not event:
        return ""
    if _NOT_OURS.search(event):
        return event
    if _RECEIPT.search(event):
        return "receipt of files"
    own = _THIS_PAPER.search(event)
    if (_ISSUED.search(event) or _RECEIVED.match(event)) and (own or len(lowered.split()) <= 3):
        return "plan issued"
    return "decision effective" if "hiệu lực" in lowered else event

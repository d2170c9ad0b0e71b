"""A deadline's text as the times it names, in order, each with the word of time that stands before it."""

from dataclasses import dataclass, field

from plans.reading.moments import Mention, hide_acts, mention_at
from plans.reading.recurrences import Recurrence, day_of_period, recurrence_at
from plans.reading.relatives import Relative, relative_at
from plans.reading.tokens import ROMAN, Tokens

_DONE_VERBS = frozenset(["hoàn", "tổ", "thực", "ban", "triển", "xong", "trình", "phê", "kết"])
_NOT_DONE = frozenset(["khi", "các", "những", "dung", "sau", "vụ", "được", "việc", "từ", "tiêu"])
_FILLERS = frozenset(
    ["ngày", "thời", "điểm", "mốc", "khoảng", "(", ":", "h", "g", "giờ", "phút", "sáng", "chiều", "dịp", "của", "hạn"]
)
_CLOCK = frozenset(["h", "g", "giờ", ":", "phút"])
_STOPS = frozenset([";", ".", "(", ")", "•", "+"])
_SEASONS = frozenset(["tết", "âm", "rằm", "chạp", "giêng", "đán"])


@dataclass(frozen=True, slots=True)
class Done:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DayOfPeriod:
    start: int
    end: int
    details: dict


Item = Mention | Relative | Recurrence | Done | DayOfPeriod


@dataclass
class Scan:
    tokens: Tokens
    items: list[Item] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def text(self, start: int, end: int) -> str:
        return self.tokens.source[self.tokens.start(start) : self.tokens.end(end)] if end > start else ""

    def gap(self, index: int) -> tuple[int, int]:
        """The tokens between an item and the one before it."""
        return (self.items[index - 1].end if index else 0), self.items[index].start

    def clause(self, start: int) -> list[str]:
        """The words of the clause around a token."""
        first, last = start, start
        while first > 0 and self.tokens.word(first - 1) not in _STOPS:
            first -= 1
        while last < len(self.tokens) and self.tokens.word(last) not in _STOPS:
            last += 1
        return self.tokens.words(first, last)

    def preposition(self, index: int) -> str:
        """ "trước", "từ", "sau", "đến", "-" before an item, past its hour and the word "ngày"; "" for any other."""
        floor, start = self.gap(index)
        at = start - 1
        while at >= floor and self._fills(at):
            at -= 1
        word = self.tokens.word(at) if at >= floor else ""
        if word == "-" and at > floor:
            return ""  # a bullet, no stretch
        if word == "đầu" and self.tokens.word(at - 1) == "bắt":
            return "từ"
        return {"hết": "đến"}.get(word, word) if word in ("trước", "từ", "sau", "đến", "hết", "-") else ""

    def _fills(self, at: int) -> bool:
        word = self.tokens.word(at)
        hour = word.isdecimal() and (self.tokens.word(at + 1) in _CLOCK or self.tokens.word(at - 1) in _CLOCK)
        return word in _FILLERS or hour


def scan(text: str) -> Scan:
    found = Scan(Tokens(hide_acts(text)))
    place = 0
    while place < len(found.tokens):
        item = _item_at(found.tokens, place)
        if item is None:
            _note_unread(found, place)
            place += 1
            continue
        if isinstance(item, Mention) and item.point is None:
            found.unread.append(found.text(item.start, item.end))
        elif not (isinstance(item, Mention) and _is_no_deadline(found, item)):
            found.items.append(item)
        place = item.end
    found.tokens.source = text
    return found


def _item_at(tokens: Tokens, place: int) -> Item | None:
    if done := _done_at(tokens, place):
        return done
    found = relative_at(tokens, place) or recurrence_at(tokens, place) or mention_at(tokens, place)
    if found is None and (day := day_of_period(tokens, place)):
        return DayOfPeriod(place, day[1], day[0])
    return found


def _done_at(tokens: Tokens, place: int) -> Done | None:
    if tokens.word(place) != "đã" or tokens.word(place + 1) not in _DONE_VERBS:
        return None
    ahead = next((n for n in range(1, 6) if tokens.word(place - n) in ("", *_STOPS, ",", ":", "-")), 0)
    if not ahead or _NOT_DONE & set(tokens.words(place - ahead + 1, place)):
        return None  # "báo cáo rõ các giải pháp đã triển khai" tells of no work done
    return Done(place, place + 2 if tokens.word(place + 1) == "xong" else place + 3)


def _is_no_deadline(found: Scan, mention: Mention) -> bool:
    """Feasts of the moon, sittings of a council, the years of a programme that is only cited."""
    words = found.clause(mention.start)
    if found.tokens.follows(mention.end, "trở", "về", "trước"):
        return True  # "nợ từ năm 2025 trở về trước"
    if _SEASONS & set(words):
        return True
    if mention.point.kind == "year" and "mùa" in found.tokens.words(max(0, mention.start - 4), mention.start):
        return True  # "trước mùa mưa năm 2026"
    before = found.tokens.words(mention.start - 3, mention.start)
    if mention.point.vague and "họp" in before:
        return True
    if mention.point.kind not in ("year", "range") or not mention.point.whole or mention.point.last[0] != 12:
        return False
    following = found.tokens.word(mention.start - 1) in ("trước", "từ", "đến", "hết", "trong", "sau", "vào", "là")
    cited = words[: max(0, len(words) - 1)]
    return not following and found.tokens.word(mention.start) != "trong" and _is_cited(found, mention, cited)


def _is_cited(found: Scan, mention: Mention, words: list[str]) -> bool:
    floor = found.items[-1].end if found.items else 0
    ahead = []
    for at in range(mention.start - 1, floor - 1, -1):
        if found.tokens.word(at) in (*_STOPS, ","):
            break
        ahead.append(found.tokens.word(at))
    return bool({"theo", "cứ", "thuộc"} & set(ahead)) and bool(words)


def _note_unread(found: Scan, place: int) -> None:
    """A unit of time with a figure that no rule took: "tháng 13", "quý V"."""
    tokens = found.tokens
    if tokens.word(place) not in ("tháng", "quý", "tuần"):
        return
    following = tokens.word(place + 1)
    if following.isdecimal() or following in ROMAN or following in ("v", "vi"):
        found.unread.append(found.text(place, place + 2))

"""What comes again: "hằng tháng", "định kỳ 6 tháng", "02 lần/năm", and the day of the period it falls on."""

from dataclasses import dataclass, field

from plans.reading.points import Point
from plans.reading.tokens import ROMAN, Tokens

PERIODS = {"ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_EACH = frozenset(["hằng", "mỗi", "từng"])
_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "nhật": 7}


@dataclass
class Recurrence:
    """`rule`: "every 3 months"; `details`: day, weekday, month, before … of each time."""

    rule: str
    start: int
    end: int
    details: dict = field(default_factory=dict)


def recurrence_at(tokens: Tokens, place: int) -> Recurrence | None:
    for rule in (_every_so_many, _times_a_period, _each_period, _periodically):
        if found := rule(tokens, place):
            return found
    return None


def _every(count: int, unit: str) -> str:
    return f"every {count} {PERIODS[unit]}s" if count > 1 else f"every {PERIODS[unit]}"


def _every_so_many(tokens: Tokens, place: int) -> Recurrence | None:
    """ "3 tháng/lần", "6 tháng một lần", "tuần/lần", "cứ 2 tuần"."""
    at = tokens.skip(place, ("cứ",))
    count = tokens.counted(at)
    at_unit = at + (count is not None)
    unit, end = tokens.word(at_unit), at_unit + 1
    if unit not in PERIODS or (at_unit == at and tokens.word(at - 1) == "lần"):
        return None
    end = tokens.skip(end, ("/", "một", "1", "01"))
    return Recurrence(_every(count or 1, unit), place, end + 1) if tokens.word(end) == "lần" else None


def _times_a_period(tokens: Tokens, place: int) -> Recurrence | None:
    """ "02 lần/năm", "mỗi năm 2 lần", "một lần trong tháng"."""
    if tokens.word(place) in (*_EACH, "một") and tokens.word(place + 1) in PERIODS:
        times, unit, end = tokens.counted(place + 2), tokens.word(place + 1), place + 4
        if not times or tokens.word(place + 3) != "lần":
            return None
    else:
        times, at = tokens.counted(place), place + 1
        at_unit = tokens.skip(at + 1, ("/", "trong", "một", "1", "mỗi", "01"))
        unit, end = tokens.word(at_unit), at_unit + 1
        if not times or tokens.word(at) not in ("lần", "đợt", "kỳ") or unit not in PERIODS or at_unit == at + 1:
            return None
    return Recurrence(f"{times} times a {PERIODS[unit]}" if times > 1 else _every(1, unit), place, end)


def _each_period(tokens: Tokens, place: int) -> Recurrence | None:
    """ "hằng tháng", "hằng tháng, quý, năm", "các quý trong năm"."""
    several = tokens.word(place) == "các" and tokens.word(place + 2) in ("trong", "hằng")
    if not (tokens.word(place) in _EACH or several) or tokens.word(place + 1) not in PERIODS:
        return None
    found = Recurrence(_every(1, tokens.word(place + 1)), place, place + 2)
    _more_periods(tokens, found)
    if several:
        found.end = tokens.skip(found.end, ("trong", "năm", "hằng"))
    return found


def _more_periods(tokens: Tokens, found: Recurrence) -> None:
    while tokens.word(found.end) in (",", "và", "/", "-"):
        at = tokens.skip(found.end + 1, _EACH)
        count = tokens.counted(at)
        unit = at + (count is not None and tokens.word(at) not in PERIODS)
        ends = tokens.number(unit + 1) is None and tokens.word(unit + 1) not in ROMAN
        if tokens.word(unit) not in PERIODS or not ends:
            return
        found.details.setdefault("also", []).append(_every(count or 1 if unit > at else 1, tokens.word(unit)))
        found.end = unit + 1


def _periodically(tokens: Tokens, place: int) -> Recurrence | None:
    """ "định kỳ quý", "định kỳ 6 tháng, 01 năm"; bare "định kỳ" names no period."""
    if not tokens.follows(place, "định", "kỳ"):
        return None
    at = tokens.skip(place + 2, (*_EACH, "theo", ":", ",", "cứ"))
    count = tokens.counted(at) if tokens.word(at) not in PERIODS else None
    unit = at + (count is not None)
    if tokens.word(unit) not in PERIODS or (tokens.word(unit) == "ngày" and not count):
        return None
    if tokens.word(unit + 1).isdecimal() or (tokens.word(unit) == "quý" and tokens.word(unit + 1) in ROMAN):
        return None
    if _is_half(tokens, unit):
        return None
    found = Recurrence(_every(count or 1, tokens.word(unit)), place, unit + 1)
    end = tokens.skip(found.end, ("/", "một", "1"))
    if tokens.word(end) == "lần":
        found.end = end + 1
    else:
        _more_periods(tokens, found)
    return found


def _is_half(tokens: Tokens, unit: int) -> bool:
    return tokens.word(unit) == "tháng" and tokens.word(unit + 1) in ("đầu", "cuối")


def day_of_period(tokens: Tokens, place: int) -> tuple[dict, int] | None:
    """ "ngày 25", "thứ Sáu", "ngày 05 tháng cuối quý": a day that every period has, and where it ends."""
    if tokens.word(place) in ("thứ", "chủ") and (weekday := _weekday(tokens, place + 1)):
        return {"weekday": weekday}, place + 2
    if tokens.word(place) not in ("ngày", "mùng", "mồng"):
        return None
    day = tokens.number(place + 1)
    if not day or day > 31 or (tokens.word(place + 2) in ("/", ".", "-") and tokens.number(place + 3) is not None):
        return None
    if tokens.word(place + 2) == "làm" or (tokens.word(place + 2) == "tháng" and tokens.number(place + 3)):
        return None
    end = tokens.skip(place + 2, ("của",))
    if tokens.word(end) == "tháng" and tokens.word(end + 1) in ("cuối", "đầu", "sau", "tiếp", "liền"):
        which = {"cuối": "last", "đầu": "first"}.get(tokens.word(end + 1), "next")
        return {"day": day, "month_of_period": which}, tokens.skip(
            end + 2, ("của", "theo", "kề", "cùng", "quý", "kỳ")
        )
    return {"day": day}, end


def _weekday(tokens: Tokens, place: int) -> int | None:
    number = tokens.number(place)
    return number - 1 if number and 2 <= number <= 7 else _WEEKDAYS.get(tokens.word(place))


def details_of(point: Point) -> dict:
    """Where in each year: "tháng 12 hằng năm", "15/11 hằng năm", "quý IV hằng năm"."""
    if point.kind == "date":
        return {"month": point.last[0], "day": point.last[1]}
    if point.kind == "quarter":
        return {"quarter": point.last[0] // 3}
    return {"month": point.last[0]}

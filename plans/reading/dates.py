"""Days as plans print them: "15/6/2026", "ngày 5 tháng 6 năm 2026", "18 - 26/9"."""

from plans.reading.points import FIRST, LAST, Point
from plans.reading.tokens import Tokens

Found = tuple[Point | None, int] | None  # what is printed (None: no calendar has it) and where it ends
PREPOSITIONS = frozenset(
    "trước sau từ đến hết vào trong là hạn ngày xong nhất dịp giờ h phút muộn : ( - ; , . khoảng và tháng quý".split()
)
_DAY_WORDS = frozenset(["ngày", "mùng", "mồng"])
JOINS = frozenset(["-", "đến", ",", "và", "&"])
_TURNS = frozenset(["đợt", "lần", "vòng"])  # "đợt 1 tháng 6/2026": the first turn, in June
_NO_FRACTION = frozenset("số khối diện tổng đơn xã phường thành đại cán kinh hộ dân giá nhu chiều thời".split())


def year_after(tokens: Tokens, place: int, *marks: str) -> tuple[int | None, int]:
    """The year printed behind a day, month or quarter, and where it ends."""
    at = place
    if tokens.word(at) in (marks or ("/", ".", "-")):
        at += 1
    else:
        at = tokens.skip(at, (",", "của"))
        if tokens.word(at) != "năm":
            return None, place
        at += 1
    year = tokens.number(at)
    return (year, at + 1) if year and FIRST <= year <= LAST else (None, place)


def day_at(tokens: Tokens, place: int) -> Found:
    """ "15/6/2026", "ngày 5 tháng 6 năm 2026", "18 - 26/9", "ngày 10, 20/5"."""
    at = tokens.skip(place, _DAY_WORDS)
    named = at > place
    first = tokens.number(at)
    if not first or _is_minutes(tokens, at) or (tokens.word(at - 1) in _TURNS and tokens.word(at + 1) == "tháng"):
        return None
    if iso := _iso_day(tokens, at):
        return iso
    if printed := _day_and_month(tokens, at, named):
        return printed
    days, at = [first], at + 1
    ranged = False
    while tokens.word(at) in JOINS and len(days) < 6:
        ranged |= tokens.word(at) in ("-", "đến")
        at = tokens.skip(at + 1, (*_DAY_WORDS, "hết"))
        day = tokens.number(at)
        if day is None or not days[-1] < day <= 31:
            return None
        days.append(day)
        if printed := _day_and_month(tokens, at, named=True):
            point, end = printed
            return (_days_of(point, days[0], ranged), end) if point else None
        at += 1
    return None


def _is_minutes(tokens: Tokens, place: int) -> bool:
    """ "20 giờ 15, ngày 19/12": the 15 is of the clock."""
    return tokens.word(place - 1) in ("giờ", "h") and tokens.number(place - 2) is not None


def _iso_day(tokens: Tokens, place: int) -> Found:
    """ "2026-06-30", as programs write it."""
    year, number, day = (tokens.number(place + step) for step in (0, 2, 4))
    if not year or not FIRST <= year <= LAST or not number or not day or not 1 <= number <= 12:
        return None
    glued = all(tokens.touches(place + step) for step in (1, 2, 3, 4))
    if not glued or tokens.word(place + 1) != "-" or tokens.word(place + 3) != "-":
        return None
    point = Point("date", (number, day), (number, day), year)
    return (point if point.days(year) else None), place + 5


def _days_of(point: Point, first: int, ranged: bool) -> Point:
    kind = "range" if ranged else "date"
    return Point(kind, (point.first[0], first), point.last, point.year)


def _day_and_month(tokens: Tokens, place: int, named: bool) -> Found:
    day, mark = tokens.number(place), tokens.word(place + 1)
    number = tokens.number(place + 2)
    if day is None or number is None or mark not in ("/", ".", "-", "tháng"):
        return None
    end = place + 3
    year, end = _year_of_day(tokens, end, mark)
    if year is None and not _may_lack_year(tokens, place, end, mark, named):
        return None
    if not (1 <= day <= 31 and 1 <= number <= 12):
        return (None, end) if year or mark == "tháng" else None
    point = Point("date", (number, day), (number, day), year)
    possible = point.days(year or 2024)  # a leap year has every day
    return (point if possible else None), end


def _year_of_day(tokens: Tokens, place: int, mark: str) -> tuple[int | None, int]:
    year, end = year_after(tokens, place)
    if year is None and mark in "/." and tokens.word(place) == mark and len(tokens.word(place + 1)) == 2:
        short = tokens.number(place + 1)
        if short is not None and 20 <= short <= 49 and tokens.touches(place + 1):
            return 2000 + short, place + 2
    return year, end


def _may_lack_year(tokens: Tokens, place: int, end: int, mark: str, named: bool) -> bool:
    """ "24/7", "10-10", "2.5", "1/3 số xã" are no days; "trước 24/7", "ngày 10-10" are."""
    if mark == "tháng":
        return named or tokens.word(end) not in ("năm", "đầu", "cuối", "/", "một", "trở")
    before = tokens.word(place - 1)
    if named or before in ("trước", "từ", "đến", "hết", "ngày", "sau", "hạn", "vào"):
        return mark != "." or not tokens.touches(end) or named
    if mark != "/" or tokens.words(place, place + 3) == ["24", "/", "7"]:
        return False
    return tokens.word(end) not in _NO_FRACTION and (not before or before in PREPOSITIONS or not before.isdecimal())

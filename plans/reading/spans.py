"""Months, quarters, years, their parts and rows of them: "tháng 7-9/2026", "giữa quý II", "6 tháng đầu năm"."""

from collections.abc import Callable

from plans.reading.dates import JOINS, Found, year_after
from plans.reading.points import END, FIRST, LAST, Point, month, part_of_month, whole_year
from plans.reading.tokens import NUMBERS, ROMAN, Tokens

# "đầu tháng 7", "tuần 2 tháng 4" name no last day: the month's is kept, and the reading is marked as vague.
_PARTS = {"đầu": (1, END), "giữa": (11, END), "cuối": (21, END), "hết": (1, END)}
_TEN_DAYS = {"thượng": (1, 10), "trung": (11, 20), "hạ": (21, END)}
_WEEKS = {1: (1, END), 2: (8, END), 3: (15, END), 4: (22, END)}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR_PARTS = {"đầu": (1, 3), "giữa": (4, 6), "cuối": (7, 12)}


def _numbers(tokens: Tokens, place: int, again: str, read: Callable[[int], int | None]) -> tuple[int, int, bool, int]:
    """A row "5, 6", "7-9", "I và II": first, last, whether it is a stretch, and where it ends."""
    first = last = read(place) or 0
    at, stretch = place + 1, False
    while first and tokens.word(at) in JOINS | {"/", "+"}:
        named = tokens.follows(at + 1, again) or (tokens.word(at + 1) == again[0] and tokens.touches(at + 2))
        repeated = tokens.word(at) in ("-", "đến") and named  # "T6-T9" as well
        behind = at + 1 + repeated  # "quý II, quý IV": two times, not a row of one
        number, after = read(behind), tokens.word(behind + 1)
        slash = tokens.word(at) == "/" and tokens.number(behind) is not None
        if (
            not number
            or not last < number <= 12
            or slash
            or (after.isalpha() and after not in ("năm", "và", "đến", "của"))
        ):
            break
        if after in ("/", ".", "-") and tokens.number(behind + 2) is not None and tokens.number(behind + 2) < FIRST:
            break  # "tháng 5, 6/7/2026": a day follows
        stretch |= tokens.word(at) in ("-", "đến")
        last, at = number, behind + 1
    return first, last, stretch, at


def month_at(tokens: Tokens, place: int) -> Found:
    part, at = _part_before(tokens, place)
    head = tokens.word(at)
    glued = head in ("t", "th") and tokens.touches(at + 1)
    if head != "tháng" and not glued:
        return None
    if worded := _worded_month(tokens, at + 1):
        year, end = year_after(tokens, worded[1])
        return month(worded[0], year), end
    first, last, stretch, end = _numbers(tokens, at + 1, "tháng", tokens.number)
    if not 1 <= first <= 12 and not (first == 0 and tokens.number(at + 1) == 0):
        year, end = year_after(tokens, at + 2)
        return (None, end) if first and year else None
    year, end = year_after(tokens, end)
    if part and last == first:
        return part_of_month(first, year, *part), end
    return month(first, year, last, kind="range" if stretch else "month"), end


def _worded_month(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """ "tháng Bảy", "tháng Mười hai" and where it ends; "tháng một lần" and "tháng năm 2026" are none."""
    word, following = tokens.word(place), tokens.word(place + 1)
    if word == "mười" and following in ("một", "hai"):
        return (11 if following == "một" else 12), place + 2
    number = NUMBERS.get(word, 0) if word not in ("một", "năm") else 0
    ends = following in ("", "năm", "/", ".", ",", ";", ")")
    return (number, place + 1) if number and ends else None


def _part_before(tokens: Tokens, place: int) -> tuple[tuple[int, int] | None, int]:
    """ "đầu", "nửa cuối", "tuần 1", "trung tuần" before a month, and where the month begins."""
    at = tokens.skip(place, ("khoảng",))
    word, following = tokens.word(at), tokens.word(at + 1)
    if word == "nửa" and following in ("đầu", "cuối", "sau"):
        return ((1, 15) if following == "đầu" else (16, END)), tokens.skip(at + 2, ("của",))
    if word == "tuần":
        week = {"đầu": 1, "cuối": 4}.get(following) or ROMAN.get(following) or tokens.counted(at + 1)
        return _WEEKS.get(week or 0), tokens.skip(at + 2, ("tiên", "cùng", "của", ",", "trong", "/", "-"))
    days = tokens.number(at)
    if days and days < 28 and following == "ngày" and tokens.word(at + 2) in ("đầu", "cuối"):
        part = (1, days) if tokens.word(at + 2) == "đầu" else (1, END)
        return part, tokens.skip(at + 3, ("của", "tiên", "cùng"))
    if word in _TEN_DAYS and following == "tuần":
        return _TEN_DAYS[word], at + 2
    if word in _PARTS and tokens.word(at - 1) != "bắt":
        end = tokens.skip(at + 1, ("của", "cùng"))
        return (None if word == "hết" else _PARTS[word]), end
    return None, at


def bare_months_at(tokens: Tokens, place: int) -> Found:
    """ "8 - 9/2026": two months, as no day is parted from its month by a dash and from its year by a stroke."""
    first, last, year = (tokens.number(place + step) for step in (0, 2, 4))
    marks = tokens.word(place + 1), tokens.word(place + 3)
    if marks != ("-", "/") or not first or not last or not first < last <= 12:
        return None
    return (month(first, year, last, kind="range"), place + 5) if year and FIRST <= year <= LAST else None


def bare_month_at(tokens: Tokens, place: int) -> Found:
    number, year = tokens.number(place), tokens.number(place + 2)
    marked = tokens.word(place + 1) in ("/", "-", ".") and (
        tokens.word(place + 1) == "/" or len(tokens.word(place)) == 2
    )
    if not marked or not year or not FIRST <= year <= LAST or not number or number > 12:
        return None
    return month(number, year), place + 3


def quarter_at(tokens: Tokens, place: int) -> Found:
    at = place
    part = tokens.word(at) if tokens.word(at) in _PARTS and tokens.word(at - 1) != "bắt" else ""
    if part:
        at = tokens.skip(at + 1, ("của", "cùng"))
    if tokens.follows(at, "các", "quý"):
        at += 1
    if tokens.word(at) != "quý":
        return _bare_quarter(tokens, place)
    at = tokens.skip(at + 1, (".",))

    def read(here: int) -> int | None:
        number = ROMAN.get(tokens.word(here)) or tokens.number(here) or NUMBERS.get(tokens.word(here))
        return number if number and number <= 4 else None

    first, last, stretch, end = _numbers(tokens, at, "quý", read)
    if not first:
        return None
    year, end = year_after(tokens, end)
    kind = "range" if stretch else "quarter"
    if part in ("đầu", "giữa") and first == last:
        middle = 3 * first - (2 if part == "đầu" else 1)
        return Point(kind, (3 * first - 2, 1), (middle, END), year, vague=True, whole=True), end
    return month(3 * first - 2, year, 3 * last, kind=kind), end


def _bare_quarter(tokens: Tokens, place: int) -> Found:
    """ "IV/2026"."""
    number, year = _QUARTERS.get(tokens.word(place)), tokens.number(place + 2)
    if not number or tokens.word(place + 1) != "/" or not year or not FIRST <= year <= LAST:
        return None
    return month(3 * number - 2, year, 3 * number, kind="quarter"), place + 3


def months_of_year_at(tokens: Tokens, place: int) -> Found:
    """ "6 tháng đầu năm 2026", "9 tháng năm 2026", "nửa đầu năm", "giữa năm 2026"."""
    count, at = tokens.counted(place), place + 2
    if count and tokens.word(place + 1) == "tháng" and count <= 12:
        side = tokens.word(at) if tokens.word(at) in ("đầu", "cuối") else ""
        at = tokens.skip(at + bool(side), ("của",))
        first, last = (13 - count, 12) if side == "cuối" else (1, count)
    else:
        half, at = tokens.word(place) == "nửa", place + (tokens.word(place) == "nửa")
        side = tokens.word(at)
        if side not in _YEAR_PARTS or tokens.word(place - 1) == "bắt":
            return None
        first, last = ((1, 6) if side == "đầu" else (7, 12)) if half else _YEAR_PARTS[side]
        count, at = 0, tokens.skip(at + 1, ("của",))
    if tokens.word(at) != "năm" or (not side and not tokens.number(at + 1)):
        return None
    if tokens.word(at + 1) in ("học", "sau", "tiếp"):
        return None
    year, end = year_after(tokens, at)
    kind = "range" if count else "month"
    point = Point(kind, (first, 1), (last, END), year, vague=not count, whole=True)
    return point, (end if year else at + 1)


def year_at(tokens: Tokens, place: int) -> Found:
    at = tokens.skip(place, ("giai", "đoạn", "các", "cả", "hết", "trong"))
    worded = tokens.word(at) == "năm"
    named = worded or tokens.follows(place, "giai", "đoạn")
    at += worded
    year = tokens.number(at)
    if not year or not FIRST <= year <= LAST:
        ends = tokens.word(at) in ("", ".", ";", ",", ")", "(", "-", "và") and worded
        return (whole_year(None), at) if ends and tokens.word(at - 2) in ("trong", "hết", "cả") else None
    until, end = None, at + 1
    while tokens.word(end) in ("-", ",", "và", "đến") and tokens.number(at_next := _at_year(tokens, end + 1)):
        following = tokens.number(at_next) or 0
        if not year < following <= LAST or (following - 1 < (until or year)):
            break
        until, end = following, at_next + 1
    if not named and not _stands_alone(tokens, place, end):
        return None
    return whole_year(year, until), end


def _at_year(tokens: Tokens, place: int) -> int:
    return tokens.skip(place, ("hết", "năm"))


def _stands_alone(tokens: Tokens, place: int, end: int) -> bool:
    """A bare "2026" is a year at the end of a text, or behind a word of time."""
    if tokens.touches(end) and tokens.word(end) in ("/", "-"):
        return False
    last = end == len(tokens) or (tokens.word(end) in ".;," and end + 1 == len(tokens))
    return last or tokens.word(place - 1) in ("trước", "từ", "đến", "hết", "trong", "vào")

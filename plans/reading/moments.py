"""Points in time as plans print them: days, months, quarters, years, half-years."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*(?:[/.\-]|năm)\s*(?P<{0}>20\d\d))"
_MOMENT = re.compile(
    r"(?<![\w/.])(?:"
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*[/.\-]\s*(?P<month>\d{1,2})(?:\s*[/.\-]\s*(?P<year>20\d\d))?(?![\d/%])"
    r"|(?:ngày\s+)?(?P<long_day>\d{1,2})\s+tháng\s+(?P<long_month>\d{1,2})(?:\s*(?:,?\s*năm|/)\s*(?P<long_year>20\d\d))?"
    r"|(?:hết|cuối|đầu|giữa)?\s*(?:tháng\s+|T)(?:\d{1,2}\s*,\s*)?(?P<only_month>\d{1,2})"
    + _YEAR.format("month_year")
    + "?"
    r"|(?P<bare_month>0?[1-9]|1[0-2])/(?P<bare_year>20\d\d)"
    r"|quý\s+(?:(?:IV|I{1,3}|[1-4])\s*(?:,|và)\s*)?(?P<quarter>IV|I{1,3}|[1-4])(?!\w)"
    + _YEAR.format("quarter_year")
    + "?"
    r"|(?:6|06|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:\s+(?P<half_year>20\d\d))?"
    r"|năm\s+(?P<only_year>20\d\d)(?!\s*[-–]\s*20\d\d)"
    r"|(?P<naked_year>20\d\d)(?=\s*[.;,]?\s*$)"
    r")(?![\w/])",
    re.IGNORECASE,
)
_QUOTED_ACT = re.compile(
    r"(?:số\s+)?\d+\s*(?:/\s*(?:\d{4}/)?[A-ZĐ]|-[A-ZĐ]+\d*/)[\w\-–]*(?:\s+ngày\s+\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4})?"
    r"|giai đoạn\s+20\d\d\s*[-–]\s*20\d\d|TCVN\s+[\d:\-.]+",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """`first` and `last` day of what is named; None where the calendar has no such day."""

    kind: str
    first: date | None
    last: date | None
    start: int
    end: int


def find_moments(text: str, *, year: int | None = None) -> list[Moment]:
    """Every point in time, in order; those without a year take the next one's, the last one's, or `year`."""
    text = _QUOTED_ACT.sub(lambda match: "§" * len(match[0]), text)
    matches = [match for match in _MOMENT.finditer(text) if _is_plausible(match)]
    years = [_year_of(match) for match in matches]
    return [
        moment
        for index, match in enumerate(matches)
        if (moment := _moment(match, _lend_year(years, index, year))) is not None
    ]


def _is_plausible(match: re.Match[str]) -> bool:
    if match["day"] and not match["year"] and "/" not in match[0]:
        return False  # "25- 30%", "8-10 ngành": a day without a year is printed with a stroke
    return not (match["day"] and match["month"] == "7" and match["day"] == "24" and not match["year"])  # "24/7"


def _year_of(match: re.Match[str]) -> int | None:
    names = ("year", "long_year", "month_year", "bare_year", "quarter_year", "half_year", "only_year", "naked_year")
    return next((int(match[name]) for name in names if match[name]), None)


def _lend_year(years: list[int | None], index: int, default: int | None) -> int | None:
    nearest = [*years[index:], *reversed(years[:index])]
    return next((year for year in nearest if year), default)


def _moment(match: re.Match[str], year: int | None) -> Moment | None:
    for build in (_day, _month, _quarter, _whole_year):
        if found := build(match, year):
            lead = len(match[0]) - len(match[0].lstrip())
            return replace(found, start=match.start() + lead, end=match.end())
    return None


def _day(match: re.Match[str], year: int | None) -> Moment | None:
    day, month = match["day"] or match["long_day"], match["month"] or match["long_month"]
    if not day:
        return None
    if year is None:
        return Moment("date", None, None, 0, 0)
    try:
        found = date(year, int(month), int(day))
    except ValueError:
        return Moment("date", None, None, 0, 0)
    return Moment("date", found, found, 0, 0)


def _month(match: re.Match[str], year: int | None) -> Moment | None:
    months = match["only_month"] or match["bare_month"]
    if match["half"]:
        months = "6" if match["half"].lower() == "đầu" else "12"
    if not months:
        return None
    if year is None or not 1 <= int(months) <= 12:
        return Moment("month", None, None, 0, 0)
    first_month = int(months) - 5 if match["half"] else int(months)
    return _span("month", year, first_month, int(months))


def _quarter(match: re.Match[str], year: int | None) -> Moment | None:
    if not match["quarter"]:
        return None
    if year is None:
        return Moment("quarter", None, None, 0, 0)
    last = 3 * _QUARTERS[match["quarter"].upper()]
    return _span("quarter", year, last - 2, last)


def _whole_year(match: re.Match[str], year: int | None) -> Moment | None:
    named = match["only_year"] or match["naked_year"]
    return _span("year", int(named), 1, 12) if named else None


def _span(kind: str, year: int, first_month: int, last_month: int) -> Moment:
    last = date(year, last_month, monthrange(year, last_month)[1])
    return Moment(kind, date(year, first_month, 1), last, 0, 0)

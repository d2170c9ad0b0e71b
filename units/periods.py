"""Reporting periods, pure functions of dates.

Administrative (NĐ 09/2019/NĐ-CP): month from the 15th of the month before to its 14th, longer ones likewise, so the
year is 15/12 to 14/12. Statistical (NĐ 60/2018/NĐ-CP): calendar months. A duty may close its figures on another day.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 2000, 2199
ROMAN = ("I", "II", "III", "IV")
LAST = 31
FORTNIGHT = timedelta(days=14)
FIRST_MONDAY = date(2000, 1, 3)  # fortnights are counted from here where nobody says from when


class Rule(StrEnum):
    ADMINISTRATIVE = "hanh-chinh"
    CALENDAR = "duong-lich"

    @property
    def label(self) -> str:
        return {"hanh-chinh": "kỳ hành chính (15 – 14)", "duong-lich": "kỳ dương lịch"}[self.value]

    @property
    def close_day(self) -> int:
        return 14 if self is Rule.ADMINISTRATIVE else LAST


class Kind(StrEnum):
    DAY = "ngay"
    WEEK = "tuan"
    FORTNIGHT = "hai-tuan"
    HALF_MONTH = "nua-thang"
    MONTH = "thang"
    QUARTER = "quy"
    HALF_YEAR = "nua-nam"
    NINE_MONTHS = "chin-thang"
    YEAR = "nam"
    CUSTOM = "tuy-chon"

    @property
    def label(self) -> str:
        return KINDS[self][0]

    @property
    def months(self) -> int:
        """0 for what is not made of whole months."""
        return KINDS[self][1]


KINDS = {
    Kind.DAY: ("ngày", 0),
    Kind.WEEK: ("tuần", 0),
    Kind.FORTNIGHT: ("2 tuần", 0),
    Kind.HALF_MONTH: ("nửa tháng", 0),
    Kind.MONTH: ("tháng", 1),
    Kind.QUARTER: ("quý", 3),
    Kind.HALF_YEAR: ("6 tháng", 6),
    Kind.NINE_MONTHS: ("9 tháng", 9),
    Kind.YEAR: ("năm", 12),
    Kind.CUSTOM: ("khoảng ngày", 0),
}


@dataclass(frozen=True)
class Period:
    """Both days belong to it. `key` is stable: "2026-01", "2026-Q1", "2026-H1", "2026-9T", "2026", "2026-W07",
    "2026-01-K1" (half a month), "2026-01-05-2W" (14 days), "2026-01-15",
    "20260101-20260210". `close_day`: the day of the month it ends on."""

    start: date
    end: date
    label: str = field(compare=False)
    key: str
    rule: Rule = Rule.ADMINISTRATIVE
    kind: Kind = Kind.MONTH
    close_day: int = Rule.ADMINISTRATIVE.close_day

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end

    @property
    def previous(self) -> "Period":
        if self.kind is Kind.CUSTOM:
            return custom(self.start - (self.end - self.start) - timedelta(days=1), self.start - timedelta(days=1))
        if self.kind is Kind.NINE_MONTHS:
            return self.last_year
        if self.kind is Kind.FORTNIGHT:
            return fortnight(self.start - FORTNIGHT)
        return current(self.start - timedelta(days=1), self.rule, self.kind, self.close_day)

    @property
    def next(self) -> "Period":
        if self.kind is Kind.CUSTOM:
            return custom(self.end + timedelta(days=1), self.end + (self.end - self.start) + timedelta(days=1))
        if self.kind is Kind.NINE_MONTHS:
            return of_months(self.kind, self.year + 1, 1, self.rule, self.close_day)
        if self.kind is Kind.FORTNIGHT:
            return fortnight(self.start + FORTNIGHT)
        return current(self.end + timedelta(days=1), self.rule, self.kind, self.close_day)

    @property
    def last_year(self) -> "Period":
        """The same period of the year before; the days of a custom one, 29/02 becoming 28/02."""
        if self.kind.months:
            number = (self.last_month.month - 1) // self.kind.months + 1
            return of_months(self.kind, self.year - 1, number, self.rule, self.close_day)
        if self.kind is Kind.CUSTOM:
            return custom(_year_before(self.start), _year_before(self.end))
        if self.kind is Kind.WEEK:
            year, number, _ = self.start.isocalendar()
            return _week(year - 1, min(number, _weeks_of(year - 1)))
        if self.kind is Kind.FORTNIGHT:
            return fortnight(self.start - 26 * FORTNIGHT)
        return current(_year_before(self.start), self.rule, self.kind)

    @property
    def last_month(self) -> date:
        """First day of the last calendar month it is named after: its due days are counted there."""
        return self.end.replace(day=1)

    @property
    def year(self) -> int:
        return self.last_month.year

    @property
    def months(self) -> list["Period"]:
        """The months a quarter, half, nine months or year is made of; a month itself; else none."""
        first = self.last_month.month - self.kind.months + 1
        numbers = range(first, first + self.kind.months)
        return [of_months(Kind.MONTH, self.year, number, self.rule, self.close_day) for number in numbers]

    @property
    def ends_quarter(self) -> bool:
        return bool(self.kind.months) and self.last_month.month % 3 == 0

    def closing(self, day: int) -> "Period":
        """The same period with its figures closed on another day of its last month; months only."""
        if not self.kind.months or day == self.close_day:
            return self
        number = (self.last_month.month - 1) // self.kind.months + 1
        return of_months(self.kind, self.year, number, self.rule, day)


def administrative_month(year: int, month: int) -> Period:
    return of_months(Kind.MONTH, year, month, Rule.ADMINISTRATIVE)


def of_months(kind: Kind, year: int, number: int, rule: Rule, close_day: int | None = None) -> Period:
    """The `number`-th of its kind in a year, from 1: (QUARTER, 2026, 2) is "quý II/2026"."""
    close = close_day or rule.close_day
    last = date(year, number * kind.months, 1)
    first = date(year, last.month - kind.months + 1, 1)
    start = _day_of(first - timedelta(days=1), close) + timedelta(days=1)
    label, key = _names(kind, year, number)
    return Period(start, _day_of(last, close), label, key, rule, kind, close)


def custom(start: date, end: date, label: str = "") -> Period:
    """ValueError where it ends before it starts."""
    if end < start:
        raise ValueError(f"ends before it starts: {start} to {end}")
    words = label or f"từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}"
    return _other(start, end, words, f"{start:%Y%m%d}-{end:%Y%m%d}", Kind.CUSTOM)


def fortnight(first: date, day: date | None = None) -> Period:
    """The 14 days that begin on `first`, or those in steps of 14 from it in which `day` falls."""
    start = first + ((day or first) - first) // FORTNIGHT * FORTNIGHT
    end = start + timedelta(days=13)
    return _other(start, end, f"2 tuần ({start:%d/%m} – {end:%d/%m/%Y})", f"{start:%Y-%m-%d}-2W", Kind.FORTNIGHT)


def current(
    today: date, rule: Rule = Rule.ADMINISTRATIVE, kind: Kind = Kind.MONTH, close_day: int | None = None
) -> Period:
    """The period of that kind in which the day falls; of nine months, that of the day's year."""
    if kind is Kind.CUSTOM:
        raise ValueError("a custom period has days of its own")
    if kind is Kind.DAY:
        return _day(today)
    if kind is Kind.WEEK:
        return _week(*today.isocalendar()[:2])
    if kind is Kind.FORTNIGHT:
        return fortnight(FIRST_MONDAY, today)
    if kind is Kind.HALF_MONTH:
        return _half_month(today.year, today.month, 1 if today.day <= 15 else 2)
    month = today.replace(day=1)
    if today > _day_of(month, close_day or rule.close_day):
        month = (month + timedelta(days=LAST)).replace(day=1)
    number = 1 if kind is Kind.NINE_MONTHS else (month.month - 1) // kind.months + 1
    return of_months(kind, month.year, number, rule, close_day)


def parse(key: str, rule: Rule = Rule.ADMINISTRATIVE, close_day: int | None = None) -> Period:
    """ValueError for anything that is no key of a period of 2000 to 2199."""
    for pattern, make in FORMS:
        if found := pattern.fullmatch(key):
            period = make(*map(int, found.groups()), rule, close_day)
            if FIRST_YEAR <= period.year <= LAST_YEAR and period.key == key:
                return period
    raise ValueError(f"not a period: {key!r}")


def _parse_months(kind: Kind) -> Callable[..., Period]:
    return lambda year, number, rule, close: of_months(kind, year, number, rule, close)


def _parse_whole(kind: Kind) -> Callable[..., Period]:
    return lambda year, rule, close: of_months(kind, year, 1, rule, close)


FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = tuple(
    (re.compile(pattern, re.ASCII), make)
    for pattern, make in (
        (r"(\d{4})-(\d{2})", _parse_months(Kind.MONTH)),
        (r"(\d{4})-Q([1-4])", _parse_months(Kind.QUARTER)),
        (r"(\d{4})-H([12])", _parse_months(Kind.HALF_YEAR)),
        (r"(\d{4})-9T", _parse_whole(Kind.NINE_MONTHS)),
        (r"(\d{4})", _parse_whole(Kind.YEAR)),
        (r"(\d{4})-W(\d{2})", lambda year, number, *_: _week(year, number)),
        (r"(\d{4})-(\d{2})-K([12])", lambda year, month, half, *_: _half_month(year, month, half)),
        (r"(\d{4})-(\d{2})-(\d{2})-2W", lambda year, month, day, *_: fortnight(date(year, month, day))),
        (r"(\d{4})-(\d{2})-(\d{2})", lambda year, month, day, *_: _day(date(year, month, day))),
        (r"(\d{4})(\d{2})(\d{2})-(\d{4})(\d{2})(\d{2})", lambda *n: custom(date(*n[:3]), date(*n[3:6]))),
    )
)


def _names(kind: Kind, year: int, number: int) -> tuple[str, str]:
    """(label, key)"""
    return {
        Kind.MONTH: (f"tháng {number:02}/{year}", f"{year}-{number:02}"),
        Kind.QUARTER: (f"quý {ROMAN[(number - 1) % 4]}/{year}", f"{year}-Q{number}"),
        Kind.HALF_YEAR: (f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}", f"{year}-H{number}"),
        Kind.NINE_MONTHS: (f"9 tháng năm {year}", f"{year}-9T"),
        Kind.YEAR: (f"năm {year}", f"{year}"),
    }[kind]


def _day(day: date) -> Period:
    return _other(day, day, f"ngày {day:%d/%m/%Y}", f"{day:%Y-%m-%d}", Kind.DAY)


def _week(year: int, number: int) -> Period:
    monday = date.fromisocalendar(year, number, 1)
    sunday = monday + timedelta(days=6)
    label = f"tuần {number:02}/{year} ({monday:%d/%m} – {sunday:%d/%m})"
    return _other(monday, sunday, label, f"{year}-W{number:02}", Kind.WEEK)


def _half_month(year: int, month: int, half: int) -> Period:
    first = date(year, month, 1)
    start, end = (first, first.replace(day=15)) if half == 1 else (first.replace(day=16), _day_of(first, LAST))
    return _other(start, end, f"kỳ {half} tháng {first:%m/%Y}", f"{first:%Y-%m}-K{half}", Kind.HALF_MONTH)


def _other(start: date, end: date, label: str, key: str, kind: Kind) -> Period:
    return Period(start, end, label, key, Rule.CALENDAR, kind, end.day)


def _weeks_of(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _year_before(day: date) -> date:
    return _day_of(day.replace(year=day.year - 1, day=1), day.day)


def _day_of(month: date, day: int) -> date:
    """That day of the month, or its last."""
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))

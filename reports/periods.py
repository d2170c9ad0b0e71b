"""Reporting periods. Administrative: the 15th to the 14th (NĐ 09/2019/NĐ-CP); statistical: the calendar month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_DAY = 15
KEY = re.compile(r"([0-9]{4})-([0-9]{2})")


class Rule(StrEnum):
    ADMINISTRATIVE = "hanh-chinh"
    CALENDAR = "duong-lich"

    @property
    def label(self) -> str:
        return {"hanh-chinh": "tháng hành chính", "duong-lich": "tháng dương lịch"}[self.value]


@dataclass(frozen=True)
class Period:
    """Both days belong to it. `key` is the month it is named after, "2026-01"."""

    start: date
    end: date
    label: str
    key: str
    rule: Rule = Rule.ADMINISTRATIVE

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def previous(self) -> "Period":
        return current(self.start - timedelta(days=1), self.rule)

    @property
    def next(self) -> "Period":
        return current(self.end + timedelta(days=1), self.rule)


def administrative_month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    start = (first - timedelta(days=1)).replace(day=FIRST_DAY)
    return _named(first, start, first.replace(day=FIRST_DAY - 1), Rule.ADMINISTRATIVE)


def calendar_month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return _named(first, first, _next_month(first) - timedelta(days=1), Rule.CALENDAR)


def current(today: date, rule: Rule = Rule.ADMINISTRATIVE) -> Period:
    first = today.replace(day=1)
    if rule is Rule.ADMINISTRATIVE and today.day >= FIRST_DAY:
        first = _next_month(first)
    return of_month(first.year, first.month, rule)


def of_month(year: int, month: int, rule: Rule = Rule.ADMINISTRATIVE) -> Period:
    make = administrative_month if rule is Rule.ADMINISTRATIVE else calendar_month
    return make(year, month)


def parse(key: str, rule: Rule = Rule.ADMINISTRATIVE) -> Period:
    """ "2026-01". ValueError for anything that names no month of 2000 to 2199."""
    found = KEY.fullmatch(key)
    if not found or not 2000 <= int(found[1]) < 2200:
        raise ValueError(f"not a month: {key!r}")
    return of_month(int(found[1]), int(found[2]), rule)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _named(month: date, start: date, end: date, rule: Rule) -> Period:
    return Period(start, end, f"tháng {month:%m/%Y}", f"{month:%Y-%m}", rule)

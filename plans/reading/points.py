"""A day, a span of days as printed, before its year is known."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

FIRST, LAST = 2000, 2099
END = 31  # as a day: the last of its month, whichever that is


@dataclass(frozen=True, slots=True)
class Point:
    """`first` and `last` are (month, day). `until_year` is the year of `last` where both ends print one."""

    kind: str
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None = None
    until_year: int | None = None
    vague: bool = False  # "giữa tháng 6": the day is our reading
    whole: bool = False  # `END` means the end of the month, not a printed 31

    def days(self, year: int | None) -> tuple[date, date] | None:
        """First and last day in a year lent to it; None where there is no year or no such day."""
        start = self.year or year
        if start is None or not FIRST <= start <= LAST:
            return None
        try:
            first = date(start, *self.first)
            last = self._last(self.until_year or start)
        except ValueError:
            return None
        return (first, last) if first <= last else None

    def _last(self, year: int) -> date:
        month, day = self.last
        ends = self.whole and day == END
        return date(year, month, monthrange(year, month)[1] if ends else day)


def month(number: int, year: int | None, until: int | None = None, *, kind: str = "month") -> Point | None:
    until = until or number
    if not 1 <= number <= until <= 12:
        return None
    return Point(kind, (number, 1), (until, END), year, whole=True)


def part_of_month(number: int, year: int | None, first: int, last: int) -> Point | None:
    if not 1 <= number <= 12:
        return None
    return Point("month", (number, first), (number, last), year, vague=True, whole=True)


def whole_year(year: int | None, until: int | None = None) -> Point:
    return Point("range" if until else "year", (1, 1), (12, END), year, until, whole=True)

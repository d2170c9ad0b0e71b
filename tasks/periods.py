"""The days on which recurring work falls due, from the rule that reading wrote ("every 3 months, day 25")."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from units.calendars import WorkCalendar

EVERY = re.compile(r"every (?:(\d+) )?(week|month|quarter|year)s?")
TIMES = re.compile(r"(\d+) times a (month|quarter|year)")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
RANGES = {"day": 31, "weekday": 7, "month": 12, "quarter": 4}
MOST = 600  # ten years of weeks: a rule that gives more is not believed


@dataclass(frozen=True)
class Rule:
    """`months` of one period (0: weeks), and where in it the day falls."""

    months: int
    weeks: int = 0
    details: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Rule | None":
        """None for what names no period of a week or more ("every day", "định kỳ")."""
        head, *rest = [part.strip() for part in text.split(",")]
        details = dict(part.rsplit(" ", 1) for part in rest if " " in part)
        for name, most in RANGES.items():
            if name in details and not (details[name].isdecimal() and 0 < int(details[name]) <= most):
                return None
        if found := EVERY.fullmatch(head):
            count = int(found[1] or 1)
            if found[2] == "week":
                return cls(0, count, details) if 0 < count <= 52 else None
            months = MONTHS[found[2]] * count
        elif found := TIMES.fullmatch(head):
            whole, times = MONTHS[found[2]], int(found[1])
            months = whole // times if times and whole % times == 0 else 0
        else:
            return None
        return cls(months, 0, details) if 0 < months <= 60 else None

    def occurrences(self, start: date, until: date) -> Iterator[tuple[int, date]]:
        """(1, day), (2, day) … of the periods that end after `start`, up to `until`; off days are not moved here."""
        first = self._day("from") or start
        last = min(until, self._day("until") or until)
        number = 0
        for day in self._days(first):
            if day > last or number >= MOST:
                return
            if day > first:
                number += 1
                yield number, day

    def ahead(self, today: date) -> date:
        """A period from today: what falls due until then is open."""
        return today + timedelta(days=self.weeks * 7 if self.weeks else self.months * 31)

    def _days(self, first: date) -> Iterator[date]:
        if self.weeks:
            weekday = int(self.details.get("weekday", 5)) - 1  # the week ends on Friday
            day = first + timedelta(days=(weekday - first.weekday()) % 7)
            while True:
                yield day
                day += timedelta(weeks=self.weeks)
        step = min(self.months, 12)
        index = first.year * 12 + (first.month - 1) // step * step
        while True:
            yield self._in_period(index)
            index += self.months

    def _in_period(self, index: int) -> date:
        """The day in the period whose first month is `index` (12 × year + month − 1)."""
        place = self.details.get("month of period", "last")
        offset = {"first": 0, "next": self.months}.get(place, self.months - 1)
        if self.months == 12 and "month" in self.details:
            offset = int(self.details["month"]) - 1
        elif self.months == 12 and "quarter" in self.details:
            offset = int(self.details["quarter"]) * 3 - 1
        year, month = divmod(index + offset, 12)
        length = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(int(self.details.get("day", 31)), length))

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.details.get(name, ""))
        except ValueError:
            return None


def due_days(text: str, *, start: date, today: date, end: date | None, days: WorkCalendar) -> list[tuple[int, date]]:
    """What is open today: numbered from the beginning of the plan, an off day moved back to a working day."""
    rule = Rule.of(text)
    if rule is None:
        return []
    until = min(rule.ahead(today), end) if end else rule.ahead(today)
    return [(number, days.on_or_before(day)) for number, day in rule.occurrences(start, until)]

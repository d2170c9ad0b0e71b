"""Working days: Monday to Friday, changed by the rows of CalendarDay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from units.models import CalendarDay

OFFICE_HOURS = (time(7, 30), time(17, 30))  # where a unit has not set its own
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class WorkCalendar:
    off: frozenset[date]
    make_up: frozenset[date]

    @classmethod
    def load(cls) -> "WorkCalendar":
        return cls.of(CalendarDay.objects.values_list("day", "kind"))

    @classmethod
    def of(cls, days: Iterable[tuple[date, str]]) -> "WorkCalendar":
        rows = list(days)
        return cls(
            frozenset(day for day, kind in rows if kind == CalendarDay.Kind.OFF),
            frozenset(day for day, kind in rows if kind == CalendarDay.Kind.MAKE_UP),
        )

    def is_working(self, day: date) -> bool:
        return day in self.make_up or (day.weekday() < 5 and day not in self.off)

    def on_or_before(self, day: date) -> date:
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_day_after(self, day: date, count: int) -> date:
        """The last of `count` working days that follow `day`, which is not counted itself."""
        for _ in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def given_by(self, today: date, count: int) -> date:
        """What was given before this day has had more than `count` working days."""
        day = today
        for _ in range(count):
            day = self.on_or_before(day) - timedelta(days=1)
        return self.on_or_before(day)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when end ≤ start."""
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]

from collections.abc import Iterable
from datetime import date

import holidays
from django.db import transaction

from journal.operations import record
from units.models import CalendarDay

Kind = CalendarDay.Kind
# 12729/VPCP-KGVX of 25/12/2025, not in the package: Friday after New Year off, worked on the Saturday of next week.
DECIDED = {
    date(2026, 1, 2): (Kind.OFF, "Hoán đổi ngày làm việc, công văn 12729/VPCP-KGVX"),
    date(2026, 1, 10): (Kind.MAKE_UP, "Làm bù ngày 02/01/2026, công văn 12729/VPCP-KGVX"),
}


@transaction.atomic
def seed_calendar(years: Iterable[int]) -> int:
    """Propose days off and make-up days; how many were new. A day that is there already is the administrators'."""
    wanted = sorted(set(years))
    days = {day: seed for year in wanted for day, seed in _of_year(year).items()}
    days |= {day: seed for day, seed in DECIDED.items() if day.year in wanted}
    known = set(CalendarDay.objects.filter(day__in=days).values_list("day", flat=True))
    new = [CalendarDay(day=day, kind=kind, name=name) for day, (kind, name) in days.items() if day not in known]
    CalendarDay.objects.bulk_create(new)
    if new:
        record("units.calendar_seeded", ("calendar", wanted[0]), years=wanted, days=len(new))
    return len(new)


def _of_year(year: int) -> dict[date, tuple[str, str]]:
    public = holidays.country_holidays("VN", years=year, language="vi")
    make_up = {day: (Kind.MAKE_UP, "Làm bù") for day in public.weekend_workdays if day.year == year}
    return make_up | {day: (Kind.OFF, name[:200]) for day, name in public.items() if day.year == year}

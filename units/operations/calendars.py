from collections.abc import Iterable
from datetime import date

import holidays
from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.operations import record
from units.calendars import WorkCalendar, weekday
from units.errors import UnitError
from units.models import CalendarDay, User
from units.perms import is_admin

Kind = CalendarDay.Kind
# 12729/VPCP-KGVX of 25/12/2025, not in the package: Friday after New Year off, worked on the Saturday of next week.
DECIDED = {
    date(2026, 1, 2): (Kind.OFF, "Hoán đổi ngày làm việc, công văn 12729/VPCP-KGVX"),
    date(2026, 1, 10): (Kind.MAKE_UP, "Làm bù ngày 02/01/2026, công văn 12729/VPCP-KGVX"),
}


YEARS = range(2000, 2200)


@transaction.atomic
def seed_calendar(years: Iterable[int], *, actor: User | None = None) -> int:
    """Propose days off and make-up days; how many were new. A day that is there already is the administrators'."""
    wanted = sorted(set(years))
    days = {day: seed for year in wanted for day, seed in _of_year(year).items()}
    days |= {day: seed for day, seed in DECIDED.items() if day.year in wanted}
    known = set(CalendarDay.objects.filter(day__in=days).values_list("day", flat=True))
    new = [CalendarDay(day=day, kind=kind, name=name) for day, (kind, name) in days.items() if day not in known]
    CalendarDay.objects.bulk_create(new)
    if new:
        record("units.calendar_seeded", ("calendar", wanted[0]), actor=actor, years=wanted, days=len(new))
    return len(new)


def propose_calendar(*, year: int, actor: User) -> int:
    """The known days of a year, by an administrator; how many were new."""
    if not is_admin(actor):
        raise PermissionDenied("calendar")
    return seed_calendar([year], actor=actor)


@transaction.atomic
def set_calendar_day(*, day: date, kind: str, name: str, actor: User) -> CalendarDay:
    """A day off or a make-up day, by the decision in `name`. Raises UnitError."""
    if not is_admin(actor):
        raise PermissionDenied("calendar")
    _check(day, kind, name)
    row, _ = CalendarDay.objects.update_or_create(day=day, defaults={"kind": kind, "name": name})
    record("units.calendar_day_set", ("calendarday", row.pk), actor=actor, day=day.isoformat(), kind=kind)
    return row


@transaction.atomic
def drop_calendar_day(*, day_id: int, actor: User) -> date:
    """The day is again what its weekday says. Raises CalendarDay.DoesNotExist."""
    if not is_admin(actor):
        raise PermissionDenied("calendar")
    row = CalendarDay.objects.select_for_update(of=("self",)).get(pk=day_id)
    facts = {"day": row.day.isoformat(), "kind": row.kind}
    record("units.calendar_day_dropped", ("calendarday", row.pk), actor=actor, **facts)
    row.delete()
    return row.day


def _check(day: date, kind: str, name: str) -> None:
    if day.year not in YEARS:
        raise UnitError("Ngày phải từ năm 2000 đến năm 2199. Nhập lại ngày.")
    if not name:
        raise UnitError("Ghi tên ngày nghỉ hoặc số, ngày văn bản cho nghỉ, làm bù.")
    if kind == Kind.MAKE_UP and WorkCalendar(frozenset(), frozenset()).is_working(day):
        words = f"{day:%d/%m/%Y} là {weekday(day)}, vốn là ngày làm việc"
        raise UnitError(f"{words}. Nếu ngày đó đang ghi là nghỉ thì bỏ dòng đó.")


def _of_year(year: int) -> dict[date, tuple[str, str]]:
    public = holidays.country_holidays("VN", years=year, language="vi")
    make_up = {day: (Kind.MAKE_UP, "Làm bù") for day in public.weekend_workdays if day.year == year}
    return make_up | {day: (Kind.OFF, name[:200]) for day, name in public.items() if day.year == year}

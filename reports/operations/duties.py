"""Write down the reporting duties of a plan."""

import re
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans.models import Plan
from reports.calendars import usual_days
from reports.models import ReportingDuty
from units.names import Book
from units.periods import Rule

Cadence = ReportingDuty.Cadence
THROUGH = re.compile(r"\((?:thông )?qua ([^)]+)\)")
DAY_OF = re.compile(
    r"day (\d{1,2})(?:, \d{1,2})* of (month|last month of quarter|first month of next quarter|quarter)"
)
DAY_OF_YEAR = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)")
TWICE_A_MONTH = re.compile(r"day \d{1,2}, \d{1,2}.* of month")
HALF_MONTH = re.compile(r"nửa tháng|(?:15|mười lăm)\s+ngày", re.IGNORECASE)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
EARLY_MONTHS = 3  # a yearly report due this early is about the year that ended


@transaction.atomic
def add_duties(*, plan: Plan, rows: list[dict[str, Any]]) -> int:
    """Add the duties read from a document (`who`, `to`, `cadence`, `due`, `before`, `quote`); how many.

    A step of the import, which records the event.
    """
    book = Book.load(timezone.localdate())
    last = plan.reporting_duties.aggregate(Max("order"))["order__max"] or 0
    pairs = [(row, phrase) for row in rows for phrase in row["who"]]
    duties = [_duty(plan, book, row, phrase, n) for n, (row, phrase) in enumerate(pairs, last + 1)]
    return len(ReportingDuty.objects.bulk_create(duties))


def _duty(plan: Plan, book: Book, row: dict[str, Any], phrase: str, order: int) -> ReportingDuty:
    who = book.resolve(phrase)
    through = THROUGH.search(row.get("to") or "")
    return ReportingDuty(
        plan=plan,
        order=order,
        who_text=phrase[:500],
        unit=who.unit if who.kind == "unit" else None,
        group=who.group if who.kind == "group" else None,
        via_unit=book.resolve(through[1]).unit if through else None,
        to_text=(row.get("to") or "")[:500],
        before=row.get("before", False),
        quote=(row.get("quote") or "").replace("**", ""),
        **days_read(_cadence(row), row.get("due") or ""),
    )


def _cadence(row: dict[str, Any]) -> str:
    """The reader tells "nửa tháng một lần" and "2 tuần một lần" alike."""
    half = row["cadence"] == Cadence.FORTNIGHTLY and HALF_MONTH.search(row.get("quote") or "")
    return Cadence.HALF_MONTHLY.value if half else row["cadence"]


def days_read(cadence: str, due: str) -> dict[str, Any]:
    """Fields of the duty from what the reader says ("day 20 of month"); a day it does not know is left out."""
    if cadence == Cadence.ONCE:
        return {"cadence": cadence, "due_date": date.fromisoformat(due) if due else None}
    if TWICE_A_MONTH.fullmatch(due):
        return {"cadence": Cadence.HALF_MONTHLY}
    if due in WEEKDAYS:
        return {"cadence": cadence, "due_day": WEEKDAYS.index(due) + 1}
    if found := DAY_OF.fullmatch(due):
        return {"cadence": cadence} | _of_month(int(found[1]), found[2])
    if (found := DAY_OF_YEAR.match(due)) and found[2] in MONTHS:
        return {"cadence": cadence} | _of_year(cadence, int(found[1]), MONTHS.index(found[2]) + 1)
    return {"cadence": cadence}


def _of_month(day: int, place: str) -> dict[str, Any]:
    if place == "first month of next quarter":
        return {"due_day": day, "due_offset": 1, "rule": Rule.CALENDAR.value}
    rule, close_day, offset = usual_days(day)
    return {"due_day": day, "rule": rule.value, "close_day": close_day, "due_offset": offset}


def _of_year(cadence: str, day: int, month: int) -> dict[str, Any]:
    """ "15 June" of half years, "5 December" of years."""
    whole = ReportingDuty.Cadence(cadence).kind.months or 12
    offset = month % whole if month % whole <= EARLY_MONTHS else month % whole - whole
    if offset > 0:
        return {"due_day": day, "due_offset": offset, "rule": Rule.CALENDAR.value}
    rule, close_day, later = usual_days(day) if offset == 0 else (Rule.ADMINISTRATIVE, None, offset)
    return {"due_day": day, "rule": rule.value, "close_day": close_day, "due_offset": later}

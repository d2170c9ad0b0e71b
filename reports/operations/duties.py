"""Write down the reporting duties of a plan."""

import re
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans.models import Plan
from reports.models import ReportingDuty
from units.names import Book

DAY_OF_MONTH = re.compile(r"day (\d{1,2}) of month")
THROUGH = re.compile(r"\((?:thông )?qua ([^)]+)\)")


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
    due_date, due_day = _due(row)
    return ReportingDuty(
        plan=plan,
        order=order,
        who_text=phrase[:500],
        unit=who.unit if who.kind == "unit" else None,
        group=who.group if who.kind == "group" else None,
        via_unit=book.resolve(through[1]).unit if through else None,
        to_text=(row.get("to") or "")[:500],
        cadence=row["cadence"],
        due_date=due_date,
        due_day=due_day,
        before=row.get("before", False),
        quote=(row.get("quote") or "").replace("**", ""),
    )


def _due(row: dict[str, Any]) -> tuple[date | None, int | None]:
    """(date of a single report, day of the month of a periodic one)"""
    due = row.get("due")
    if not due:
        return None, None
    if row["cadence"] == ReportingDuty.Cadence.ONCE:
        return date.fromisoformat(due), None
    found = DAY_OF_MONTH.fullmatch(due)
    return None, int(found[1]) if found else None

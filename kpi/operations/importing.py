"""Take in the indicators that were read from a document."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from kpi.models import Indicator, Target
from plans.models import Plan
from units.names import Book

ISSUE = "plan issued"
Comparator = Target.Comparator
BASELINE = ("baseline", "baseline_date")
_FIGURE = re.compile(r"(?<!\d)(?!20\d\d(?!\d))(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)")  # but no year


@transaction.atomic
def add_indicators(*, plan: Plan, rows: list[dict[str, Any]], book: Book) -> int:
    """Add indicators as they were read (`no`, `pillar`, `text`, `monitor`, `implementers`, `targets` …); how many.

    A step of the import, which records the event.
    """
    last = plan.indicators.aggregate(Max("order"))["order__max"] or 0
    indicators = [_indicator(plan, row, order, book) for order, row in enumerate(rows, last + 1)]
    Indicator.objects.bulk_create(indicators)
    targets = [
        _target(indicator, {name: row.get(name) for name in BASELINE} | target, order)
        for indicator, row in zip(indicators, rows, strict=True)
        for order, target in enumerate(filter(_is_possible, row.get("targets") or []), 1)
    ]
    Target.objects.bulk_create(targets)
    return len(indicators)


def _indicator(plan: Plan, row: dict[str, Any], order: int, book: Book) -> Indicator:
    monitors = row.get("monitor") or []
    return Indicator(
        plan=plan,
        order=order,
        number=str(row.get("no") or order)[:20],
        pillar=(row.get("pillar") or "")[:300],
        text=row["text"],
        monitor=book.resolve(monitors[0]).unit if len(monitors) == 1 else None,
        monitor_text="; ".join(monitors)[:500],
        implementers_text="; ".join(row.get("implementers") or []),
        partners_text="; ".join(row.get("partners") or []),
        basis=row.get("basis") or "",
    )


def _target(indicator: Indicator, row: dict[str, Any], order: int) -> Target:
    return Target(
        indicator=indicator,
        order=order,
        label=(row.get("label") or "")[:500],
        unit=_unit(row)[:60],
        as_of_text=(row.get("as_of_text") or "")[:200],
        **_measure(row),
        **_span(row),
        **_baseline(row),
    )


def _unit(row: dict[str, Any]) -> str:
    """A bare count is of something when the sentence names it: "count/year" of "chiến dịch" is "chiến dịch/year"."""
    unit = row.get("unit") or ""
    what, per, period = unit.partition("/")
    return f"{row['noun']}{per}{period}" if what == "count" and row.get("noun") else unit


def _is_possible(row: dict[str, Any]) -> bool:
    """There is no place before the first."""
    return row["comparator"] != Comparator.RANK or row["value"] >= 1


def _measure(row: dict[str, Any]) -> dict[str, Any]:
    """A misread range, "8-7%", counts as its first figure: at least 8."""
    value, high = Decimal(str(row["value"])), row.get("value_high")
    if row["comparator"] != Comparator.BETWEEN:
        return {"comparator": row["comparator"], "value": value}
    if high is None or Decimal(str(high)) <= value:
        return {"comparator": Comparator.AT_LEAST, "value": value}
    return {"comparator": Comparator.BETWEEN, "value": value, "value_high": Decimal(str(high))}


def _span(row: dict[str, Any]) -> dict[str, Any]:
    start, end = row.get("from"), row.get("as_of")
    from_date = date.fromisoformat(start) if start and start != ISSUE else None
    as_of = date.fromisoformat(end) if end else None
    if from_date and as_of and from_date > as_of:
        from_date = None
    return {"from_date": from_date, "from_issue": start == ISSUE, "as_of_date": as_of}


def _baseline(row: dict[str, Any]) -> dict[str, Any]:
    """Where things stood: a figure, or a cell such as "60% (2025)" whose words are kept too."""
    said = row.get("baseline")
    if said is None:
        return {}
    words = "" if isinstance(said, int | float) else str(said).strip()
    figure = _FIGURE.search(words)
    value = Decimal(figure[0].replace(".", "").replace(",", ".")) if figure else None if words else Decimal(str(said))
    known = row.get("baseline_date")
    return {
        "baseline": value,
        "baseline_date": date.fromisoformat(known) if known else None,
        "baseline_text": words[:200],
    }

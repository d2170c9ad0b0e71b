"""A report's content made ready for a page: days as dates, rows under the document they belong to."""

from datetime import date
from decimal import Decimal
from typing import Any

from reports.queries.content import Content
from tasks.figures import Figures
from tasks.queries.badges import Badge

ROWS = ("changes", "late", "silent", "obstacles", "next")


def shown(said: Content) -> dict[str, Any]:
    figures = {name: count for name, count in said["figures"].items() if name != "rate"}
    return said | {
        "as_of": date.fromisoformat(said["as_of"]),
        "figures": Figures(**figures),
        "strict_rate": _strict(said.get("strict_rate")),
        "gathers": said.get("gathers", False),
        "by_plan": [_of_plan(plan, said["changes"]) for plan in said["plans"]],
        **{name: [_row(row) for row in said[name]] for name in ROWS},
    }


def _strict(rule: dict[str, Any] | None) -> dict[str, Any] | None:
    return rule and rule | {"rate": Decimal(rule["rate"]) if rule["rate"] else None}


def _of_plan(plan: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    return plan, [_row(row) for row in rows if row["plan"] == plan["id"]]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    badge = {"badge": Badge(**row["badge"])} if "badge" in row else {}
    return row | badge | {"due": date.fromisoformat(row["due"]) if row["due"] else None}

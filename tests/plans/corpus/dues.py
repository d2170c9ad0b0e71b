"""Deadlines in short: what a task's due words mean.

2026-06-30, <2026-06-30 (before), 2026-06, 2026-Q2, 2026, 2026-01-01..2026-06-30, ongoing,
ongoing 2026-10-01 (from), every week, +15 plan issued (days after an event), none, and several joined by
" & ". After " ~ " stand other kinds and days that are as fair.
"""

import calendar
import re
from dataclasses import dataclass

DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True)
class Due:
    key: tuple
    kinds: tuple[str, ...]
    days: tuple[str | None, ...]

    def accepts(self, deadline: dict) -> bool:
        if key_of(deadline) == self.key:
            return True
        fair = len(self.kinds) + len(self.days) > 2
        return fair and deadline.get("kind") in self.kinds and deadline.get("due") in self.days


def parse_due(text: str) -> Due:
    main, _, others = text.partition(" ~ ")
    wanted = [_one(part.strip()) for part in main.split(" & ")]
    last = max((one["due"] for one in wanted if one["due"]), default=None)
    deadline = wanted[0] if len(wanted) == 1 else {"kind": "multiple", "due": last, "milestones": wanted}
    words = others.split()
    days = [None if word == "null" else word for word in words if word == "null" or re.fullmatch(DAY, word)]
    kinds = [word for word in words if word != "null" and not re.fullmatch(DAY, word)]
    return Due(key_of(deadline), (deadline["kind"], *kinds), (deadline["due"], *days))


def key_of(deadline: dict) -> tuple:
    """What must agree of two deadlines."""
    kind = deadline.get("kind")
    if kind == "multiple":
        return kind, tuple((m.get("kind"), m.get("due"), m.get("days")) for m in deadline.get("milestones", []))
    if kind == "relative":
        return kind, deadline.get("days"), deadline.get("anchor")
    return kind, deadline.get("due")


def _one(text: str) -> dict:
    for pattern, read in FORMS:
        if found := re.fullmatch(pattern, text):
            return read(*found.groups())
    raise ValueError(f"no deadline: {text!r}")


def _last_day(year: str, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(int(year), month)[1]}"


def _dated(kind: str, due: str | None) -> dict:
    return {"kind": kind, "due": due}


FORMS = [
    (rf"<?({DAY})", lambda day: _dated("date", day)),
    (r"(\d{4})-(\d\d)", lambda year, month: _dated("month", _last_day(year, int(month)))),
    (r"(\d{4})-Q(\d)", lambda year, quarter: _dated("quarter", _last_day(year, int(quarter) * 3))),
    (r"(\d{4})", lambda year: _dated("year", f"{year}-12-31")),
    (rf"{DAY}\.\.({DAY})", lambda day: _dated("range", day)),
    (rf"ongoing(?: {DAY})?", lambda: _dated("ongoing", None)),
    (r"every .+", lambda: _dated("recurring", None)),
    (r"none", lambda: _dated("none", None)),
    (r"\+(\d+) (.+)", lambda days, anchor: {**_dated("relative", None), "days": int(days), "anchor": anchor}),
]

"""How much of a paper's truth a reading holds: a share in 0..1 per field and their mean."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from .paper import Indicator, Paper, Task

ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
ALIKE = 0.6  # two texts less alike than this are not the same task
LARGE = {"triệu": 1e6, "tỷ": 1e9}


def score(reading: dict, paper: Paper, *, only_tables: bool = False) -> dict[str, float]:
    """field -> share of it that is right; a workbook holds the tables alone."""
    tally = _Tally()
    _tasks(tally, reading, paper, only_tables)
    _indicators(tally, reading, paper, only_tables)
    if not only_tables:
        _document(tally, reading["document"], paper.facts)
        _reports(tally, reading["reporting"], paper)
    return {name: sum(marks) / len(marks) for name, marks in tally.marks.items()}


class _Tally:
    def __init__(self) -> None:
        self.marks: dict[str, list[float]] = {}

    def add(self, name: str, share: float) -> None:
        self.marks.setdefault(name, []).append(float(share))


def fold(text: Any) -> str:
    text = unicodedata.normalize("NFC", str(text or "")).casefold()
    return re.sub(r"[\s\-–—•:;,.\"“”()/]+", " ", text).strip()


def code(id: str) -> str:
    """PL02.A.1, PLII.A.1 and PL2.A.1 are one; the letters of the only appendix may be left out."""
    id = re.sub(r"^PL0*(\w+)\.", lambda found: f"PL{ROMAN.get(found[1], found[1])}.", id).removeprefix("PL.")
    return re.sub(r"\b0(\d)", r"\1", id)


def _pairs(rows: list[dict], key: str, wanted: list[list[str]]) -> dict[int, int]:
    """Index of the wanted row -> index of the read row, best likeness first."""
    found = [fold(row.get(key)) for row in rows]
    likeness = sorted(
        (
            (max(_alike(text, fold(one)) for one in texts), -w, -r)
            for w, texts in enumerate(wanted)
            for r, text in enumerate(found)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for share, w, r in likeness:
        if share >= ALIKE and -w not in pairs and -r not in pairs.values():
            pairs[-w] = -r
    return pairs


def _alike(a: str, b: str) -> float:
    if a == b or not a or not b:
        return float(a == b)
    likeness = SequenceMatcher(None, a, b, autojunk=False)
    return likeness.ratio() if likeness.quick_ratio() >= ALIKE else 0.0


def _same(found: Iterable[str], wanted: Iterable[str]) -> float:
    """F1 of two lists of names."""
    a, b = set(map(fold, found or [])), set(map(fold, wanted))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _tasks(tally: _Tally, reading: dict, paper: Paper, only_tables: bool) -> None:
    wanted = [task for task in paper.tasks if task.in_table or not only_tables]
    pairs = _pairs(reading["tasks"], "content", [task.contents for task in wanted])
    for number, task in enumerate(wanted):
        tally.add("found", number in pairs)
        _task(tally, reading["tasks"][pairs[number]] if number in pairs else {}, task, only_tables)
    free = [fold(text) for text in paper.free]
    for number, row in enumerate(reading["tasks"]):
        text = fold(row.get("content"))
        if number in pairs.values() or not any(text in one or _alike(text, one) >= ALIKE for one in free):
            tally.add("precision", number in pairs.values())


def _task(tally: _Tally, row: dict, task: Task, only_tables: bool) -> None:
    wanted, got = code(task.id), code(str(row.get("id", "")))
    if only_tables:  # a sheet does not show the heading that the table stands under
        got = re.sub(r"^PL\d+\.", "", got)
        wanted = wanted if not wanted.endswith("." + got) else got
    tally.add("id", got == wanted)
    tally.add("content", fold(row.get("content")) in map(fold, task.contents))
    tally.add("product", bool(row) and fold(row.get("product")) in map(fold, task.products))
    for name in ("leads", "partners"):
        tally.add(name, max(_same(row.get(name), fair) for fair in getattr(task, name)) if row else 0)
    tally.add("due", bool(row) and task.due.accepts(row.get("deadline") or {}))


def _indicators(tally: _Tally, reading: dict, paper: Paper, only_tables: bool) -> None:
    wanted = [one for one in paper.indicators if one.in_table or not only_tables]
    pairs = _pairs(reading["indicators"], "text", [[one.text] for one in wanted])
    for number, one in enumerate(wanted):
        row = reading["indicators"][pairs[number]] if number in pairs else {}
        tally.add("indicators", number in pairs)
        tally.add("targets", _targets(row, one))
        for name in ("monitor", "implementers"):
            tally.add("indicator units", _same(row.get(name), getattr(one, name)) if row else 0)


def _targets(row: dict, wanted: Indicator) -> float:
    found = [
        (t.get("comparator"), t.get("value"), t.get("value_high"), t.get("unit")) for t in row.get("targets") or []
    ]
    fair = [{target, _counted(target)} for target in wanted.targets]
    return sum(any(one in found for one in options) for options in fair) / max(len(fair), len(found))


def _counted(target: tuple) -> tuple:
    """The target with its unit read as a plain number of things, thousands and millions multiplied in."""
    comparator, low, high, unit = target
    times = LARGE.get(unit.split()[0], 1)
    return (comparator, low * times, high and high * times, unit if unit in ("%", "rank") else "count")


def _document(tally: _Tally, document: dict, facts: dict[str, str]) -> None:
    for key in ("number", "issued_on", "title", "issuer", "focal_unit", "signer", "kind"):
        fair = [fold(one) for one in facts.get(key, "").split(" // ")]
        tally.add("document", fold(document.get(key)) in fair)


def _reports(tally: _Tally, found: list[dict], paper: Paper) -> None:
    keys = [(row.get("cadence"), row.get("due")) for row in found]
    for cadences, days in paper.reports:
        tally.add("reporting", any((cadence, day) in keys for cadence in cadences for day in days))

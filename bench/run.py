"""Measure what was asked, print a line a figure, keep var/bench.json."""

import json
import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version

from django.conf import settings
from django.db import connection

from bench import (
    deadline,
    exporting,
    floors,
    grid,
    growth,
    matrix,
    memory,
    overviews,
    pages,
    publishing,
    reading,
    reporting,
    reviewing,
    scoring,
    sweeping,
    updates,
    warning,
)
from bench.figure import Figure
from bench.ground import ASSIGNMENTS, UNITS, Ground

FIGURES: dict[str, Callable[[Ground], Figure]] = {
    "B1": pages.overdue_list,
    "B2": pages.overdue_json,
    "B3": overviews.overviews,
    "B4": pages.one_assignment,
    "B5": updates.update_with_file,
    "B6": matrix.matrix,
    "B7": exporting.long_list,
    "B8": publishing.publish_while_others_write,
    "B9": sweeping.daily_sweep,
    "B10": matrix.due_today,
    "B11": reading.read_documents,
    "EDIT": reviewing.edit_a_cell,
    "R2": exporting.compilation,
    "B13": memory.at_rest,
    "B14": deadline.hour_before_a_deadline,
    "GRID": grid.grid,
    "W1": warning.early_warning,
    "W2": scoring.score_again,
    "B12": growth.growth,
    "R1": reporting.typed_by_hand,
}
ON_REQUEST = {"B12"}  # loading a million takes a quarter of an hour
FLOORS = ("F1", "F2", "F3", "F4")


def main(asked: list[str]) -> int:
    """0 when all that was asked was measured, within budget or not."""
    asked = [name.upper() for name in asked] or [*FLOORS, *(name for name in FIGURES if name not in ON_REQUEST)]
    if unknown := [name for name in asked if name not in FIGURES and name not in FLOORS]:
        print(
            f"bench: no such figure: {' '.join(unknown)}; there are {' '.join([*FLOORS, *FIGURES])}", file=sys.stderr
        )
        return 64
    print(machine(), flush=True)
    ground, measured, failed = Ground(), [], []
    try:
        for name in asked:
            try:
                _measure(name, ground, measured)
            except Exception as error:
                failed.append(name)
                print(f"{name} | not measured: {type(error).__name__}: {error} | - | - | failed", flush=True)
    finally:
        ground.close()
    keep(measured)
    return 1 if failed else 0


def _measure(name: str, ground: Ground, measured: list[Figure]) -> None:
    if name in FLOORS:
        print(f"{name} | {floor(name, ground)} | floor | - | -", flush=True)
        return
    figure = FIGURES[name](ground)
    measured.append(figure)
    print(figure.line(), flush=True)


def floor(name: str, ground: Ground) -> str:
    if name == "F1":
        return f"empty page for people signed in: {floors.empty_page(ground)}"
    if name == "F2":
        return f"bare SQL of the list: {floors.bare_sql(ground)}"
    if name == "F3":
        took = floors.one_smtp_connection()
        return f"one open SMTP connection: {1000 * took.n / sum(took.samples):.0f} mails/s"
    walked = floors.walk_tables()
    if walked is None:
        raise FileNotFoundError("no .docx of a plan to walk")
    return f"python-docx walks {floors.document().name}: {walked.p50 / 1000:.2f} s"


def machine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0].split(" ")[0]
    packages = " ".join(f"{name} {version(name)}" for name in ("django", "granian", "psycopg", "djangorestframework"))
    return "; ".join(
        [
            f"{platform.system()} {platform.release()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
            f"Python {platform.python_version()}, PostgreSQL {server}, {packages}",
            f"{ASSIGNMENTS} assignments, {UNITS} units",
        ]
    )


def keep(measured: list[Figure]) -> None:
    path = settings.BASE_DIR / "var" / "bench.json"
    path.write_text(json.dumps([figure.entry() for figure in measured], indent=1, ensure_ascii=False) + "\n")

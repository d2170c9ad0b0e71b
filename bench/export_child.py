"""What B7 and R2 time, in a process of its own: prints one line of JSON. `fill`, `list` or `compile`."""

import json
import os
import resource
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.ground import PLAN, SEED  # noqa: E402
from intake.operations.scale import load_scale  # noqa: E402
from intake.operations.scale.places import FOCAL_OFFICER  # noqa: E402
from plans.models import Plan  # noqa: E402
from reports.exports import lists  # noqa: E402
from reports.exports.compiled import facts_of, filled, pdf_of  # noqa: E402
from reports.queries.compiling import check_sums, compile_plans  # noqa: E402
from reports.queries.lists import work_list, work_rows  # noqa: E402
from units import periods  # noqa: E402
from units.models import User  # noqa: E402

UNITS, TASKS, ROWS = 633, 148, 3_000


def fill() -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    load_scale(units=UNITS, assignments=UNITS * TASKS, acts=2, seed=SEED, now=timezone.localtime())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {}


def long_list() -> dict[str, Any]:
    plan, today = Plan.objects.get(pk=PLAN), timezone.localdate()
    found = work_list(plan, User.objects.get(username=FOCAL_OFFICER), today)
    count, before = found.count(), held()
    csv_s, _ = timed(lambda: sum(map(len, lists.list_csv(lists.WORK, work_rows(found)))))
    after = held()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "list.xlsx"))
        words = {"title": "Danh sách lượt giao", "under": ""}
        book_s, _ = timed(
            lambda: lists.list_book(path, columns=lists.WORK, rows=work_rows(found), count=count, **words)
        )
    end = held()
    return {
        "rows": count,
        "csv_s": csv_s,
        "book_s": book_s,
        "csv_mb": after - before,
        "book_mb": end - after,
        "mb": end,
    }


def compilation() -> dict[str, Any]:
    plans, today = list(Plan.objects.select_related("focal_unit").order_by("pk")), timezone.localdate()
    compile_s, compiled = timed(
        lambda: compile_plans(plans=plans, period=periods.current(today), author=plans[0].focal_unit, today=today)
    )
    check_sums(compiled)
    facts = facts_of(compiled, recipient="UBND Thành phố")
    numbers = {"units": len(compiled.units), "assignments": compiled.assignments.total}
    del compiled
    late = next(table for table in facts["tables"] if table["key"] == "qua_han")
    late["rows"] = late["rows"][: ROWS - numbers["units"]]
    with Family() as family:
        pdf_s, _ = timed(lambda: pdf_of(facts, {}))
        word_s, _ = timed(lambda: filled(facts, {}))
    rows = numbers["units"] + len(late["rows"])
    times = {"compile_s": compile_s, "word_s": word_s, "pdf_s": pdf_s}
    return numbers | times | {"rows": rows, "mb": max(held(), family.most)}


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    found = call()
    return perf_counter() - began, found


def held() -> float:
    """The most MB this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Family:
    """The most MB that this process and its children held at once."""

    def __enter__(self) -> "Family":
        self.most, self._over = 0.0, threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, _held_by(os.getpid()))


def _held_by(pid: int) -> float:
    process = Path(f"/proc/{pid}")
    try:
        pages = int((process / "statm").read_text().split()[1])
        children = (process / f"task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return 0.0
    return pages * resource.getpagesize() / 2**20 + sum(_held_by(int(child)) for child in children)


if __name__ == "__main__":
    print(json.dumps({"fill": fill, "list": long_list, "compile": compilation}[sys.argv[1]]()))

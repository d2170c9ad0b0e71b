"""B6: the assignment matrix with every group open; and B10: deciding who is due today."""

from functools import partial

from django.db import connection
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agenda.ladder import USUAL
from agenda.queries.dues import KINDS
from agenda.queries.ladders import Scope
from agenda.queries.speaking import rungs_on
from bench.figure import Figure
from bench.ground import PLAN, Ground
from bench.server import Client
from bench.timing import take
from tasks.queries.matrix import ALL
from units.calendars import WorkCalendar

PATH = f"/van-ban/{PLAN}/ma-tran/?nhom={ALL}"
MOST_KB, N = 400, 20
MOST_MS, OF_ROWS = 100, 5_000


def matrix(ground: Ground) -> Figure:
    packed = Client(ground.port, ground.session(ground.focal_officer) | {"Accept-Encoding": "gzip"})
    took, size = take(partial(packed.get, PATH), N, warm_up=2), len(packed.get(PATH)) / 1024
    queries = _queries_for_cells(ground)
    return Figure(
        id="B6",
        measured=took.p50,
        unit="ms",
        budget=None,
        holds=queries == 1 and size <= MOST_KB,
        n=N,
        words=f"{took}, {size:.0f} KB packed, {queries} query for the cells",
        rule=f"one query for the cells, ≤ {MOST_KB} KB",
    )


def _queries_for_cells(ground: Ground) -> int:
    client = InProcess()
    client.force_login(ground.focal_officer)
    client.get(PATH, HTTP_HOST="127.0.0.1")  # the bar counts too, but only once
    with CaptureQueriesContext(connection) as seen:
        client.get(PATH, HTTP_HOST="127.0.0.1")
    return sum(' FROM "tasks_assignment"' in one["sql"] for one in seen)


def due_today(ground: Ground) -> Figure:
    """The question alone, on a working day; words for each person are another matter. The time is that of 5,000."""
    _ = ground.data
    calendar, work = WorkCalendar.load(), KINDS[0]
    rungs = rungs_on(calendar, USUAL, work, calendar.on_or_after(timezone.localdate()))
    due = work.rows(rungs, Scope()).values_list("id", "unit", "officer", "counted_due_date")
    took, rows = take(lambda: list(due.all()), N), due.count()
    measured, plan = took.p50 * min(1, OF_ROWS / max(rows, 1)), due.explain()
    scanned = "Seq Scan on tasks_assignment" in plan
    return Figure(
        id="B10",
        measured=measured,
        unit="ms",
        budget=MOST_MS,
        holds=measured <= MOST_MS and not scanned,
        n=N,
        words=f"{rows} due: {took}, {'a scan' if scanned else 'by index'}",
        rule=f"≤ {MOST_MS} ms for {OF_ROWS}, no scan",
    )

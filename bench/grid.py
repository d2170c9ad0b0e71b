"""GRID: the grid of figures, 126 wards and communes × 20 targets, as whoever follows the indicators opens it."""

from functools import partial

from django.db import connection

from bench.figure import Figure
from bench.ground import PLAN, Ground
from bench.timing import in_turns
from bench.urls import EMPTY

N = 40
BUDGET = 300


def grid(ground: Ground) -> Figure:
    figures = ground.measured
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kpi_measurement")
    client = ground.browser(ground.focal_officer)
    path = f"/so-lieu/bang/?van_ban={PLAN}"
    size = len(client.get(path))
    empty, page = in_turns(partial(client.get, EMPTY), partial(client.get, path), n=N)
    return Figure(
        id="GRID",
        measured=page.p50,
        unit="ms",
        budget=BUDGET,
        holds=page.p50 <= BUDGET,
        n=N,
        words=f"126 × 20 cells of {figures} figures: {page}, {size // 1024} KB; empty page {empty}",
        rule=f"p50 ≤ {BUDGET} ms",
        floor=empty.p50,
        ratio=page.p50 / empty.p50,
    )

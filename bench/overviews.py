"""B3: the overview of a plan and that of the city, compared with an empty page and the bare SQL of their counts.

Both are kept until somebody acts; what they cost right after an act is said beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import psycopg
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from bench.figure import Figure
from bench.ground import PLAN, Ground
from bench.timing import Timing, in_turns
from bench.urls import EMPTY
from journal.models import Event
from tasks.figures import counted_as, tally
from tasks.models import Assignment

N, TIMES = 60, 3
PLAN_PAGE, CITY_PAGE = f"/van-ban/{PLAN}/tong-quan/", "/dieu-hanh/"


@dataclass(frozen=True)
class Seen:
    empty: Timing
    sql: Timing
    page: Timing
    anew: Timing

    @property
    def floor(self) -> float:
        return self.empty.p50 + self.sql.p50

    @property
    def ratio(self) -> float:
        return self.page.p50 / self.floor

    def __str__(self) -> str:
        floor = f"{self.ratio:.2f} × (F1 {self.empty.p50:.1f} + F2 {self.sql.p50:.1f} ms)"
        return f"{self.page} ({floor}, {self.anew.p50:.1f} ms after an act)"


def overviews(ground: Ground) -> Figure:
    _ = ground.measured  # the city also says how 49 indicators stand
    plan = _seen(ground, PLAN_PAGE, Assignment.objects.filter(plan=PLAN), "task__section")
    city = _seen(ground, CITY_PAGE, Assignment.objects.all(), "plan")
    worse = max(plan, city, key=lambda seen: seen.ratio)
    return Figure(
        id="B3",
        measured=worse.page.p50,
        unit="ms",
        budget=TIMES * worse.floor,
        holds=worse.ratio <= TIMES,
        n=N,
        words=f"plan {plan}; city {city}",
        rule=f"≤ {TIMES} × (F1 + F2)",
        floor=worse.floor,
        ratio=worse.ratio,
    )


def _seen(ground: Ground, path: str, rows: QuerySet, field: str) -> Seen:
    client = ground.browser(ground.focal_officer)
    counts = tally(rows, counted_as(timezone.localdate()), ["unit", field])
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as bare:
        empty, page = partial(client.get, EMPTY), partial(client.get, path)
        return Seen(*in_turns(empty, partial(_all_rows, bare, counts), page, _after_an_act(page), n=N))


def _after_an_act(page: Callable[[], bytes]) -> Callable[[], bytes]:
    def ask() -> bytes:
        Event.objects.create(at=timezone.now(), verb="tasks.updated", subject_type="bench", subject_id=1)
        return page()

    return ask


def _all_rows(bare: psycopg.Connection, counts: QuerySet) -> list[tuple]:
    return bare.execute(*counts.query.sql_with_params()).fetchall()

"""B1, B2, B4: reading, compared with an empty page for people signed in."""

import json
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from django.db import connection
from django.test import Client as InProcess
from django.test.utils import CaptureQueriesContext

from bench.figure import Figure
from bench.ground import PLAN, Ground
from bench.timing import Timing, in_turns, pair
from bench.urls import BARE_BAR, EMPTY
from intake.operations.scale.places import MEASURED_UNIT
from tasks.models import Assignment
from units.models import User

N = 200
MOST_QUERIES = 12
LIST = "/viec/?" + urlencode({"van_ban": PLAN, "don_vi": MEASURED_UNIT, "tinh_hinh": "open_overdue"})
JSON = "/api/v1/assignments/?" + urlencode({"plan": PLAN, "unit": MEASURED_UNIT, "overdue": "true", "limit": 100})


def overdue_list(ground: Ground) -> Figure:
    queries = _queries(ground.focal_officer, LIST)
    return _page(ground, ground.focal_officer, "B1", LIST, 6, queries=queries)


def overdue_json(ground: Ground) -> Figure:
    empty, system = ground.browser(ground.focal_officer), ground.system(ground.focal_officer)
    rows = len(json.loads(system.get(JSON))["results"])
    floor, took = pair(partial(empty.get, EMPTY), partial(system.get, JSON), N)
    return _against_empty("B2", floor, took, 8, f"{took}, {rows} rows")


def one_assignment(ground: Ground) -> Figure:
    officer, assignment = worker_of_full_story(ground)
    path = f"/viec/{assignment.pk}/"
    return _page(ground, officer, "B4", path, 6, queries=_queries(officer, path), most_queries=None)


def worker_of_full_story(ground: Ground) -> tuple[User, Assignment]:
    assignment = ground.full_story()
    return User.objects.get(memberships__unit=assignment.unit, memberships__role="officer"), assignment


def _page(
    ground: Ground,
    user: User,
    name: str,
    path: str,
    times: int,
    *,
    queries: int,
    most_queries: int | None = MOST_QUERIES,
) -> Figure:
    client = ground.browser(user)
    floor, with_bar, took = in_turns(*(partial(client.get, one) for one in (EMPTY, BARE_BAR, path)), n=N)
    words = f"{took}, {queries} queries; {took.p50 / with_bar.p50:.2f} × an empty page with the bar"
    figure = _against_empty(name, floor, took, times, words)
    if most_queries is None:
        return figure
    rule, holds = f"{figure.rule}, ≤ {most_queries} queries", figure.holds and queries <= most_queries
    return replace(figure, rule=rule, holds=holds)


def _against_empty(name: str, floor: Timing, took: Timing, times: int, words: str) -> Figure:
    ratio = took.p50 / floor.p50
    return Figure(
        id=name,
        measured=took.p50,
        unit="ms",
        budget=times * floor.p50,
        holds=ratio <= times,
        n=took.n,
        words=words,
        rule=f"≤ {times} × F1 ({times * floor.p50:.1f} ms)",
        floor=floor.p50,
        ratio=ratio,
    )


def _queries(user: User, path: str) -> int:
    """As the server's own thread would count them: with a connection that is already open."""
    client = InProcess()
    client.force_login(user)
    client.get(path, HTTP_HOST="127.0.0.1")
    with CaptureQueriesContext(connection) as seen:
        client.get(path, HTTP_HOST="127.0.0.1")
    return len(seen)

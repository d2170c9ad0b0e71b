"""B12: the same requests on twenty thousand assignments and on a million, in turns, each on its own server."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection

from bench import pages
from bench.figure import Figure
from bench.ground import Ground
from bench.overviews import PLAN_PAGE
from bench.server import Client, web_server
from bench.timing import Timing, pair

MANY = int(os.environ.get("MANY", "1000000"))
NAME, N, MOST = "many", 60, 1.5


def growth(ground: Ground) -> Figure:
    asked_of_few = requests(ground)
    with many() as (port, asked_of_many):
        found = {
            name: pair(_asking(ground.port, asked_of_few[name]), _asking(port, asked_of_many[name]), N)
            for name in asked_of_few
        }
    grown = {name: many.p95 / few.p95 for name, (few, many) in found.items()}
    worst = max(grown.values())
    return Figure(
        id="B12",
        measured=worst,
        unit="times",
        budget=MOST,
        holds=worst <= MOST,
        n=N,
        words=f"p95 with {MANY} assignments: " + ", ".join(_told(name, *found[name]) for name in found),
        rule=f"p95 ≤ {MOST} ×",
        growth=worst,
    )


def _asking(port: int, asked: tuple[dict[str, str], str]) -> Callable[[], bytes]:
    headers, path = asked
    return partial(Client(port, headers).get, path)


def _told(name: str, few: Timing, many: Timing) -> str:
    return f"{name} × {many.p95 / few.p95:.2f} ({few.p95:.0f} → {many.p95:.0f} ms)"


def requests(ground: Ground) -> dict[str, tuple[dict[str, str], str]]:
    """Name → (headers, path)."""
    reader, (officer, assignment) = ground.session(ground.focal_officer), pages.worker_of_full_story(ground)
    return {
        "B1": (reader, pages.LIST),
        "B2": (ground.bearer(ground.focal_officer), pages.JSON),
        "B4": (ground.session(officer), f"/viec/{assignment.pk}/"),
        "overview": (reader, PLAN_PAGE),
    }


@contextmanager
def many() -> Iterator[tuple[int, dict[str, tuple[dict[str, str], str]]]]:
    """The port of a server on the larger database, and what to ask it; the database goes when it is over."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {NAME}")
        try:
            url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{NAME}"))
            filled = subprocess.run(
                [sys.executable, "-m", "bench.filling"],
                env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"},
                cwd=settings.BASE_DIR,
                stdout=subprocess.PIPE,
                check=True,
            )
            with web_server(DATABASE_URL=url) as port:
                yield port, json.loads(filled.stdout)
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")

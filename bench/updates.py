"""B5: a progress update with a small file over the API, one after the other and from eight clients."""

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings

from bench import writers
from bench.figure import Figure
from bench.ground import Ground
from bench.server import Client
from bench.timing import pair
from bench.urls import EMPTY
from notifications.models import Delivery

N, CLIENTS, SECONDS = 150, 8, 8


def update_with_file(ground: Ground) -> Figure:
    empty, system = ground.browser(ground.officer), ground.system(ground.officer)
    ids = itertools.cycle(ground.open_work(40))
    floor, took = pair(partial(empty.get, EMPTY), lambda: _update(system, next(ids)), N)
    ratio, rate, sent = took.p50 / floor.p50, _rate(ground), _sent()
    return Figure(
        id="B5",
        measured=took.p50,
        unit="ms",
        budget=8 * floor.p50,
        holds=ratio <= 8 and not sent,
        n=took.n,
        words=f"{took}; {rate:.0f}/s by {CLIENTS} clients; {sent} notices sent on the web path",
        rule=f"≤ 8 × F1 ({8 * floor.p50:.1f} ms), no notice sent",
        floor=floor.p50,
        ratio=ratio,
    )


def _update(system: Client, pk: int) -> None:
    system.post(f"/api/v1/assignments/{pk}/updates/", writers.form(file=True), writers.CONTENT_TYPE)


def _sent() -> int:
    """No worker runs here, so whatever has left was sent by a request."""
    return Delivery.objects.exclude(sent_at=None).count()


def _rate(ground: Ground) -> float:
    with writing(ground, clients=CLIENTS, file=True) as seen:
        time.sleep(SECONDS)
    spell = max(at + took / 1000 for at, took, _ in seen) - min(at for at, _, _ in seen)
    return sum(status == 201 for _, _, status in seen) / spell


@contextmanager
def writing(ground: Ground, *, clients: int, file: bool) -> Iterator[list]:
    """Writers at work; the list is filled with their [started, milliseconds, status] once they have stopped."""
    ids, seen = ground.open_work(clients * 8), []
    order = {"port": ground.port, "secret": ground.secret(ground.officer), "file": file}
    order["groups"] = [ids[number::clients] for number in range(clients)]
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.writers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
    )
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    try:
        yield seen
    finally:
        told, _ = process.communicate()
        seen += json.loads(told)

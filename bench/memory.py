"""B13: what all processes hold at rest, shared pages counted once (PSS)."""

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

from bench.figure import Figure
from bench.ground import Ground
from bench.server import HOST, supervisor
from tests.services import children

BUDGET_MB = 450
SETTLE = 15  # the worker and its beat have started and ticked once
LOOKS = 20


def at_rest(ground: Ground) -> Figure:
    _ = ground.schema
    embedded = {"DATABASE_URL": f"sqlite:///{settings.FOLDER / 'embedded.sqlite3'}"}
    migrate = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(migrate, cwd=settings.BASE_DIR, env={**os.environ, **embedded}, check=True)
    run, production = _measure(embedded), _measure({})
    most = max(sum(run.values()), sum(production.values()))
    words = ", ".join(
        f"{name} {sum(found.values()):.0f} MB in {len(found)} processes"
        for name, found in (("make run", run), ("production", production))
    )
    return Figure(
        id="B13",
        measured=most,
        unit="MB",
        budget=BUDGET_MB,
        holds=most <= BUDGET_MB,
        n=len(run) + len(production),
        words=words,
        rule=f"≤ {BUDGET_MB} MB",
    )


def _measure(environment: dict[str, str]) -> dict[int, float]:
    port = children.free_port()
    with open(settings.FOLDER / "serve.log", "ab") as log:
        process = subprocess.Popen(
            supervisor(port), cwd=settings.BASE_DIR, env={**os.environ, **environment}, stdout=log, stderr=log
        )
    try:
        children.wait_until(lambda: children.answers(port), "the web server")
        _look_around(port)
        time.sleep(SETTLE)
        return {pid: pss(pid) for pid in family(process.pid)}
    finally:
        children.stop(process, signal.SIGTERM, 15)


def _look_around(port: int) -> None:
    """Each worker has answered people before it rests."""
    for _ in range(LOOKS):
        connection = HTTPConnection(HOST, port, timeout=30)
        connection.request("GET", "/dang-nhap/")
        connection.getresponse().read()
        connection.close()


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def pss(pid: int) -> float:
    """MB; a process that has just ended holds nothing."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

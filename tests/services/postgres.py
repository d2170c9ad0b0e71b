"""A PostgreSQL cluster for one run of the tests, on a free port, gone afterwards."""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from tests.services import children

SPEED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


def start_for_this_run(tuning: dict[str, str] = SPEED) -> str:
    """The database URL of a new cluster; it stops when the calling process ends."""
    folder = Path(tempfile.mkdtemp(prefix="sauro-postgres-"))
    server, url = start(folder, tuning)

    def end() -> None:
        children.stop(server, signal.SIGINT)
        remove(folder)

    atexit.register(end)
    return url


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path, tuning: dict[str, str] = SPEED) -> tuple[subprocess.Popen, str]:
    data, port, account = folder / "data", children.free_port(), _account()
    if account:
        shutil.chown(folder, account["user"], account["group"])
    make = [
        _program("initdb"),
        "-D",
        str(data),
        "-U",
        "tests",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run([*make, "--no-sync"], check=True, capture_output=True, cwd=folder, **account)
    return serve(folder, port, tuning), _url(port)


def serve(folder: Path, port: int, tuning: dict[str, str] = SPEED) -> subprocess.Popen:
    command = [_program("postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder)]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=100"]
    command += [part for name, value in tuning.items() for part in ("-c", f"{name}={value}")]
    options = {"cwd": folder, **_account()}
    return children.start(command, log=folder / "log", ready=lambda: _accepts(_url(port)), **options)


def _accepts(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def _url(port: int) -> str:
    return f"postgresql://tests@127.0.0.1:{port}/postgres"


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root lends it the account that its package made, or nobody."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _program(name: str) -> str:
    # Its programs look for each other beside the real file, not beside a link to it.
    return os.path.realpath(children.program(name, elsewhere=f"usr/lib/postgresql/*/bin/{name}"))

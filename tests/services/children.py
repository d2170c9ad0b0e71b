"""Start a server for the tests that cannot outlive them."""

import ctypes
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_SET_PARENT_DEATH_SIGNAL = 1


def start(command: list[str], *, log: Path, ready: Callable[[], bool], **options: Any) -> subprocess.Popen:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def follow_parent() -> None:
        if libc:
            libc.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGINT)

    with open(log, "ab") as output:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=follow_parent, **options
        )
    try:
        wait_until(lambda: server.poll() is not None or ready(), command[0])
    except TimeoutError:
        stop(server)
        raise
    if server.returncode is not None:
        raise RuntimeError(f"{command[0]} ended at once: {log.read_text()[-500:]}")
    return server


def stop(process: subprocess.Popen, sign: signal.Signals = signal.SIGTERM, seconds: float = 10) -> None:
    process.send_signal(sign)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} was not ready after {seconds} s")
        time.sleep(0.05)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str, *, elsewhere: str = "") -> str:
    found = shutil.which(name) or next((str(path) for path in sorted(Path("/").glob(elsewhere or name))), None)
    if not found:
        raise FileNotFoundError(f"{name} is not installed; `make test` installs it or says what to install")
    return found

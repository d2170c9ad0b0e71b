"""The supervisor as a process of its own, with small children in place of the web server and the worker."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.services.children import wait_until

CONFIG = Path(__file__).resolve().parents[2] / "config"
RUN = "import json, sys; sys.path.insert(0, sys.argv[1]); import serve; serve.supervise(json.loads(sys.argv[2]))"
# Writes its own number, then that of a grandchild which does not listen to TERM, as a beat of a killed worker.
CHILD = """
import os, signal, sys, time
grandchild = os.fork()
if not grandchild:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)
with open(sys.argv[1], "a") as log:
    log.write(f"{os.getpid()} {grandchild}\\n")
time.sleep(60)
"""


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


class Supervised:
    def __init__(self, folder: Path) -> None:
        self._log = folder / "pids"
        self._log.touch()
        commands = {"child": [sys.executable, "-S", "-c", CHILD, str(self._log)]}
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-c", RUN, str(CONFIG), json.dumps(commands)],
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self.started(1), "the child")

    def started(self, times: int) -> Callable[[], bool]:
        return lambda: len(self._log.read_text().splitlines()) >= times

    def pids(self) -> list[int]:
        return [int(pid) for pid in self._log.read_text().split()]

    def nobody_left(self) -> bool:
        return not any(is_running(pid) for pid in self.pids())


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    supervised = Supervised(tmp_path)
    yield supervised
    supervised.process.kill()
    supervised.process.wait()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_stops_everything_in_time(supervised: Supervised, sign: int) -> None:
    begin = time.monotonic()
    os.killpg(supervised.process.pid, sign)
    assert supervised.process.wait(10) == 0
    assert time.monotonic() - begin < 10
    assert supervised.nobody_left()


def test_a_killed_child_is_started_again_and_leaves_nobody_behind(supervised: Supervised) -> None:
    child, grandchild = supervised.pids()
    os.kill(child, signal.SIGKILL)
    wait_until(supervised.started(2), "the second child")
    assert not is_running(grandchild)


def test_nothing_outlives_a_killed_supervisor(supervised: Supervised) -> None:
    supervised.process.kill()
    wait_until(supervised.nobody_left, "the end of all children", seconds=12)


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            CommandError, match=rf"Cannot listen on 127\.0\.0\.1:{port} \(.+\); choose another --port"
        ):
            call_command("serve", port=port)

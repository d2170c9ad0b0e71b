"""Keep the web server and the worker running, each in a session of its own, under one small supervisor.

A plain script of the standard library: it costs little memory and no import can break it.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

STOP_SECONDS = 8
HEAD_START = 2.0  # for the web server: a person waits for the first page, nobody for the first tick
FIRST_DELAY, LONGEST_DELAY, STEADY_AFTER = 1.0, 30.0, 60.0


class Child:
    """One program, started again with a growing delay whenever it ends."""

    def __init__(self, name: str, command: list[str], guard: int, wait: float) -> None:
        self.name, self.command, self._guard = name, command, guard
        self.process: subprocess.Popen | None = None
        self._started = self._due = time.monotonic() + wait
        self._delay = FIRST_DELAY

    def tend(self) -> None:
        now = time.monotonic()
        if self.process is None:
            if now >= self._due:
                self._start(now)
        elif (code := self.process.poll()) is not None:
            self.bury()
            self._delay = FIRST_DELAY if now - self._started > STEADY_AFTER else min(2 * self._delay, LONGEST_DELAY)
            self._due = now + self._delay
            print(
                f"serve: {self.name} ended ({code}), starts again in {self._delay:.0f} s",
                file=sys.stderr,
                flush=True,
            )

    def _start(self, now: float) -> None:
        self._started = now
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True)
        os.write(self._guard, f"+{self.process.pid}\n".encode())

    def ask_to_stop(self) -> None:
        # Only the main process: a signal to all of a worker's processes makes the main one wait for ever.
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def bury(self) -> None:
        """Kill whatever is left of the session: a beat whose worker was killed would go on by itself."""
        if self.process:
            kill_session(self.process.pid)
            self.process.wait()
            os.write(self._guard, f"-{self.process.pid}\n".encode())
            self.process = None


def kill_session(leader: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def supervise(commands: dict[str, list[str]]) -> None:
    """Run the commands until INT or TERM, then stop them within ten seconds."""
    told: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: told.append(number))
    guard_pid, guard = start_guard()
    children = [Child(name, commands[name], guard, HEAD_START * place) for place, name in enumerate(commands)]
    while not told:
        for child in children:
            child.tend()
        time.sleep(0.2)
    stop(children)
    os.close(guard)
    os.waitpid(guard_pid, 0)


def stop(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end and not all(child.has_ended() for child in children):
        time.sleep(0.05)
    for child in children:
        child.bury()


def start_guard() -> tuple[int, int]:
    """A process that outlives a killed supervisor just long enough to stop the children; told by a pipe."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(reading)
        return pid, writing
    os.setsid()
    os.close(writing)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _guard(reading)
    os._exit(0)


def _guard(reading: int) -> None:
    alive: set[int] = set()
    with os.fdopen(reading) as lines:
        for line in lines:
            (alive.add if line[0] == "+" else alive.discard)(int(line[1:]))
    for leader in alive:
        with suppress(ProcessLookupError):
            os.kill(leader, signal.SIGTERM)
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end and any(os.path.exists(f"/proc/{leader}") for leader in alive):
        time.sleep(0.1)
    for leader in alive:
        kill_session(leader)


def programs(host: str, port: int, web_workers: int) -> dict[str, list[str]]:
    web = [
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(web_workers),
    ]
    web += ["--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "--log-level", "warning"]
    worker = ["celery", "--quiet", "-A", "config", "worker", "-B", "--pool", "threads", "-c", "2", "-l", "WARNING"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    # Celery warns root of pickled messages; ours are JSON.
    hush = ["-W", "ignore:You're running the worker"]
    return {
        "web": [sys.executable, "-m", *web, "config.wsgi:application"],
        "worker": [sys.executable, *hush, "-m", *worker],
    }


if __name__ == "__main__":
    supervise(programs(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))

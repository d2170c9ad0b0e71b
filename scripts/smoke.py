"""Do what a newcomer does: clone, `make run`, sign in, stop, start again. Ends with 1 at the first surprise."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from browsing import Browser, Surprise
from steps import ROOT

FIRST_START, SECOND_START, STOP = 900, 10, 10
OWN_VARIABLES = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "BASE_URL", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL"}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sauro-smoke-") as folder:
        clone, home = Path(folder, "clone"), Path(folder, "home")
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        try:
            first = start_look_and_stop(clone, home, FIRST_START, look=True)
            # On a machine that is busy with something else, no start is quick.
            busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
            second = start_look_and_stop(clone, home, SECOND_START * busy, look=False)
            expect_clean_tree(clone)
        except Surprise as surprise:
            print(Path(folder, "smoke.log").read_text()[-4000:], file=sys.stderr)
            sys.exit(f"smoke: {surprise}")
    print(f"smoke: ok (first start {first:.0f} s, second {second:.1f} s)")


def start_look_and_stop(clone: Path, home: Path, limit: float, *, look: bool) -> float:
    port, log = _free_port(), home.parent / "smoke.log"
    with running(clone, home, port, log) as make:
        seconds = wait_for_sign_in(make, port, limit)
        if look:
            sign_in_as_everyone(port, log)
    return seconds


@contextlib.contextmanager
def running(clone: Path, home: Path, port: int, log: Path) -> Iterator[subprocess.Popen]:
    environment = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    environment |= {"HOME": str(home), "PORT": str(port)}
    with open(log, "w") as output:
        make = subprocess.Popen(
            ["make", "run"],
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield make
        stop_in_time(make, clone)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(make.pid, signal.SIGTERM)


def wait_for_sign_in(make: subprocess.Popen, port: int, limit: float) -> float:
    begin = time.monotonic()
    while time.monotonic() - begin < limit:
        if make.poll() is not None:
            raise Surprise(f"make run ended with {make.returncode}")
        with contextlib.suppress(OSError, Surprise):
            Browser(port).open("/")
            return time.monotonic() - begin
        time.sleep(0.2)
    raise Surprise(f"no sign-in page after {limit:.0f} s")


def sign_in_as_everyone(port: int, log: Path) -> None:
    accounts = re.findall(r"^demo (\S+) (\S+) (\S+)$", log.read_text(), re.MULTILINE)
    if not accounts:
        raise Surprise("make run printed no demo account")
    for role, username, password in accounts:
        browser = Browser(port)
        browser.sign_in(username, password)
        print(f"smoke: {role} sees {browser.open_every_link_of('/')} pages", flush=True)


def stop_in_time(make: subprocess.Popen, clone: Path) -> None:
    begin = time.monotonic()
    os.killpg(make.pid, signal.SIGTERM)
    while (left := processes_of(clone)) and time.monotonic() - begin < STOP:
        time.sleep(0.1)
    if left:
        raise Surprise(f"still running {STOP} s after TERM: {left}")
    make.wait()
    print(f"smoke: stopped in {time.monotonic() - begin:.1f} s", flush=True)


def processes_of(folder: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if Path(os.readlink(process / "cwd")).is_relative_to(folder):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def expect_clean_tree(clone: Path) -> None:
    done = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    if done.stdout:
        raise Surprise(f"make run left files that git would see: {done.stdout.split()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()

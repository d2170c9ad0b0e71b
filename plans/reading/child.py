"""Reading in a child process, so that no file can take the server's memory or time."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from plans.reading.formats import MAX_BYTES
from plans.reading.old_office import is_old, modern
from plans.reading.refusals import Unreadable

_ROOT = Path(__file__).resolve().parents[2]
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "SYSTEMROOT", "TESSDATA_PREFIX")


def read_limited(
    data: bytes,
    *,
    filename: str,
    timeout_seconds: int = 60,
    memory_mb: int = 1024,
    on_progress: Callable[[int, int], None] | None = None,
    may_recognise: bool = False,
) -> dict:
    """What `plans.reading.read` gives; raises Unreadable, with code "limits" where a limit was met."""
    if not data:
        raise Unreadable("empty")
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large")
    if is_old(data):
        data, ending = modern(data)
        filename = f"{Path(filename).stem}{ending}"
    child = _start(filename, timeout_seconds, memory_mb, may_recognise)
    feeder = threading.Thread(target=_feed, args=(child, data), daemon=True)
    killer = threading.Timer(timeout_seconds, _kill, args=(child,))
    feeder.start()
    killer.start()
    try:
        answer = _listen(child, on_progress)
    finally:
        killer.cancel()
        _kill(child)
        child.wait()
        feeder.join()
        child.stdout.close()
    return _judge(answer, child.returncode)


def _start(filename: str, timeout_seconds: int, memory_mb: int, may_recognise: bool) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    arguments = [Path(filename).name or "-", str(timeout_seconds), str(memory_mb)]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "plans.reading", *arguments, *(["recognise"] if may_recognise else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=environment | {"PYTHONUTF8": "1", "PYTHONPATH": str(_ROOT)},
        start_new_session=True,
    )


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    with suppress(OSError):  # the child ended early; its answer or exit status says why
        child.stdin.write(data)
    with suppress(OSError):
        child.stdin.close()


def _listen(child: subprocess.Popen[bytes], on_progress: Callable[[int, int], None] | None) -> dict:
    for line in child.stdout:
        try:
            message = json.loads(line)
        except ValueError:
            return {}  # cut off in the middle of a line by a limit
        if "progress" not in message:
            child.wait()
            return message
        if on_progress:
            on_progress(*message["progress"])
    child.wait()
    return {}


def _kill(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)


def _judge(answer: dict, status: int) -> dict:
    if "result" in answer:
        return answer["result"]
    if refusal := answer.get("refused"):
        raise Unreadable(refusal["code"], refusal.get("en", ""), refusal.get("vi", ""))
    if status < 0:  # killed: by the clock here, or by the kernel for CPU time or memory
        raise Unreadable("limits")
    raise Unreadable("corrupt")

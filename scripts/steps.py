"""Do a step of the set-up only when what it is made from has changed since it last succeeded."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def step(label: str, stamp: Path, inputs: Iterable[Path], outputs: Iterable[Path], work: Callable[[], None]) -> None:
    mark = _digest(inputs)
    if stamp.exists() and stamp.read_text() == mark and all(path.exists() for path in outputs):
        return
    print(f"setup: {label}", flush=True)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)


def call(*command: str | Path, quiet: bool = False) -> None:
    """Run a command in the checkout; when it fails, stop with one line below its own output."""
    output = subprocess.DEVNULL if quiet else None
    code = subprocess.run([str(part) for part in command], cwd=ROOT, stdout=output, check=False).returncode
    if code:
        sys.exit(f"setup: stopped, because this failed: {' '.join(map(str, command))}")


def _digest(inputs: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(inputs):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()

"""A stranger's PDF is opened in a process of its own, which no file can make take the server's memory or time."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV")


def signatures_limited(
    data: bytes, *, roots: Iterable[Path] = (), seconds: int = 30, memory_mb: int = 1024
) -> list[dict[str, Any]] | None:
    """What `signatures_of` gives; None where a limit was met or the child failed."""
    command = [sys.executable, "-m", "tasks.reading", str(seconds), str(memory_mb), *map(str, roots)]
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command,
            input=data,
            capture_output=True,
            timeout=seconds * 2,
            cwd=_ROOT,
            env=environment | {"PYTHONUTF8": "1", "PYTHONPATH": str(_ROOT)},
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None

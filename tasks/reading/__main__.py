"""The child process: a PDF on stdin, its signatures as JSON on stdout, limits set before reading.

python -m tasks.reading CPU_SECONDS MEMORY_MB [ROOT_CERTIFICATE …]
"""

import json
import logging
import resource
import sys
from pathlib import Path

from tasks.reading.signatures import signatures_of


def main(cpu_seconds: int, memory_mb: int, roots: list[str]) -> None:
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()
    found = signatures_of(sys.stdin.buffer.read(), roots=[Path(root) for root in roots])
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])

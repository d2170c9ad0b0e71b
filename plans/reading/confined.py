"""Become another program under limits: python -m plans.reading.confined CPU_SECONDS MEMORY_MB FILE_MB PROGRAM …"""

import os
import resource
import sys

_MB = 1024 * 1024


def main(cpu_seconds: int, memory_mb: int, file_mb: int, command: list[str]) -> None:
    for kind, limit in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_mb * _MB),
        (resource.RLIMIT_FSIZE, file_mb * _MB),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    os.execv(command[0], command)  # noqa: S606 - the caller's own command


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])

"""The child process: bytes on stdin, one JSON object a line on stdout, limits set before reading.

python -m plans.reading FILENAME CPU_SECONDS MEMORY_MB [recognise]
"""

import json
import resource
import sys

from plans.reading.extraction import read
from plans.reading.refusals import Unreadable


def main(filename: str, cpu_seconds: int, memory_mb: int, may_recognise: bool) -> None:
    _limit(cpu_seconds, memory_mb)
    try:
        result = read(
            sys.stdin.buffer.read(), filename=filename, on_progress=_tell_progress, may_recognise=may_recognise
        )
        _tell({"result": result})
    except Unreadable as refusal:
        _tell({"refused": {"code": refusal.code, "en": refusal.message_en, "vi": refusal.message_vi}})
    except MemoryError:
        _tell({"refused": {"code": "limits"}})
    except RecursionError:
        _tell({"refused": {"code": "corrupt"}})


def _limit(cpu_seconds: int, memory_mb: int) -> None:
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _tell_progress(done: int, total: int) -> None:
    _tell({"progress": [done, total]})


def _tell(message: dict) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), "recognise" in sys.argv[4:])

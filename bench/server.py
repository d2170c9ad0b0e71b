"""The product's web server as production runs it, and a client that keeps its connection open."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

from config.serve import programs
from tests.services import children

HOST, WORKERS = "127.0.0.1", 2


@contextmanager
def web_server(**environment: str) -> Iterator[int]:
    """Its port."""
    port = children.free_port()
    server = children.start(
        programs(HOST, port, WORKERS)["web"],
        log=settings.FOLDER / "web.log",
        ready=lambda: children.answers(port),
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
    )
    try:
        yield port
    finally:
        children.stop(server)


class Client:
    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=60)
        self._headers = headers

    def get(self, path: str) -> bytes:
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: bytes, content_type: str) -> bytes:
        return self._ask("POST", path, body, {"Content-Type": content_type})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        self._connection.request(method, path, body, self._headers | headers)
        response = self._connection.getresponse()
        content = response.read()
        if response.status >= 300:
            raise RuntimeError(
                f"{method} {path} answered {response.status}: {content[:300].decode(errors='replace')}"
            )
        return content


def supervisor(port: int) -> list[str]:
    return [sys.executable, "-I", str(Path(settings.BASE_DIR) / "config" / "serve.py"), HOST, str(port), str(WORKERS)]

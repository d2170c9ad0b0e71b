"""A store that speaks as much S3 as files need: put, get, head, delete, on a port of its own."""

import threading
from collections.abc import Iterator
from email.utils import formatdate
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest


class Bucket(ThreadingHTTPServer):
    """`objects`: "/bucket/key" → bytes; `url` is the endpoint."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Bucket

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = b"".join(pieces(body))
        self.server.objects[self.key] = body
        self.answer(200, ETag=etag(body))

    def do_GET(self) -> None:
        body = self.server.objects.get(self.key)
        if body is None:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self.answer(200, body, ETag=etag(body), **{"Last-Modified": formatdate(usegmt=True)})

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        self.server.objects.pop(self.key, None)
        self.answer(204)

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def pieces(body: bytes) -> Iterator[bytes]:
    """Of a body that is sent as "length in hex, line end, bytes, line end"; the last is empty."""
    while body:
        head, _, body = body.partition(b"\r\n")
        length = int(head.split(b";")[0], 16)
        if not length:
            return
        yield body[:length]
        body = body[length + 2 :]


def etag(body: bytes) -> str:
    return f'"{md5(body, usedforsecurity=False).hexdigest()}"'


@pytest.fixture
def bucket(monkeypatch) -> Iterator[Bucket]:
    """Keys stand in the environment, where the client library looks for them."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-the-tests")
    server = Bucket()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()

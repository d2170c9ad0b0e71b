"""Clients that write over the API until told to stop; a process of its own, of the standard library alone.

Reads one line of JSON: {"port", "secret", "groups": [[assignment ids], …], "file": bool}, one writer per group.
Ends when standard input closes and prints [[started (epoch seconds), milliseconds, status], …].
"""

import itertools
import json
import sys
import threading
import time
from http.client import HTTPConnection

BOUNDARY = "sauro-bench"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"
_number = itertools.count(int(time.time() * 1_000_000))


def form(*, file: bool) -> bytes:
    """An update whose note, and file of some 3 KB with its label, were never sent before."""
    number = next(_number)
    parts = [_field("percent", str(number % 100)), _field("note", f"Cập nhật {number}")]
    parts += [_field("label", "Báo cáo kết quả")] if file else []
    if file:
        head = 'Content-Disposition: form-data; name="file"; filename="bao-cao.pdf"\r\nContent-Type: application/pdf'
        parts.append(_part(head, f"%PDF-1.4\n%{number}\n" + "0" * 3000))
    return "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode()


def _field(name: str, value: str) -> str:
    return _part(f'Content-Disposition: form-data; name="{name}"', value)


def _part(head: str, body: str) -> str:
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n{body}\r\n"


def write(order: dict, ids: list[int], stop: threading.Event, seen: list) -> None:
    connection = HTTPConnection("127.0.0.1", order["port"], timeout=60)
    headers = {"Authorization": f"Bearer {order['secret']}", "Content-Type": CONTENT_TYPE}
    for pk in itertools.cycle(ids):
        if stop.is_set():
            return
        body, started, began = form(file=order["file"]), time.time(), time.perf_counter()
        connection.request("POST", f"/api/v1/assignments/{pk}/updates/", body, headers)
        response = connection.getresponse()
        response.read()
        seen.append([started, (time.perf_counter() - began) * 1000, response.status])


def main() -> None:
    order, stop, seen = json.loads(sys.stdin.readline()), threading.Event(), []
    threads = [threading.Thread(target=write, args=(order, ids, stop, seen)) for ids in order["groups"]]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join()
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()

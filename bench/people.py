"""People at work in the hour before a deadline; a process of its own, of the standard library alone.

Reads one line of JSON: {"port", "seconds", "pace" (mean seconds of thought), "people": [{"cookie", "csrf", "work":
[assignment ids]}, …], "reading": [paths]}. Each person reads (70 %), updates (25 %), or adds a file and proposes
completion (5 %), thinks, and goes on. Prints [[what, milliseconds, whether it was answered as expected], …].
"""

import json
import random
import sys
import threading
import time
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected

from bench.writers import CONTENT_TYPE, form

SHARES = {"read": 70, "update": 25, "send": 5}


class Person:
    def __init__(self, order: dict, number: int, seen: list) -> None:
        self._order, self._seen, self._chance = order, seen, random.Random(number)
        self._own = order["people"][number]
        self._connection = HTTPConnection("127.0.0.1", order["port"], timeout=60)

    def work(self) -> None:
        end = time.monotonic() + self._order["seconds"]
        while time.monotonic() < end:
            time.sleep(self._chance.expovariate(1 / self._order["pace"]))
            (act,) = self._chance.choices(list(SHARES), SHARES.values())
            getattr(self, f"_{act}")()

    def _read(self) -> None:
        """The own work as often as everything else."""
        work = self._chance.choice(self._own["work"])
        other = self._chance.choice(self._order["reading"])
        self._ask("read", "GET", self._chance.choice([other, f"/viec/{work}/"]))

    def _update(self) -> None:
        self._post("update", f"/viec/{self._own['work'][0]}/cap-nhat/", form(file=False))

    def _send(self) -> None:
        if len(self._own["work"]) > 1:
            work = self._own["work"].pop()
            self._post("send", f"/viec/{work}/minh-chung/", form(file=True))
            self._post("send", f"/viec/{work}/buoc/propose/", form(file=False))

    def _post(self, what: str, path: str, body: bytes) -> None:
        """And read the page that it leads to."""
        answer = self._ask(what, "POST", path, body)
        if answer.status == 302:
            self._ask("read", "GET", answer.headers["Location"])

    def _ask(self, what: str, method: str, path: str, body: bytes | None = None) -> HTTPResponse:
        headers = {"Cookie": self._own["cookie"], "X-CSRFToken": self._own["csrf"], "Content-Type": CONTENT_TYPE}
        began = time.perf_counter()
        try:
            answer = self._answer(method, path, body, headers)
        except RemoteDisconnected:  # kept too long; browsers open it again as well
            self._connection.close()
            answer = self._answer(method, path, body, headers)
        expected = 302 if method == "POST" else 200
        self._seen.append([what, (time.perf_counter() - began) * 1000, answer.status == expected])
        return answer

    def _answer(self, *request: object) -> HTTPResponse:
        self._connection.request(*request)
        answer = self._connection.getresponse()
        answer.read()
        return answer


def main() -> None:
    order, seen = json.loads(sys.stdin.readline()), []
    people = [Person(order, number, seen) for number in range(len(order["people"]))]
    threads = [threading.Thread(target=person.work) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()

"""A mail server that answers as it is told, to see what a real one does on a bad day."""

import socketserver
import threading
from collections.abc import Iterator

import pytest

HANG_UP = "hang up"


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.server.connections += 1
        self._say("220 ready")
        while line := self.rfile.readline():
            word = line[:4].decode().upper().strip()
            answer = self.server.answer(word)
            if answer == HANG_UP:
                return
            self._say(answer)
            if answer.startswith("354") and not self._take_letter():
                return
            if word == "QUIT":
                return

    def _take_letter(self) -> bool:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.letters.append(b"".join(lines).decode())
        answer = self.server.answer("LETTER")
        if answer != HANG_UP:
            self._say(answer)
        return answer != HANG_UP

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class ScriptedServer(socketserver.ThreadingTCPServer):
    """`script["RCPT"] = ["450 later"]`: answers to come, in turn; then the usual one. LETTER: after the text."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.script: dict[str, list[str]] = {}
        self.letters: list[str] = []
        self.connections = 0
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"

    def answer(self, word: str) -> str:
        planned = self.script.get(word)
        return planned.pop(0) if planned else {"DATA": "354 go on", "QUIT": "221 bye"}.get(word, "250 fine")


@pytest.fixture
def scripted() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()

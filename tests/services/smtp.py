"""A real SMTP server that keeps what it is given."""

import logging
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services import children

# It tells every line of every letter.
logging.getLogger("mail.log").setLevel(logging.WARNING)


class Mailbox:
    def __init__(self) -> None:
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.refused: set[str] = set()
        self._lock = threading.Lock()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        letter = message_from_bytes(envelope.content, policy=policy.default)
        with self._lock:
            self.letters.append((list(envelope.rcpt_tos), letter))
        return "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        return [letter for _, letter in self.letters]

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for recipients, letter in self.letters if address in recipients]


class SmtpServer(Mailbox):
    """`url` is what EMAIL_URL takes; put an address into `refused` and it is refused for good."""

    def __init__(self) -> None:
        super().__init__()
        self.port = children.free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    yield server
    server.stop()

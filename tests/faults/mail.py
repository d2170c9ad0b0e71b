"""A mail server with bad days: slow, greylisting, hanging up after it has taken a letter."""

import asyncio

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.smtp import SmtpServer


class MoodyMail(SmtpServer):
    def __init__(self) -> None:
        super().__init__()
        self.slow, self.hang_up = 0, 0
        self.greylists = False
        self._seen: set[str] = set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.greylists and address not in self._seen:
            self._seen.add(address)
            return "450 4.2.0 Greylisted, try again later"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.slow, waits = max(0, self.slow - 1), 1.0 if self.slow else 0.003
        await asyncio.sleep(waits)  # long enough for a fault to meet a letter on its way
        answer = await super().handle_DATA(server, session, envelope)
        if self.hang_up:
            self.hang_up -= 1
            server.transport.close()
        return answer

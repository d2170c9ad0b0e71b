"""One SMTP connection that is kept for a batch of letters."""

import smtplib
import ssl
from dataclasses import dataclass, replace
from functools import cache

from notifications.channels.outcomes import Outcome, Result

TIMEOUT_SECONDS = 30
NO_SUCH_MAILBOX = {550, 551, 553}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    secure: bool = False
    user: str = ""
    password: str = ""


class Refused(Exception):
    """The server answered with an error code."""

    def __init__(self, code: int, answer: bytes) -> None:
        self.code = code
        super().__init__(f"{code} {answer.decode('utf-8', 'replace')}"[:300])


class Connection:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def send(self, sender: str, to: str, data: bytes) -> Result:
        """Bare addresses, checked before. A connection kept too long is opened again once: nothing had left on it."""
        kept = self._smtp is not None
        result = self._try(sender, to, data)
        return self._try(sender, to, data) if kept and result.down else result

    def close(self) -> None:
        if self._smtp:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None

    def _try(self, sender: str, to: str, data: bytes) -> Result:
        try:
            smtp = self._smtp = self._smtp or _open(self._server)
            # A refused sender is our own setting's fault, so it must not condemn the letter.
            _expect(smtp.docmd("MAIL", f"FROM:<{sender}>"))
        except (smtplib.SMTPException, Refused, OSError) as error:
            return self._down(error)
        try:
            _expect(smtp.docmd("RCPT", f"TO:<{to}>"))
        except Refused as error:
            return replace(self._refused(error), bad_address=error.code in NO_SUCH_MAILBOX)
        except (smtplib.SMTPException, OSError) as error:
            return self._down(error)
        return self._hand_over(smtp, data)

    def _hand_over(self, smtp: smtplib.SMTP, data: bytes) -> Result:
        try:
            _expect(smtp.data(data))
        except smtplib.SMTPDataError as error:
            return self._refused(Refused(error.smtp_code, _as_bytes(error.smtp_error)))
        except Refused as error:
            return self._refused(error)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Result(Outcome.UNKNOWN, _words(error))
        return Result(Outcome.SENT)

    def _refused(self, error: Refused) -> Result:
        """4xx: later; 5xx: never."""
        if error.code == 421:
            return self._down(error)
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()
        return Result(Outcome.PERMANENT if error.code >= 500 else Outcome.TEMPORARY, str(error))

    def _down(self, error: Exception) -> Result:
        self._drop()
        return Result(Outcome.TEMPORARY, _words(error), down=True)

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
            self._smtp = None


def _open(server: Server) -> smtplib.SMTP:
    if server.secure:
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=_context())
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        smtp.ehlo_or_helo_if_needed()
        if not server.secure and smtp.has_extn("starttls"):
            smtp.starttls(context=_context())
        elif server.user and not server.secure and server.host not in LOOPBACK:
            raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS, the password was not sent")
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


@cache
def _context() -> ssl.SSLContext:
    """Made once: reading the system's certificates takes longer than sending twenty letters."""
    return ssl.create_default_context()


def _expect(reply: tuple[int, bytes]) -> None:
    if not 200 <= reply[0] < 300:
        raise Refused(*reply)


def _words(error: Exception) -> str:
    return str(error)[:300] if isinstance(error, Refused) else f"{type(error).__name__}: {error}"[:300]


def _as_bytes(answer: bytes | str) -> bytes:
    return answer if isinstance(answer, bytes) else answer.encode()

"""E-mail as a plugin of Apprise, over one kept connection.

Apprise's own e-mail plugin waits 5.5 s between letters, reads the system's certificates for each (44 ms) and tells
neither the kind of a failure nor the Message-ID; this one does. It is used as an instance: registering its schema
with Apprise's manager would first load all 180 other plugins (26 MB, 2 s).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from apprise import NotifyBase, NotifyFormat

from notifications.channels.mime import encode
from notifications.channels.outcomes import Letter, Outcome, Result
from notifications.channels.smtp import Connection, Server


class NotifySauroMail(NotifyBase):
    service_name = "Sáu Rõ Mail"
    protocol = "sauromail"
    secure_protocol = "sauromails"
    setup_url = ""
    templates = ("{schema}://{host}:{port}", "{schema}://{user}:{password}@{host}:{port}")
    request_rate_per_sec = 0
    body_maxlen = 1_000_000
    title_maxlen = 300
    notify_format = NotifyFormat.TEXT

    def __init__(self, *, connection: Connection, sender: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._connection, self._sender = connection, sender
        self.to, self.data = "", b""
        self.result = Result(Outcome.PERMANENT)

    def send(self, body: str, title: str = "", **kwargs: Any) -> bool:
        """Apprise can only carry yes or no, so the bytes and the result stand beside the call."""
        self.result = self._connection.send(self._sender, self.to, self.data)
        return self.result.outcome is Outcome.SENT

    def url(self, privacy: bool = False, **kwargs: Any) -> str:
        return f"{self.secure_protocol if self.secure else self.protocol}://{self.host}:{self.port}"

    def __len__(self) -> int:
        return 1


class SauroMail:
    """`deliver` sends one letter through the plugin."""

    def __init__(self, plugin: NotifySauroMail, sender: str) -> None:
        self._plugin, self._sender = plugin, sender

    def deliver(self, letter: Letter) -> Result:
        plugin = self._plugin
        try:
            plugin.to, plugin.data = letter.to, encode(letter, self._sender)
        except ValueError as error:
            return Result(Outcome.PERMANENT, str(error))
        plugin.notify(body=letter.text, title=letter.subject)
        return plugin.result


@contextmanager
def open_sauromail(url: str, *, sender: str) -> Iterator[SauroMail]:
    server = server_of(url)
    connection = Connection(server)
    schema = NotifySauroMail.secure_protocol if server.secure else NotifySauroMail.protocol
    address = parseaddr(sender)[1]
    plugin = NotifySauroMail(connection=connection, sender=address, schema=schema, host=server.host, port=server.port)
    try:
        yield SauroMail(plugin, sender)
    finally:
        connection.close()


def server_of(url: str) -> Server:
    """smtp://user:password@host:port or smtps://…; ValueError for anything else, without the URL in it."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("EMAIL_URL must look like smtp://user:password@host:port or smtps://…")
    secure = parts.scheme == "smtps"
    return Server(
        host=parts.hostname,
        port=parts.port or (465 if secure else 587 if parts.username else 25),
        secure=secure,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )

"""A letter as the bytes that travel.

Put together by hand: the standard library's generator takes five times as long, and letters go out by thousands.
"""

from base64 import b64encode
from collections.abc import Iterator
from email.utils import format_datetime, formataddr, parseaddr
from functools import cache
from urllib.parse import quote

from notifications.channels.outcomes import Letter

BOUNDARY, OUTER = "sauro-two-forms", "sauro-with-files"  # base64 has no hyphen, so no body can hold it

LETTER = """\
From: {sender}
To: {to}
Subject: {subject}
Date: {date}
Message-ID: {message_id}
{stop}
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
MIME-Version: 1.0
{body}"""

WORDS = """\
Content-Type: multipart/alternative; boundary="{boundary}"

--{boundary}
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

{text}
--{boundary}
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{html}
--{boundary}--
"""

MIXED = """\
Content-Type: multipart/mixed; boundary="{outer}"

--{outer}
{words}{files}
--{outer}--
"""

FILE = """
--{outer}
Content-Type: {type}
Content-Disposition: attachment; filename*=UTF-8''{name}
Content-Transfer-Encoding: base64

{content}"""


def encode(letter: Letter, sender: str) -> bytes:
    """ValueError when an address or a header cannot be sent."""
    shown, address = _sender(sender)
    _check(letter, address)
    filled = LETTER.format(
        sender=shown,
        to=letter.to,
        subject="\n ".join(_words(letter.subject)),
        date=format_datetime(letter.at),
        message_id=letter.message_id,
        stop=_stop(letter.stop_url, address),
        body=_body(letter),
    )
    return filled.replace("\n", "\r\n").encode("ascii")


def _body(letter: Letter) -> str:
    text, html = _base64(letter.text.encode()), _base64(letter.html.encode())
    words = WORDS.format(boundary=BOUNDARY, text=text, html=html)
    if not letter.files:
        return words
    files = "".join(
        FILE.format(outer=OUTER, type=each.content_type, name=quote(each.name), content=_base64(each.content))
        for each in letter.files
    )
    return MIXED.format(outer=OUTER, words=words, files=files)


def _stop(url: str, address: str) -> str:
    """RFC 2369, and RFC 8058 where one POST is enough."""
    mail = f"<mailto:{address}?subject=unsubscribe>"
    if not url:
        return f"List-Unsubscribe: {mail}"
    return f"List-Unsubscribe: <{url}>, {mail}\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"


@cache
def _sender(sender: str) -> tuple[str, str]:
    name, address = parseaddr(sender)
    return formataddr((name, address)), address


def _words(text: str) -> Iterator[str]:
    """Encoded words of RFC 2047: at most 75 signs each, no character cut in two (11 take 44 bytes at most)."""
    for start in range(0, len(text), 11):
        yield f"=?utf-8?b?{b64encode(text[start : start + 11].encode()).decode('ascii')}?="


def _check(letter: Letter, sender: str) -> None:
    if any(character in header for header in (letter.to, letter.subject) for character in "\r\n"):
        raise ValueError("a header holds a line break")
    for address in (letter.to, sender):
        if not address.isascii() or "@" not in address or set(address) & set(" <>,;"):
            raise ValueError("not an address that can be sent to")


def _base64(content: bytes) -> str:
    packed = b64encode(content).decode("ascii")
    return "\n".join(packed[start : start + 76] for start in range(0, len(packed), 76))

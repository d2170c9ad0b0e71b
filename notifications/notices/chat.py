"""What leaves the house by chat or SMS: code, short title, date and one link. No names, progress, reasons, numbers.

Only lines about work say more than their kind: their text is made of code, title and date (`SPEAKS_OF_WORK`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.conf import settings

from notifications.models import Message
from notifications.notices.letters import newest, path_of, subject, urgency_of

MOST_OF_BOT, MOST_OF_TITLE, MOST_OF_SMS, LINE = 600, 65, 160, 90
SPEAKS_OF_WORK = {"assignment", "plan", "contribution"}
PRIVATE = re.compile(r"(?<![\d.])(?:\+?84|0)(?:[ .]?\d){8,10}(?!\d)|[\w.+-]+@[\w.-]+\.\w+")
HEADINGS = {
    Message.Urgency.LATE: "Quá hạn",
    Message.Urgency.TODAY: "Hạn hôm nay",
    Message.Urgency.SOON: "Sắp đến hạn",
    Message.Urgency.NEW: "Việc mới",
    Message.Urgency.OTHER: "Cần xem",
}
TEMPLATE_TITLES = {Message.Urgency.LATE: "Nhắc việc quá hạn", Message.Urgency.TODAY: "Nhắc việc đến hạn hôm nay"}


@dataclass(frozen=True)
class Template:
    """A paid message: a title of at most 65 signs, three rows, one button."""

    title: str
    code: str
    work: str
    due: str
    url: str

    def cells(self) -> dict[str, str]:
        """By the names of the template's parameters, measured after NFC."""
        found = {"tieu_de": self.title, "ma": self.code, "viec": self.work, "han": self.due, "lien_ket": self.url}
        return {name: unicodedata.normalize("NFC", value) for name, value in found.items()}


def bot_text(messages: Iterable[Message], day: date) -> str:
    """At most 600 signs, grouped by urgency, with one link at the end."""
    lines, url = newest(messages), _url(newest(messages))
    room, said, shown = MOST_OF_BOT - len(url) - 40, [], 0
    heading = None
    for message in lines:
        words = [HEADINGS[urgency_of(message, day)], _line(message)]
        words = words[1:] if words[0] == heading else words
        if sum(map(len, said + words)) + len(said + words) > room:
            break
        heading, shown = HEADINGS[urgency_of(message, day)], shown + 1
        said += words
    if shown < len(lines):
        said.append(f"và {len(lines) - shown} việc nữa")
    return "\n".join([*said, "", url])


def short_text(messages: Iterable[Message], day: date) -> str:
    """One SMS: without diacritics, so that 160 signs fit."""
    lines = newest(messages)
    url = _url(lines)
    words = _line(lines[0]) if len(lines) == 1 else subject(lines, day)
    return f"{shorten(plain('Sáu Rõ: ' + words), MOST_OF_SMS - len(url) - 1, placeholder='...')} {url}"


def template(messages: Iterable[Message], day: date) -> Template:
    """About the worst item alone."""
    worst = newest(messages)[0]
    work = _work(worst).removeprefix(worst.code).strip()
    return Template(
        title=TEMPLATE_TITLES.get(urgency_of(worst, day), "Nhắc việc"),
        code=worst.code[:30] or "–",
        work=shorten(work, MOST_OF_TITLE, placeholder="…"),
        due=f"{worst.due_date:%d/%m/%Y}" if worst.due_date else f"{day:%d/%m/%Y}",
        url=settings.BASE_URL + path_of(worst),
    )


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign if sign.isascii() else "" for sign in letters)


def _line(message: Message) -> str:
    due = f", hạn {message.due_date:%d/%m/%Y}" if message.due_date else ""
    return shorten(_work(message), LINE - len(due), placeholder="…") + due


def _work(message: Message) -> str:
    if message.subject_type not in SPEAKS_OF_WORK:
        return f"1 {message.counted}"
    return PRIVATE.sub("…", message.text)


def _url(lines: list[Message]) -> str:
    """Of a lone line its own; of many the list of what waits."""
    counts = Counter(path_of(message) for message in lines)
    return settings.BASE_URL + (next(iter(counts)) if len(counts) == 1 else "/")

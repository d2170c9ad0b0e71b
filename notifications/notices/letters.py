"""How messages read as a letter: subject, text and HTML. The words are in templates/notifications/."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from notifications import kinds
from notifications.models import Message, SignedLink

Urgency = Message.Urgency
SHOWN = 5
SOON_DAYS = 7


@dataclass(frozen=True)
class Line:
    text: str
    detail: str
    url: str
    label: str
    overdue: bool
    verb: str


@dataclass(frozen=True)
class Reading:
    subject: str
    text: str
    html: str


def read(
    messages: Iterable[Message],
    *,
    to: str,
    is_mailbox: bool,
    day: date,
    stop_url: str = "",
    words: kinds.Words = ("", ""),
    house: str = "",
) -> Reading:
    """The letter of one recipient; the most urgent line first, and of two about the same only the newest.

    `words`: what its plan puts before the subject and at the beginning. `house`: whose product this is.
    """
    lines = newest(messages)
    worst = lines[0]
    heading = f"{words[0]}: {subject(lines, day)}" if words[0] else subject(lines, day)
    context = {
        "heading": heading,
        "to": to,
        "house": house,
        "opening": words[1],
        "day": day,
        "is_mailbox": is_mailbox,
        "is_digest": not any(message.single for message in lines),
        "lines": [_line(message, day) for message in lines[:SHOWN]],
        "total": len(lines),
        "all_url": f"{settings.BASE_URL}/",
        "hours_url": f"{settings.BASE_URL}/ho-so/kenh-nhan/",
        "stop_url": stop_url,
        "glimpse": _glimpse(worst, day),
        "why": _why(worst),
        "not_mine_url": settings.BASE_URL + path_of(worst) if _is_of_work(worst) and _link(worst) else "",
        "link_until": min((link.expires_at for line in lines[:SHOWN] if (link := _link(line))), default=None),
    }
    return Reading(
        subject=f"[Sáu Rõ] {heading}",
        text=render_to_string("notifications/letter.txt", context).strip() + "\n",
        html=render_to_string("notifications/letter.html", context),
    )


def subject(messages: list[Message], day: date) -> str:
    """ "1 việc quá hạn, 3 việc đến hạn trong 7 ngày"; a lone line without a date speaks for itself."""
    if len(messages) == 1 and messages[0].due_date is None:
        return messages[0].text
    distances = [(m.due_date - day).days for m in messages if m.due_date]
    late, soon = [d for d in distances if d < 0], [d for d in distances if d >= 0]
    parts = [f"{len(late)} việc quá hạn"] if late else []
    if soon:
        parts.append(f"{len(soon)} việc đến hạn trong {max(SOON_DAYS, *soon)} ngày")
    others = Counter(m.counted for m in messages if m.due_date is None)
    return ", ".join(parts + [f"{count} {noun}" for noun, count in others.items()])


def distance(due: date, day: date) -> str:
    days = (due - day).days
    if days == 0:
        return "Hạn hôm nay"
    return f"Còn {days} ngày" if days > 0 else f"Quá hạn {-days} ngày"


def shown(messages: Iterable[Message]) -> list[Message]:
    """The lines that stand in the letter itself."""
    return newest(messages)[:SHOWN]


def urgency_of(message: Message, day: date) -> str:
    """As of the day of the letter, which may be later than the day the line was written."""
    if message.due_date is None:
        return message.urgency
    days = (message.due_date - day).days
    return Urgency.LATE if days < 0 else Urgency.TODAY if days == 0 else Urgency.SOON


def words_of(messages: list[Message], words: dict[int, kinds.Words]) -> kinds.Words:
    """Of the one plan that all lines are about."""
    plans = {message.plan_id for message in messages}
    return words.get(plans.pop() or 0, ("", "")) if len(plans) == 1 else ("", "")


def path_of(message: Message) -> str:
    """Where its own link opens the line without signing in; the mark becomes the token on the way out."""
    link = _link(message)
    return f"{kinds.one_tap[message.kind, message.subject_type]}{link.mark}/" if link else message.path


def newest(messages: Iterable[Message]) -> list[Message]:
    """The most urgent line first, and of two about the same only the newest. A sample's are not saved."""
    by_subject = {(m.kind, m.subject_type, m.subject_id): m for m in sorted(messages, key=lambda m: m.pk or 0)}
    return sorted(by_subject.values(), key=lambda m: (m.due_date or date.max, m.pk or 0))


def _link(message: Message) -> SignedLink | None:
    links = [link for link in message.links.all() if not link.revoked_at] if message.pk else []
    return links[-1] if links else None


def _is_of_work(message: Message) -> bool:
    """A piece of work or a dated duty, which may have gone to somebody else; not what is said of a whole document."""
    return bool(message.code or message.due_date)


def _glimpse(worst: Message, day: date) -> str:
    """What a list of mails shows under the subject."""
    title = _title(worst)
    return f"{distance(worst.due_date, day)}: {title}" if worst.due_date else worst.detail or title


def _title(message: Message) -> str:
    """Without the code, which stands with the details."""
    title = message.text.removeprefix(f"{message.code} ") if message.code else message.text
    return title[:1].upper() + title[1:]


def _why(worst: Message) -> str:
    """ "bạn là chuyên viên thực hiện việc IV.2, bậc 5; lãnh đạo đơn vị cũng nhận."; empty: the general sentence."""
    if not worst.why:
        return ""
    work = f" {worst.code}" if worst.code else ""
    rung = f", {worst.rung}" if worst.rung else ""
    return f"{worst.why}{work}{rung}{f'; {worst.also} cũng nhận' if worst.also else ''}."


def _line(message: Message, day: date) -> Line:
    coded = f"{message.code}, " if message.text != _title(message) and message.detail else ""
    return Line(
        text=_title(message) if coded else message.text,
        detail=coded + message.detail,
        url=settings.BASE_URL + path_of(message),
        label=distance(message.due_date, day) if message.due_date else "",
        overdue=message.due_date is not None and message.due_date < day,
        verb=kinds.verbs.get(message.subject_type, "Xem chi tiết"),
    )

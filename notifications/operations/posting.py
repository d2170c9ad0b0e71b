"""Take notices and put them down as messages, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from notifications.models import Message
from units.models import Membership
from units.queries import reached_instead

# Who speaks for a unit: the first role that somebody holds.
SPEAKERS = (Membership.Role.COORDINATOR, Membership.Role.HEAD, Membership.Role.OFFICER)
KEY = ("user_id", "unit_id", "kind", "subject_type", "subject_id", "dedupe")


@dataclass(frozen=True)
class Notice:
    """Something to say to one person, or to a unit: its people, or its mailbox where it has none.

    `text` is one line and the subject of a letter of its own (`single`); without `single` it waits for the day's
    digest. With `due_date` the digest adds how far that day is; without, `counted` is how the subject counts it
    ("2 việc mới").
    """

    kind: str
    subject: tuple[str, int]
    text: str
    path: str
    dedupe: str
    to_user_id: int | None = None
    to_unit_id: int | None = None
    single: bool = False
    detail: str = ""
    due_date: date | None = None
    counted: str = "thông báo"
    personal: bool = False
    """For the person alone, never for a deputy (a link that sets a password)."""
    to_mailbox: bool = False
    """To the unit's mailbox even where it has people (a link that registers them)."""


def post(notices: Iterable[Notice], *, today: date | None = None) -> int:
    """How many messages are new; what was said before is not said again."""
    messages = draft(notices, today=today)
    Message.objects.bulk_create(messages, batch_size=1_000, ignore_conflicts=True)
    return len(messages)


def draft(notices: Iterable[Notice], *, today: date | None = None) -> list[Message]:
    """The unsaved messages that `post` would write."""
    notices = list(notices)
    today = today or timezone.localdate()
    speakers = _speakers({n.to_unit_id for n in notices if n.to_unit_id}, today)
    messages = {}
    instead = reached_instead(_people(notices, speakers), today)
    for notice in notices:
        for user_id, unit_id in _recipients(notice, speakers, instead):
            message = _message(notice, user_id, unit_id, today)
            messages.setdefault(_key(message), message)
    said = _said(messages.values())
    return [message for key, message in messages.items() if key not in said]


def _people(notices: list[Notice], speakers: dict[int, list[int]]) -> set[int]:
    named = {notice.to_user_id for notice in notices if notice.to_user_id and not notice.personal}
    return named.union(*speakers.values())


def _recipients(
    notice: Notice, speakers: dict[int, list[int]], instead: dict[int, int]
) -> list[tuple[int | None, int | None]]:
    """`instead`: absent people with their deputies."""
    if notice.to_user_id:
        user_id = notice.to_user_id
        return [(user_id if notice.personal else instead.get(user_id, user_id), None)]
    if notice.to_mailbox:
        return [(None, notice.to_unit_id)]
    people = dict.fromkeys(instead.get(user_id, user_id) for user_id in speakers.get(notice.to_unit_id, ()))
    return [(user_id, None) for user_id in people] if people else [(None, notice.to_unit_id)]


def _speakers(unit_ids: set[int], today: date) -> dict[int, list[int]]:
    by_role = defaultdict(lambda: defaultdict(list))
    rows = Membership.objects.current(today).filter(unit__in=unit_ids, role__in=SPEAKERS, user__is_active=True)
    for unit_id, role, user_id in rows.order_by("user").values_list("unit", "role", "user"):
        by_role[unit_id][role].append(user_id)
    return {unit: next(roles[role] for role in SPEAKERS if role in roles) for unit, roles in by_role.items()}


def _message(notice: Notice, user_id: int | None, unit_id: int | None, today: date) -> Message:
    return Message(
        user_id=user_id,
        unit_id=unit_id,
        kind=notice.kind,
        subject_type=notice.subject[0],
        subject_id=notice.subject[1],
        dedupe=notice.dedupe,
        text=notice.text[:300],
        detail=notice.detail[:300],
        due_date=notice.due_date,
        counted=notice.counted,
        path=notice.path,
        single=notice.single,
        day=today,
    )


def _key(message: Message) -> tuple:
    return tuple(getattr(message, name) for name in KEY)


def _said(messages: Iterable[Message]) -> set[tuple]:
    subjects = {message.subject_id for message in messages}
    if not subjects:
        return set()
    occasions = {message.dedupe for message in messages}
    rows = Message.objects.filter(subject_id__in=subjects, dedupe__in=occasions)
    return set(rows.values_list(*KEY))

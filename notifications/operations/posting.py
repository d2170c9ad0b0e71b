"""Take notices and put them down as messages, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from notifications.models import Address, Channel, Message
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
    of_unit_id: int | None = None
    """Whose work it is, when it goes to a person: that unit's own group reads it too."""
    plan_id: int | None = None
    """The focal unit of this plan may follow what became of it."""
    code: str = ""
    """Of the task: a row of the paid Zalo template."""
    urgency: str = ""
    """By the due date where there is one, else "other"."""
    rung: str = ""
    last_rung: bool = False
    """Goes even when the channel's budget is spent."""
    channels: tuple[str, ...] = ()
    """Codes that the rung allows; empty: all that cost nothing."""
    why: str = ""
    also: str = ""


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
    instead, groups = reached_instead(_people(notices, speakers), today), _groups(notices)
    for notice in notices:
        for message in _messages(notice, _recipients(notice, speakers, instead), groups, today):
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


def _messages(
    notice: Notice, recipients: list[tuple[int | None, int | None]], groups: set[int], today: date
) -> Iterator[Message]:
    for user_id, unit_id in recipients:
        yield _message(notice, user_id, unit_id, today)
    unit_id = _unit_of(notice)
    if unit_id in groups and (None, unit_id) not in recipients:
        yield _message(replace(notice, channels=(Channel.APPRISE,)), None, unit_id, today)


def _unit_of(notice: Notice) -> int | None:
    return None if notice.personal or notice.to_mailbox else notice.to_unit_id or notice.of_unit_id


def _groups(notices: list[Notice]) -> set[int]:
    """Units with a group of their own that reads along."""
    units = {_unit_of(notice) for notice in notices} - {None}
    rows = Address.objects.filter(unit__in=units, channel=Channel.APPRISE, failed_at=None)
    return set(rows.values_list("unit", flat=True)) if units else set()


def speakers_of(unit_id: int, today: date) -> list[int]:
    return _speakers({unit_id}, today).get(unit_id, [])


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
        urgency=notice.urgency or _urgency(notice.due_date, today),
        code=notice.code[:40],
        rung=notice.rung[:40],
        last_rung=notice.last_rung,
        channels=Channel.EMAIL if notice.personal or notice.to_mailbox else ",".join(notice.channels),
        why=notice.why[:160],
        also=notice.also[:160],
        plan_id=notice.plan_id,
    )


def _urgency(due: date | None, today: date) -> str:
    if due is None:
        return Message.Urgency.OTHER
    return Message.Urgency.LATE if due < today else Message.Urgency.TODAY if due == today else Message.Urgency.SOON


def _key(message: Message) -> tuple:
    return tuple(getattr(message, name) for name in KEY)


def _said(messages: Iterable[Message]) -> set[tuple]:
    subjects = {message.subject_id for message in messages}
    if not subjects:
        return set()
    occasions = {message.dedupe for message in messages}
    rows = Message.objects.filter(subject_id__in=subjects, dedupe__in=occasions)
    return set(rows.values_list(*KEY))

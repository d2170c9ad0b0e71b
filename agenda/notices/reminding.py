"""What a reminder says and to whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from agenda.ladder import CITY, FOCAL, HEAD, LEADER, OFFICER, Due, Spoken
from notifications.operations import Notice
from plans.models import Plan
from units.calendars import WorkCalendar, weekday
from units.models import Membership

OF_PLAN = "reminder_plan"
SINGLE_AT_MOST = 3  # due today and told one by one; more of them go into the digest
ROLES = {
    OFFICER: "chuyên viên thực hiện",
    LEADER: "lãnh đạo phụ trách",
    HEAD: "lãnh đạo đơn vị",
    FOCAL: "cơ quan đầu mối",
    CITY: "lãnh đạo UBND Thành phố",
}
SPEAKER = "người nhận thay cho đơn vị: việc chưa ghi người thực hiện"
OF_THE_UNIT = "người nhận tin của đơn vị"
ABOVE = {
    "assignment": ("lượt giao", "/viec/?van_ban={plan}&tinh_hinh={situation}"),
    "report": ("báo cáo kỳ", "/bao-cao/tinh-hinh-nop/"),
}
"""What those above are told of, by subject: how it is counted, and where it is listed."""


@dataclass
class Tally:
    """What one plan tells those above: how many, whose, since when."""

    count: int = 0
    units: set[int] = field(default_factory=set)
    oldest: date = date.max


@dataclass(frozen=True)
class Around:
    """Who stands around the duties of a day, asked once."""

    at_work: set[tuple[int, int]]
    heads: dict[int, list[int]]
    leaders: list[int]

    @classmethod
    def of(cls, spoken: list[Spoken], today: date) -> "Around":
        people = {one.due.officer_id for one in spoken} | {one.due.leader_id for one in spoken}
        current = Membership.objects.current(today).filter(user__is_active=True)
        named = current.filter(user__in=people - {None}, role__in=Membership.WORKING)
        units = {one.due.unit_id for one in spoken if HEAD in one.rung.to}
        heads: dict[int, list[int]] = defaultdict(list)
        for unit_id, user_id in (
            current.filter(unit__in=units, role=Membership.Role.HEAD).order_by("user").values_list("unit", "user")
            if units
            else ()
        ):
            heads[unit_id].append(user_id)
        leaders = current.filter(role=Membership.Role.LEADER).order_by("user").values_list("user", flat=True)
        city = any(CITY in one.rung.to for one in spoken)
        return cls(set(named.values_list("user", "unit")), heads, list(leaders) if city else [])

    def people(self, spoken: Spoken) -> dict[int | None, str]:
        """Person → as what; None is the unit: those who speak for it, or its mailbox."""
        due, to = spoken.due, spoken.rung.to
        named = ((OFFICER, due.officer_id), (LEADER, due.leader_id))
        found = {user: role for role, user in named if role in to and (user, due.unit_id) in self.at_work}
        if HEAD in to:
            found |= {user: HEAD for user in self.heads[due.unit_id] if user not in found}
        reached = OFFICER in found.values() or (found and OFFICER not in to)
        return found if reached or not to & {OFFICER, LEADER, HEAD} else found | {None: OFFICER}


def reminders(spoken: Iterable[Spoken], calendar: WorkCalendar, today: date) -> Iterator[Notice]:
    spoken = [one for one in spoken if not _was_updated(one, today)]
    around = Around.of(spoken, today)
    lone = _few_enough(spoken, today)
    for one in spoken:
        people = around.people(one)
        for user_id, role in people.items():
            to = {"to_user_id": user_id} if user_id else {"to_unit_id": one.due.unit_id}
            others = [ROLES[other] for user, other in people.items() if user != user_id]
            yield Notice(
                **_words(one, calendar, today),
                **to,
                of_unit_id=one.due.unit_id,
                single=one.rung.due == today and one.due.unit_id in lone,
                why=f"bạn là {ROLES[role] if user_id else SPEAKER if one.due.assignment else OF_THE_UNIT}",
                also=", ".join(dict.fromkeys(others)),
            )
    yield from _summaries(spoken, around, today)


def due_words(due: date, calendar: WorkCalendar, today: date) -> str:
    """ "hạn 31/01/2026 (thứ Bảy): nên xong thứ Sáu 30/01"; the advice only while it can be followed."""
    words = f"hạn {due:%d/%m/%Y}"
    better = calendar.on_or_before(due)
    if better == due or due < today:
        return words
    holiday = ", ngày nghỉ" if due.weekday() < 5 else ""
    words += f" ({weekday(due)}{holiday})"
    return f"{words}: nên xong {weekday(better)} {better:%d/%m}" if better >= today else words


def _words(one: Spoken, calendar: WorkCalendar, today: date) -> dict[str, object]:
    due, rung = one.due, one.rung
    return {
        "kind": due.kind,
        "subject": due.subject,
        "text": due.text,
        "detail": f"{due.plan.reference} · {due_words(rung.due, calendar, today)}{_so_far(due)}",
        "path": due.path,
        "dedupe": rung.name,
        "due_date": rung.due,
        "plan_id": due.plan.pk,
        "code": due.code,
        "rung": rung.words,
        "last_rung": rung.last,
        "channels": tuple(sorted(rung.channels)),
    }


def _so_far(due: Due) -> str:
    """For the letter alone: what leaves by chat is made of the text."""
    work = due.assignment
    if work is None or not (work.is_counted or work.percent):
        return ""
    return f" · đang ghi {work.count_text or f'{work.percent}%'}"


def _was_updated(one: Spoken, today: date) -> bool:
    work = one.due.assignment
    if not (one.rung.quiet_days and work and work.updated_at):
        return False
    return timezone.localdate(work.updated_at) > today - timedelta(days=one.rung.quiet_days)


def _few_enough(spoken: list[Spoken], today: date) -> set[int]:
    """Units with so little due today that each may come as a letter of its own."""
    counts = Counter(one.due.unit_id for one in spoken if one.rung.due == today)
    return {unit_id for unit_id, count in counts.items() if count <= SINGLE_AT_MOST}


def _summaries(spoken: list[Spoken], around: Around, today: date) -> Iterator[Notice]:
    """Those above read one line a plan, not one for each of hundreds of units."""
    tallies: dict[tuple[Plan, str, bool, str], Tally] = defaultdict(Tally)
    for one in (one for one in spoken if one.due.subject[0] in ABOVE):
        for to in one.rung.to & {FOCAL, CITY}:
            tally = tallies[one.due.plan, to, one.due.date < today, one.due.subject[0]]
            tally.count += 1
            tally.units.add(one.due.unit_id)
            tally.oldest = min(tally.oldest, one.due.date)
    for (plan, to, late, what), tally in tallies.items():
        common = _summary(plan, tally, late, what, today) | {"why": f"bạn là {ROLES[to]}"}
        common["dedupe"] = f"{today}-{to}-{late}" + (f"-{what}" if what != "assignment" else "")
        if to == FOCAL:
            yield Notice(**common, to_unit_id=plan.focal_unit_id)
        else:
            yield from (Notice(**common, to_user_id=user_id) for user_id in around.leaders)


def _summary(plan: Plan, tally: Tally, late: bool, what: str, today: date) -> dict[str, object]:
    state = "quá hạn" if late else "sắp đến hạn"
    since = f" · lâu nhất {(today - tally.oldest).days} ngày" if late else ""
    noun, path = ABOVE[what]
    situation = "open_overdue" if late else "due_soon"
    return {
        "kind": OF_PLAN,
        "subject": ("plan", plan.pk),
        "text": f"{plan.reference}: {tally.count} {noun} {state} của {len(tally.units)} đơn vị",
        "detail": f"theo bậc nhắc hôm nay{since}",
        "path": path.format(plan=plan.pk, situation=situation),
        "plan_id": plan.pk,
        "urgency": "late" if late else "soon",
        "rung": "bản tổng hợp",
        "counted": f"văn bản có {noun} {state}",
    }

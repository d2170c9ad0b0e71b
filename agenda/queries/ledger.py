"""Sổ gửi tin: of the plans one leads, what was said to whom over which channel, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When
from django.utils import timezone

from agenda.models import Acknowledgement
from notifications.models import Channel, Delivery, Enclosure
from plans.models import Plan
from units.models import User

State = Delivery.State
WORK = "assignment"
RECENT = timedelta(days=31)
GONE = Q(delivery__state__in=[State.SENT, State.DELIVERED, State.UNKNOWN])
LATER = Q(delivery__state=State.QUEUED, delivery__next_try_at__isnull=False)
WAITING = [State.QUEUED, State.SENDING, State.FAILED_TEMPORARY]
RESULTS = {
    "da-nam": ("acknowledged", "Đã nắm", GONE & Q(message__known_at__isnull=False)),
    "da-mo": ("opened", "Đã mở", GONE & Q(message__opened_at__isnull=False)),
    "da-gui": ("delivered", "Đã gửi", Q(delivery__state__in=[State.SENT, State.DELIVERED])),
    "doi-kenh": ("rerouted", "Đổi kênh", Q(delivery__state=State.REROUTED)),
    "tam-giu": ("held", "Tạm giữ", LATER),
    "cho-gui": ("wait", "Chờ gửi", Q(delivery__state__in=WAITING)),
    "khong-den": ("failed", "Không đến", Q(delivery__state__in=[State.FAILED, State.UNKNOWN])),
    "khong-gui": ("none", "Không gửi", Q(delivery__state=State.SKIPPED)),
}
"""In this order: badge, words, which rows. A row has the first that fits."""


@dataclass(frozen=True)
class Asked:
    """What the page is narrowed to; empty: not narrowed."""

    day: date | None = None
    plan: int | None = None
    channel: str = ""
    result: str = ""
    name: str = ""


def ledger(user: User, asked: Asked) -> QuerySet[Enclosure]:
    """Newest first; each row with its `result`, of all results."""
    rows = Enclosure.objects.filter(plan_id__in=_plans(user, asked))
    rows = rows.filter(day=asked.day) if asked.day else _recent(rows)
    if asked.channel in Channel.values:
        rows = rows.filter(delivery__channel=asked.channel)
    if asked.name:
        named = Q(delivery__user__full_name__icontains=asked.name) | Q(delivery__unit__name__icontains=asked.name)
        rows = rows.filter(named | Q(message__code__iexact=asked.name))
    which = (When(rule, then=Value(slug)) for slug, (_, _, rule) in RESULTS.items())
    rows = rows.annotate(result=Case(*which, default=Value("cho-gui"), output_field=CharField()))
    return rows.select_related("message", "delivery__user", "delivery__unit").order_by("-pk")


def _recent(rows: QuerySet[Enclosure]) -> QuerySet[Enclosure]:
    """The last month in which anything was said; years of reminders are not counted at every look."""
    newest = rows.aggregate(day=Max("day"))["day"]
    return rows.filter(day__gt=newest - RECENT) if newest else rows.none()


def of_result(rows: QuerySet[Enclosure], result: str) -> QuerySet[Enclosure]:
    return rows.filter(result=result) if result in RESULTS else rows


def result_counts(rows: QuerySet[Enclosure]) -> dict[str, int]:
    found = dict(rows.order_by().values_list("result").annotate(Count("pk")))
    return {slug: found.get(slug, 0) for slug in RESULTS}


def of_day(user: User, plan_id: int, day: date) -> tuple[int, int]:
    """Of a plan that the person leads: lines of that day, and how many did not arrive."""
    counts = result_counts(ledger(user, Asked(day=day, plan=plan_id)))
    return sum(counts.values()), counts["khong-den"]


def deliveries_of(user: User) -> QuerySet[Delivery]:
    """Those that hold a line about a plan the person leads."""
    mine = Enclosure.objects.filter(plan_id__in=Plan.objects.led_by(user).values("pk"))
    return Delivery.objects.filter(pk__in=mine.values("delivery"))


def promises(rows: Iterable[Enclosure]) -> dict[int, str]:
    """By row: what its reader answered, where it is “đã nắm”."""
    known = {row.pk: row.message for row in rows if row.message.known_at and row.message.subject_type == WORK}
    said = Acknowledgement.objects.filter(assignment__in={message.subject_id for message in known.values()})
    latest = {(one.assignment_id, one.user_id, one.unit_id): one for one in said.order_by("pk")} if known else {}
    found = {pk: latest.get((message.subject_id, *message.recipient)) for pk, message in known.items()}
    return {pk: _promise(one) for pk, one in found.items() if one}


def why(row: Enclosure) -> str:
    """What the badge leaves open."""
    delivery, message = row.delivery, row.message
    if row.result == "tam-giu":
        held = delivery.error or "ngoài giờ nhận của người này"
        return f"{held}, gửi lúc {_clock(delivery.next_try_at)}"
    if delivery.state == State.FAILED_TEMPORARY:
        return f"{delivery.error}; gửi lại lúc {_clock(delivery.next_try_at)}"
    if row.result == "da-nam":
        return f"báo lúc {_clock(message.known_at)}"
    if row.result == "da-mo":
        return f"mở lúc {_clock(message.opened_at)}"
    if delivery.state == State.UNKNOWN:
        return f"chưa rõ đã đến: {delivery.reason or delivery.error}"
    if delivery.delivered_at:
        return f"đến máy lúc {_clock(delivery.delivered_at)}"
    return delivery.reason or delivery.error


def _promise(said: Acknowledgement) -> str:
    held = f"giữ bậc nhắc đến hết {said.held_until:%d/%m/%Y}"
    return f"“Đã nắm, sẽ xong ngày {said.expected_date:%d/%m/%Y}”; {held}"


def _clock(moment: object) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m}" if moment else "chưa rõ"


def _plans(user: User, asked: Asked) -> list[int]:
    plans = Plan.objects.led_by(user)
    return list((plans.filter(pk=asked.plan) if asked.plan else plans).values_list("pk", flat=True))

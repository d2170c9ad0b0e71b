"""Sổ gửi tin: of the plans one leads, what was said to whom over which channel, and what became of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from notifications.models import Channel, Delivery, Enclosure
from plans.models import Plan
from units.models import User

State = Delivery.State
GROUPS = {
    "da-den": ("Đã gửi", [State.SENT, State.DELIVERED]),
    "cho-gui": ("Đang chờ", [State.QUEUED, State.SENDING, State.FAILED_TEMPORARY]),
    "doi-kenh": ("Đổi kênh", [State.REROUTED]),
    "khong-den": ("Không đến", [State.FAILED, State.UNKNOWN]),
    "khong-gui": ("Không gửi", [State.SKIPPED]),
}
BADGES = {
    State.SENT: "ok",
    State.DELIVERED: "delivered",
    State.REROUTED: "rerouted",
    State.FAILED: "failed",
    State.UNKNOWN: "failed",
    State.SKIPPED: "none",
}


@dataclass(frozen=True)
class Asked:
    """What the page is narrowed to; empty: not narrowed."""

    day: date | None = None
    plan: int | None = None
    channel: str = ""
    group: str = ""
    name: str = ""


def ledger(user: User, asked: Asked) -> QuerySet[Enclosure]:
    """Newest first."""
    rows = Enclosure.objects.filter(plan_id__in=_plans(user, asked))
    if asked.day:
        rows = rows.filter(day=asked.day)
    if asked.channel in Channel.values:
        rows = rows.filter(delivery__channel=asked.channel)
    if asked.group in GROUPS:
        rows = rows.filter(delivery__state__in=GROUPS[asked.group][1])
    if asked.name:
        named = Q(delivery__user__full_name__icontains=asked.name) | Q(delivery__unit__name__icontains=asked.name)
        rows = rows.filter(named | Q(message__code__iexact=asked.name))
    return rows.select_related("message", "delivery__user", "delivery__unit").order_by("-pk")


def group_counts(rows: QuerySet[Enclosure]) -> dict[str, int]:
    found = dict(rows.order_by().values_list("delivery__state").annotate(Count("pk")))
    return {slug: sum(found.get(state, 0) for state in states) for slug, (_, states) in GROUPS.items()}


def deliveries_of(user: User) -> QuerySet[Delivery]:
    """Those that hold a line about a plan the person leads."""
    mine = Enclosure.objects.filter(plan_id__in=Plan.objects.led_by(user).values("pk"))
    return Delivery.objects.filter(pk__in=mine.values("delivery"))


def badge_of(delivery: Delivery) -> tuple[str, str]:
    """Code and words; what waits for its hour is held."""
    if delivery.state == State.QUEUED and delivery.next_try_at:
        return "held", "Tạm giữ"
    return BADGES.get(delivery.state, "wait"), delivery.get_state_display()


def why(delivery: Delivery) -> str:
    if delivery.state == State.QUEUED and delivery.next_try_at:
        return "đến giờ nhận của người này thì gửi"
    return delivery.reason or delivery.error


def _plans(user: User, asked: Asked) -> list[int]:
    plans = Plan.objects.led_by(user)
    return list((plans.filter(pk=asked.plan) if asked.plan else plans).values_list("pk", flat=True))

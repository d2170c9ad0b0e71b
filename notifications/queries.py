"""What the pages of the post office show."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from notifications.models import (
    Address,
    Budget,
    Channel,
    Delivery,
    DeliveryQuerySet,
    Message,
    Opening,
    SignedLink,
    Verification,
)
from notifications.models.recipients import Recipient
from notifications.periods import at
from units.models import Membership, User

State = Delivery.State
GONE_OUT = [State.SENT, State.DELIVERED, State.UNKNOWN]
BY_HAND = [SignedLink.Purpose.REGISTER, SignedLink.Purpose.PASSWORD]
AMBER, NIGHT = 0.9, time()


@dataclass(frozen=True)
class Used:
    today: int
    month: int

    def and_one(self) -> "Used":
        return replace(self, today=self.today + 1, month=self.month + 1)


@dataclass(frozen=True)
class Usage:
    """`level`: ok, amber from 90 %, red when spent."""

    label: str
    used: int
    limit: int
    period: str
    is_mail: bool = False

    @property
    def level(self) -> str:
        return "red" if self.used >= self.limit else "amber" if self.used >= AMBER * self.limit else "ok"


def used(channel: str, now: datetime) -> Used:
    today = timezone.localdate(now)
    rows = Delivery.objects.filter(channel=channel, state__in=GONE_OUT, sent_at__gte=at(today.replace(day=1), NIGHT))
    return Used(**rows.aggregate(month=Count("pk"), today=Count("pk", filter=Q(sent_at__gte=at(today, NIGHT)))))


def usage(now: datetime) -> list[Usage]:
    """Of every channel that has a limit, the narrower one first."""
    found = []
    for budget in Budget.objects.order_by("pk"):
        spent, label = used(budget.channel, now), budget.get_channel_display()
        mail = budget.channel == Channel.EMAIL
        if budget.per_month:
            month = f"tháng {timezone.localtime(now).month}"
            found.append(Usage(label, spent.month, budget.per_month, month, mail))
        if budget.per_day:
            found.append(Usage(label, spent.today, budget.per_day, "hôm nay", mail))
    return sorted(found, key=lambda one: -one.used / one.limit)


class Guests:
    """Before the operator opens for everybody, only those named are written to; a unit brings all who work there.

    Until anything is decided: nobody, unless letters stay on this machine anyway.
    """

    def __init__(self) -> None:
        opening = Opening.objects.first()
        decided = opening.everyone if opening else None
        self.everybody = not _leads_out() if decided is None else decided
        self.units = set(opening.units.values_list("pk", flat=True)) if opening else set()
        self.people = set(opening.people.values_list("pk", flat=True)) if opening else set()
        if self.units:
            there = Membership.objects.current(timezone.localdate()).filter(unit__in=self.units)
            self.people |= set(there.values_list("user", flat=True))

    def has(self, to: Recipient) -> bool:
        listed = self.everybody or to.user_id in self.people or to.unit_id in self.units
        return listed or _sent_by_hand(to)


def _leads_out() -> bool:
    """Without a mail server, a chat account and a group of a unit all letters stay on this machine."""
    given = settings.EMAIL_URL, settings.ZALO_BOT_TOKEN, settings.ZALO_OA_TEMPLATE, settings.SMS_URL
    return any(given) or Address.objects.filter(channel=Channel.APPRISE).exists()


def _sent_by_hand(to: Recipient) -> bool:
    """Codes that somebody has just asked for, and the links that an administrator sends, always go."""
    if isinstance(to, Delivery) and to.key != Delivery.DIGEST:
        return to.key.startswith(Delivery.CODE) or to.messages.filter(kind__in=BY_HAND).exists()
    return isinstance(to, Message) and to.kind in BY_HAND


def own_places(user: User) -> list[Address]:
    """Every channel that is set up here and the person has; the account's own e-mail first, saved or not."""
    mine = {address.channel: address for address in Address.objects.filter(user=user)}
    mine.setdefault(Channel.EMAIL, Address(user=user, channel=Channel.EMAIL, target=user.email))
    return [mine[channel] for channel in Channel if channel in mine]


def pending_code(user: User, channel: str, now: datetime) -> Verification | None:
    rows = Verification.objects.filter(user=user, channel=channel, used_at=None, expires_at__gt=now)
    return rows.order_by("-pk").first()


def demo_letters(user: User) -> DeliveryQuerySet:
    """Letters that stayed here because no mail server is set. In the one-machine demo everybody reads all of them."""
    letters = Delivery.objects.filter(state=Delivery.State.SENT, channel=Channel.EMAIL).select_related("user", "unit")
    if not settings.EMBEDDED:
        letters = letters.filter(Q(user=user) | Q(unit__in=user.unit_ids()))
    return letters.order_by("-pk")

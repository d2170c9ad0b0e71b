"""Places where people are written to: marked when nothing arrives there, and who is told so."""

from datetime import datetime

from django.utils import timezone

from notifications.models import Address, Channel, Delivery
from notifications.operations.posting import Notice, post, speakers_of
from units.models import Membership


def mark_failed(delivery: Delivery, error: str, *, now: datetime) -> None:
    """Nothing more goes there until it is mended; the unit hears of it."""
    own = {"user_id": delivery.user_id, "unit_id": delivery.unit_id, "channel": delivery.channel}
    address, _ = Address.objects.get_or_create(**own, defaults={"target": delivery.target})
    if address.target != delivery.target:
        return
    address.failed_at, address.failure = now, error[:200]
    address.save(update_fields=["failed_at", "failure"])
    if delivery.user_id:
        _tell_unit(delivery, now)


def warn_admins(channel: str, error: str, *, now: datetime) -> None:
    """Once a day: nobody else can mend a channel."""
    day = timezone.localdate(now)
    admins = Membership.objects.current(day).filter(role=Membership.Role.ADMIN, user__is_active=True)
    post(
        (
            Notice(
                kind="channel_down",
                subject=("channel", list(Channel.values).index(channel)),
                text=f"Kênh {Channel(channel).label} không gửi được, cần quản trị xem lại",
                detail=error[:300],
                path="/quan-tri/",
                dedupe=day.isoformat(),
                to_user_id=user_id,
                personal=True,
                single=True,
            )
            for user_id in set(admins.values_list("user", flat=True))
        ),
        today=day,
    )


def _tell_unit(delivery: Delivery, now: datetime) -> None:
    today = timezone.localdate(now)
    places = Membership.objects.current(today).filter(user=delivery.user_id, role__in=Membership.WORKING)
    post(
        (
            Notice(
                kind="address_failed",
                subject=("user", delivery.user_id),
                text=f"Tin gửi {delivery.user} không đến: sửa địa chỉ nhận tin",
                detail=f"Kênh {delivery.get_channel_display()}, địa chỉ {delivery.target}.",
                path=f"/don-vi/{unit_id}/",
                dedupe=f"{delivery.channel}-{today.isoformat()}",
                to_unit_id=unit_id,
                to_mailbox=speakers_of(unit_id, today) == [delivery.user_id],
                counted="địa chỉ nhận tin bị hỏng",
            )
            for unit_id in set(places.values_list("unit", flat=True))
        ),
        today=today,
    )

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
    else:
        _tell_admins(delivery, now)


def warn_admins(channel: str, error: str, *, now: datetime) -> None:
    """Once a day: nobody else can mend a channel."""
    day = timezone.localdate(now)
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
            for user_id in _admins(now)
        ),
        today=day,
    )


def _tell_admins(delivery: Delivery, now: datetime) -> None:
    """Of a unit's mailbox: only they can mend it, and nobody else may be left to be told."""
    post(
        (
            Notice(
                kind="mailbox_failed",
                subject=("unit", delivery.unit_id),
                text=f"Hộp thư công vụ của {delivery.unit.short_name} không nhận được thư",
                detail=f"Địa chỉ {delivery.target}. Sửa ở trang Quản trị, mục Đơn vị.",
                path=f"/don-vi/{delivery.unit_id}/",
                dedupe=timezone.localdate(now).isoformat(),
                to_user_id=user_id,
                personal=True,
                counted="hộp thư công vụ bị hỏng",
            )
            for user_id in _admins(now)
        ),
        today=timezone.localdate(now),
    )


def _admins(now: datetime) -> set[int]:
    places = Membership.objects.current(timezone.localdate(now)).filter(role=Membership.Role.ADMIN)
    return set(places.filter(user__is_active=True).values_list("user", flat=True))


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

"""What a person wants: which channel for what, and at which hours."""

from datetime import time

from django.db import transaction

from journal.operations import record
from notifications.channels import is_open
from notifications.errors import PostError
from notifications.models import Address, Channel, Preference
from units.models import User


@transaction.atomic
def set_hours(*, user: User, digest_time: time | None, quiet_from: time | None, quiet_to: time | None) -> Preference:
    if (quiet_from is None) != (quiet_to is None):
        raise PostError("Giờ yên lặng cần cả hai đầu. Ghi cả giờ bắt đầu và giờ kết thúc, hoặc bỏ trống cả hai.")
    hours = {"digest_time": digest_time, "quiet_from": quiet_from, "quiet_to": quiet_to}
    return Preference.objects.update_or_create(user=user, defaults=hours)[0]


@transaction.atomic
def choose(*, user: User, wanted: dict[str, tuple[bool, bool]]) -> None:
    """By channel: digests, single messages. Each kind keeps at least one channel that works."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    mine = {address.channel: address for address in Address.objects.filter(user=user)}
    if Channel.EMAIL in wanted and Channel.EMAIL not in mine:
        mine[Channel.EMAIL] = Address(user=user, channel=Channel.EMAIL)
    for channel, address in mine.items():
        address.digests, address.singles = wanted.get(channel, (address.digests, address.singles))
    usable = [one for one in mine.values() if _works(one, user)]
    if not any(one.digests for one in usable) or not any(one.singles for one in usable):
        raise PostError("Mỗi loại tin cần ít nhất một kênh đang dùng được. Chọn lại rồi lưu.")
    for address in mine.values():
        address.save()


@transaction.atomic
def forget(*, user: User, channel: str) -> None:
    """Nothing more goes there; e-mail goes to the account's address again."""
    gone = Channel.SMS, Channel.ZALO_OA
    channels = gone if channel in gone else (channel,)
    if Address.objects.filter(user=user, channel__in=channels).delete()[0]:
        record("notifications.address_forgotten", ("user", user.pk), actor=user, channel=str(channel))


def _works(address: Address, user: User) -> bool:
    usual = address.channel == Channel.EMAIL and not address.verified_at and address.target in ("", user.email)
    return is_open(address.channel) and (address.is_usable or (usual and bool(user.email) and not address.failed_at))

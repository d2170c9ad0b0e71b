"""Stop the digests to one address, and begin again, by a link of the letter itself and without signing in."""

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from notifications.models import Address, Channel, Delivery
from notifications.operations.routing import Routes

TOKEN = re.compile(r"([ud])(\d{1,18})-([0-9a-f]{40})", re.ASCII)


def stop_url(delivery: Delivery) -> str:
    """Follows from the address, so a letter to an address that was changed since stops nothing."""
    side, number = ("u", delivery.user_id) if delivery.user_id else ("d", delivery.unit_id)
    return f"{settings.BASE_URL}/thoi-nhan/{side}{number}-{_mac(side, number, delivery.target)}/"


def address_of(token: str) -> Address | None:
    """The address that the link speaks of; unsaved when it is the recipient's usual one."""
    found = TOKEN.fullmatch(token)
    if not found:
        return None
    side, number, mac = found[1], int(found[2]), found[3]
    who = (number, None) if side == "u" else (None, number)
    target = _target(who)
    if not target or not constant_time_compare(mac, _mac(side, number, target)):
        return None
    own = {"user_id": who[0], "unit_id": who[1], "channel": Channel.EMAIL}
    return Address.objects.filter(**own).first() or Address(**own, target=target)


@transaction.atomic
def set_digests(*, token: str, wanted: bool, now: datetime) -> Address | None:
    """None when the link is not (any more) one of ours."""
    address = address_of(token)
    if address is None:
        return None
    if address.pk is None:
        address.verified_at, address.consent = now, "địa chỉ của tài khoản"
    address.digests = wanted
    address.save()
    return address


def _target(who: tuple[int | None, int | None]) -> str:
    try:
        return Routes([who]).mail(who).target
    except KeyError:
        return ""


def _mac(side: str, number: int, target: str) -> str:
    return salted_hmac("stop digests", f"{side}{number}:{target}", algorithm="sha256").hexdigest()[:40]

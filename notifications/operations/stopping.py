"""Stop the digests to one address, and begin again, by a link of the letter itself and without signing in."""

import re

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from notifications.models import Address, Channel, Delivery
from notifications.operations.routing import Recipient, Routes

TOKEN = re.compile(r"([ud])(\d{1,18})-([0-9a-f]{40})", re.ASCII)


def stop_url(delivery: Delivery) -> str:
    """Follows from the address, so a letter to an address that was changed since stops nothing."""
    side, number = ("u", delivery.user_id) if delivery.user_id else ("d", delivery.unit_id)
    return f"{settings.BASE_URL}/thoi-nhan/{side}{number}-{_mac(side, number, delivery.target)}/"


def target_of(token: str) -> str:
    """Where the letter with this link went; empty when nothing goes there (any more)."""
    found = TOKEN.fullmatch(token)
    target = _target(_who(found)) if found else ""
    return target if target and constant_time_compare(found[3], _mac(found[1], int(found[2]), target)) else ""


def address_of(token: str) -> Address | None:
    """The row that the link speaks of; unsaved when the recipient has none yet."""
    if not target_of(token):
        return None
    user_id, unit_id = _who(TOKEN.fullmatch(token))
    own = {"user_id": user_id, "unit_id": unit_id, "channel": Channel.EMAIL}
    return Address.objects.filter(**own).first() or Address(**own)


@transaction.atomic
def set_digests(*, token: str, wanted: bool) -> Address | None:
    """None when the link is not (any more) one of ours."""
    address = address_of(token)
    if address is None:
        return None
    address.digests = wanted
    address.save()
    return address


def _who(found: re.Match[str]) -> Recipient:
    return (int(found[2]), None) if found[1] == "u" else (None, int(found[2]))


def _target(who: Recipient) -> str:
    try:
        return Routes([who]).mail(who).target
    except KeyError:
        return ""


def _mac(side: str, number: int, target: str) -> str:
    return salted_hmac("stop digests", f"{side}{number}:{target}", algorithm="sha256").hexdigest()[:40]

"""What providers say later about a message they took: it arrived, or it never will."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from notifications.channels import Outcome, Result
from notifications.models import Channel, Delivery, DeliveryQuerySet
from notifications.operations.settling import follow

State = Delivery.State
TRACKING = re.compile(r"sauro-(\d{1,18})", re.ASCII)


def delivery_of(channel: str, tracking: object) -> DeliveryQuerySet:
    """The envelope that carries this number, if it is one of ours."""
    found = TRACKING.fullmatch(str(tracking))
    return Delivery.objects.filter(pk=found[1] if found else None, channel=channel)


def arrived(rows: DeliveryQuerySet, *, at: datetime, now: datetime, provider_id: object = "") -> bool:
    """Safe to say again. It may come before the sender has written down that it was taken."""
    rows.filter(sent_at=None).update(sent_at=now)
    changes = {"state": State.DELIVERED, "claim": None, "error": "", "delivered_at": at}
    if provider_id:
        changes["provider_id"] = str(provider_id)[:100]
    return bool(rows.exclude(state=State.DELIVERED).update(**changes))


def from_gateway(raw: bytes, *, bearer: str, signature: str) -> bool:
    """The secret itself, or HMAC-SHA256 of the body with it in hex, as gateways differ."""
    secret = settings.SMS_RECEIPT_SECRET
    if not secret:
        return False
    signed = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    given = signature.strip().lower().removeprefix("sha256=")
    return constant_time_compare(bearer, secret) or constant_time_compare(given, signed)


def take_sms_receipts(content: object, *, now: datetime) -> int:
    """How many told something new. `SMS_RECEIPT` names the fields and what their values mean."""
    return sum(_take(receipt, now) for receipt in _receipts(content))


@transaction.atomic
def _take(receipt: dict[str, Any], now: datetime) -> bool:
    names = settings.SMS_RECEIPT
    rows = delivery_of(Channel.SMS, receipt.get(names["id"], ""))
    status = str(receipt.get(names["status"], ""))[:40]
    if _means(status, "delivered"):
        return arrived(rows, at=now, now=now)
    never = _means(status, "invalid")
    if not (never or _means(status, "failed")):
        return False
    delivery = rows.exclude(state__in=[State.DELIVERED, State.FAILED]).select_for_update(of=("self",)).first()
    if delivery is None:
        return False
    words = f"nhà mạng báo không đến: {status}"
    Delivery.objects.filter(pk=delivery.pk).update(state=State.FAILED, claim=None, error=words)
    follow(delivery, State.FAILED, Result(Outcome.PERMANENT, words, bad_address=never), now)
    return True


def _receipts(content: object) -> Iterator[dict[str, Any]]:
    for one in content if isinstance(content, list) else [content]:
        if isinstance(one, dict):
            yield one


def _means(status: str, what: str) -> bool:
    return status.casefold() in {str(value).casefold() for value in settings.SMS_RECEIPT[what]}

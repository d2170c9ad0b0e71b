"""What comes back from Zalo: receipts of the Official Account, and what people write to the bot."""

import hashlib
from datetime import UTC, datetime
from itertools import product
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare

from notifications.channels import open_channel
from notifications.models import Address, Channel, Verification
from notifications.operations.receipts import arrived, delivery_of
from notifications.operations.verifying import link_chat

UPDATES = 50
ARRIVED = "user_received_message"


def is_signed(raw: bytes, *, signature: str, header_time: str, body_time: str) -> bool:
    """Plain SHA-256 of id, body, time and secret; which id and which time is told in more than one way."""
    secret, given = settings.ZALO_OA_WEBHOOK_SECRET, signature.removeprefix("mac=").strip().lower()
    if not secret or not given:
        return False
    ids, times = (settings.ZALO_OA_APP_ID, settings.ZALO_OA_ID), (header_time, body_time)
    return any(
        constant_time_compare(given, hashlib.sha256(one.encode() + raw + when.encode() + secret.encode()).hexdigest())
        for one, when in product(filter(None, ids), filter(None, times))
    )


def take_receipt(event: dict[str, Any], *, now: datetime) -> bool:
    """Safe to take again; False when it speaks of no envelope of ours."""
    message = event.get("message")
    if event.get("event_name") != ARRIVED or not isinstance(message, dict):
        return False
    rows = delivery_of(Channel.ZALO_OA, message.get("tracking_id", ""))
    return arrived(rows, at=_when(message, now), now=now, provider_id=message.get("msg_id", ""))


def take_update(update: dict[str, Any], *, now: datetime) -> Address | None:
    """Of the bot. Only a code is answered; nothing else that people write is read or kept."""
    result = update.get("result", update)
    message = result.get("message") if isinstance(result, dict) else None
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or chat.get("chat_type", "PRIVATE") != "PRIVATE" or not chat.get("id"):
        return None
    return link_chat(text=str(message.get("text", ""))[:100], chat=str(chat["id"])[:254], now=now)


def _when(message: dict[str, Any], now: datetime) -> datetime:
    text = str(message.get("delivery_time", ""))
    return min(now, datetime.fromtimestamp(int(text) / 1000, UTC)) if text.isdecimal() and len(text) < 15 else now


def listen(*, now: datetime) -> int:
    """How many chats were linked. Only while somebody waits to be linked, and where no webhook is set."""
    waiting = Verification.objects.filter(channel=Channel.ZALO, used_at=None, expires_at__gt=now)
    if not settings.ZALO_BOT_TOKEN or settings.ZALO_BOT_SECRET or not waiting.exists():
        return 0
    with open_channel(Channel.ZALO) as bot:
        return sum(take_update(update, now=now) is not None for update in bot.updates(most=UPDATES))

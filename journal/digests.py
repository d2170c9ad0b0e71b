"""Pure functions of an event's content; `JOURNAL_KEY` lives outside the database."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal.models import Event

GENESIS = "0" * 64


def digest(event: "Event", key: bytes) -> str:
    """HMAC-SHA256, hex, over the content in one canonical order."""
    content = [
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.actor_unit_id,
        event.verb,
        event.subject_type,
        event.subject_id,
        event.plan_id,
        event.payload,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def chain(previous: str, digests: Iterable[str]) -> Iterable[str]:
    for one in digests:
        previous = hashlib.sha256((previous + one).encode()).hexdigest()
        yield previous


def sign_end(position: int, hashed: str, key: bytes) -> str:
    return hmac.new(key, f"{position}:{hashed}".encode(), hashlib.sha256).hexdigest()

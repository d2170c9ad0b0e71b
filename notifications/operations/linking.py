"""Links in letters: made, written into a letter on its way out, found again, used once.

The token follows from the row and SECRET_KEY: neither the row, which keeps its hash, nor the stored letter holds it.
"""

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from notifications import kinds
from notifications.models import Delivery, Message, SignedLink
from units.models import Unit, User

Purpose = SignedLink.Purpose
DAYS = {Purpose.REGISTER: 14, Purpose.PASSWORD: 7, Purpose.ACKNOWLEDGE: 7}
MARK = re.compile(r"__LINK-(\d{1,18})__")


def make_link(
    *, purpose: Purpose, now: datetime, user: User | None = None, unit: Unit | None = None, actor: User | None = None
) -> SignedLink:
    """A new link for one recipient; older ones for the same purpose stop working."""
    same = SignedLink.objects.filter(purpose=purpose, user=user, unit=unit, used_at=None, revoked_at=None)
    same.update(revoked_at=now)
    link = SignedLink(purpose=purpose, user=user, unit=unit, created_by=actor, created_at=now)
    link.expires_at = now + timedelta(days=DAYS[purpose])
    link.token_hash = _hash(token_of(link))
    link.save(force_insert=True)
    return link


def make_item_links(messages: Iterable[Message], *, now: datetime) -> None:
    """A link of its own for each line that can be answered without signing in; `message.links` then has it."""
    ends = now + timedelta(days=DAYS[Purpose.ACKNOWLEDGE])
    links = []
    for message in messages:
        if (message.kind, message.subject_type) in kinds.one_tap:
            link = SignedLink(purpose=Purpose.ACKNOWLEDGE, message=message, created_at=now, expires_at=ends)
            link.user_id, link.unit_id = message.recipient
            link.token_hash = _hash(token_of(link))
            links.append(link)
    SignedLink.objects.bulk_create(links, batch_size=1_000)


Tokens = dict[tuple[str, int | None, int | None], str]


def fill(text: str, delivery: Delivery, tokens: Tokens | None = None) -> str:
    """The words as the recipient gets them. Only the recipient's own links: a mark that somebody typed stays one."""
    if "__LINK-" not in text:
        return text
    tokens = tokens_in([delivery]) if tokens is None else tokens
    return MARK.sub(lambda found: tokens.get((found[1], *delivery.recipient), found[0]), text)


def tokens_in(deliveries: Iterable[Delivery]) -> Tokens:
    """For `fill`, asked once for a batch of letters."""
    numbers = {number for delivery in deliveries for number in MARK.findall(delivery.text + delivery.html)}
    links = SignedLink.objects.filter(pk__in=numbers) if numbers else ()
    return {(str(link.pk), *link.recipient): token_of(link) for link in links}


def find_link(token: str, purpose: Purpose, *, lock: bool = False) -> SignedLink | None:
    rows = SignedLink.objects.select_for_update(of=("self",)) if lock else SignedLink.objects.all()
    return rows.filter(token_hash=_hash(token), purpose=purpose).first()


def trouble(link: SignedLink | None, now: datetime) -> str:
    """Why the link opens nothing; empty when it does."""
    if link is None:
        return "Liên kết không đúng. Mở lại thư, sao chép đủ cả địa chỉ rồi thử lại."
    if link.used_at:
        return f"Liên kết này đã được dùng lúc {timezone.localtime(link.used_at):%H:%M ngày %d/%m/%Y}."
    if link.revoked_at:
        return "Đã có thư mới hơn thay liên kết này. Dùng liên kết trong thư mới nhất."
    if link.expires_at <= now:
        return f"Liên kết đã hết hạn ngày {timezone.localtime(link.expires_at):%d/%m/%Y}. Đề nghị gửi lại thư mời."
    return ""


def token_of(link: SignedLink) -> str:
    content = f"{link.purpose}:{link.user_id}:{link.unit_id}:{link.created_at.timestamp():.6f}"
    if link.message_id:
        content += f":{link.message_id}"
    return (
        urlsafe_b64encode(salted_hmac("link in a letter", content, algorithm="sha256").digest()).decode().rstrip("=")
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()

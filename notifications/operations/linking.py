"""Links in letters: made, written into a letter on its way out, found again, used once.

The token follows from the row and SECRET_KEY: neither the row, which keeps its hash, nor the stored letter holds it.
"""

import hashlib
import re
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from notifications.models import Delivery, SignedLink
from units.models import Unit, User

Purpose = SignedLink.Purpose
DAYS = {Purpose.REGISTER: 14, Purpose.PASSWORD: 7}
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


def mark(link: SignedLink) -> str:
    """Stands for the token wherever the letter is kept."""
    return f"__LINK-{link.pk}__"


def fill(text: str, delivery: Delivery) -> str:
    """The words as the recipient gets them. Only the recipient's own links: a mark that somebody typed stays one."""
    numbers = set(MARK.findall(text))
    if not numbers:
        return text
    own = SignedLink.objects.filter(pk__in=numbers, user=delivery.user_id, unit=delivery.unit_id)
    tokens = {str(link.pk): token_of(link) for link in own}
    return MARK.sub(lambda found: tokens.get(found[1], found[0]), text)


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
    return (
        urlsafe_b64encode(salted_hmac("link in a letter", content, algorithm="sha256").digest()).decode().rstrip("=")
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()

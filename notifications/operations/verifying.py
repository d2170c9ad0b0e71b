"""Make sure that a place is the recipient's own: by a code that goes there and comes back.

The code follows from the row and SECRET_KEY; the stored letter holds a mark, the row a keyed hash.
"""

import re
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.html import linebreaks, urlize

from journal.operations import record
from notifications.channels import is_open
from notifications.errors import PostError
from notifications.models import Address, Channel, Delivery, Verification
from units.models import User

LIVES, MOST_TRIES, MOST_AN_HOUR = timedelta(minutes=15), 5, 5
MARK = "__CODE__"
LINK_WORDS = re.compile(r"(?:LIEN\s*KET|LIÊN\s*KẾT)?\s*(\d{6})", re.IGNORECASE | re.ASCII)
BY_PHONE = (Channel.SMS, Channel.ZALO_OA)
MAIL = """Mã xác nhận địa chỉ nhận tin trên Sáu Rõ: {mark}

Ghi mã này ở Hồ sơ, Kênh nhận tin, hoặc mở liên kết dưới đây. Mã dùng được 15 phút.
{link}

Nếu bạn không yêu cầu, bỏ qua thư này: địa chỉ của bạn sẽ không được dùng.
"""


@transaction.atomic
def ask(*, user: User, channel: str, target: str = "", now: datetime) -> Verification:
    """Sends the code to `target`; for Zalo the person sends it to the bot. PostError says why not."""
    if not is_open(channel):
        raise PostError("Kênh này chưa được cài đặt. Liên hệ quản trị Sáu Rõ.")
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    mine = Verification.objects.filter(user=user, channel=channel)
    if mine.filter(created_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise PostError("Đã gửi 5 mã trong một giờ. Đợi một giờ rồi gửi lại.")
    mine.filter(used_at=None).update(expires_at=now)
    one = Verification(user=user, channel=channel, target=target, created_at=now, expires_at=now + LIVES)
    while Verification.objects.filter(code_hash=_hash(code_of(one)), used_at=None, expires_at__gt=now).exists():
        one.created_at += timedelta(microseconds=1)
    one.code_hash = _hash(code_of(one))
    one.save()
    if channel != Channel.ZALO:
        _send_code(one, now)
    return one


@transaction.atomic
def confirm(*, user: User, channel: str, code: str, now: datetime) -> Address:
    """The code as the person typed it."""
    rows = Verification.objects.filter(user=user, channel=channel, used_at=None, expires_at__gt=now)
    one = rows.exclude(channel=Channel.ZALO).select_for_update(of=("self",)).order_by("-pk").first()
    return _checked(one, code, now)


@transaction.atomic
def confirm_by_link(*, pk: int, code: str, now: datetime) -> Address:
    """From the letter, without signing in."""
    rows = Verification.objects.filter(pk=pk, channel=Channel.EMAIL, used_at=None, expires_at__gt=now)
    return _checked(rows.select_for_update(of=("self",)).first(), code, now)


@transaction.atomic
def link_chat(*, text: str, chat: str, now: datetime) -> Address | None:
    """What somebody wrote to the bot; None when it is no code of ours. Whoever linked the chat before loses it."""
    found = LINK_WORDS.fullmatch(text.strip())
    rows = Verification.objects.filter(channel=Channel.ZALO, used_at=None, expires_at__gt=now)
    one = rows.filter(code_hash=_hash(found[1])).select_for_update(of=("self",)).first() if found else None
    if one is None:
        return None
    Address.objects.filter(channel=Channel.ZALO, target=chat).exclude(user=one.user_id).delete()
    one.target = chat
    address = _settle(one, now)
    _envelope(one, "linked", "Đã liên kết Zalo này với Sáu Rõ. Việc đến hạn của bạn sẽ được nhắc ở đây.", now)
    return address


def code_of(one: Verification) -> str:
    content = f"{one.channel}:{one.user_id}:{one.unit_id}:{one.target}:{one.created_at.timestamp():.6f}"
    return f"{int(salted_hmac('code for an address', content, algorithm='sha256').hexdigest(), 16) % 1_000_000:06}"


def with_code(text: str, delivery: Delivery) -> str:
    """The words as they leave the house."""
    if MARK not in text:
        return text
    one = Verification.objects.filter(pk=delivery.key.removeprefix(Delivery.CODE)).first()
    return text.replace(MARK, code_of(one)) if one else text


def _checked(one: Verification | None, code: str, now: datetime) -> Address:
    if one is None:
        raise PostError("Mã đã hết hạn hoặc đã dùng. Gửi mã mới.")
    if not constant_time_compare(one.code_hash, _hash(code.strip())):
        # Counted apart: the error that follows takes this transaction back.
        raise WrongCode(one.pk, MOST_TRIES - one.tries - 1)
    return _settle(one, now)


class WrongCode(PostError):
    def __init__(self, pk: int, left: int) -> None:
        self.pk = pk
        super().__init__(f"Mã chưa đúng. Còn {left} lần thử." if left > 0 else "Mã chưa đúng. Gửi mã mới.")


def count_try(error: WrongCode, *, now: datetime) -> None:
    """After too many the code is worth nothing."""
    with transaction.atomic():
        one = Verification.objects.select_for_update(of=("self",)).get(pk=error.pk)
        one.tries += 1
        if one.tries >= MOST_TRIES:
            one.expires_at = now
        one.save(update_fields=["tries", "expires_at"])


def _settle(one: Verification, now: datetime) -> Address:
    one.used_at = now
    one.save(update_fields=["used_at", "target"])
    for channel in BY_PHONE if one.channel in BY_PHONE else (one.channel,):
        own = {"user_id": one.user_id, "unit_id": one.unit_id, "channel": channel}
        found = {"target": one.target, "verified_at": now, "failed_at": None, "failure": "", "consent": "tự xác minh"}
        address, _ = Address.objects.update_or_create(**own, defaults=found)
    record("notifications.address_verified", ("user", one.user_id), actor=one.user, channel=str(one.channel))
    return address


def _send_code(one: Verification, now: datetime) -> None:
    link = f"{settings.BASE_URL}/xac-nhan-dia-chi/{one.pk}/{MARK}/"
    text = MAIL.format(mark=MARK, link=link) if one.channel == Channel.EMAIL else f"Sau Ro: ma xac nhan {MARK}"
    _envelope(one, "", text, now)


def _envelope(one: Verification, what: str, text: str, now: datetime) -> None:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    Delivery.objects.create(
        user_id=one.user_id,
        unit_id=one.unit_id,
        channel=one.channel,
        target=one.target,
        day=timezone.localdate(now),
        key=f"{Delivery.CODE}{what}{one.pk}",
        message_id=f"<{uuid.uuid4()}@{host}>",
        subject="[Sáu Rõ] Xác nhận địa chỉ nhận tin",
        text=text,
        html=linebreaks(urlize(text)) if one.channel == Channel.EMAIL else "",
    )


def _hash(code: str) -> str:
    return salted_hmac("code for an address, kept", code, algorithm="sha256").hexdigest()

"""The second step of signing in: a code of an app on the phone, or a recovery code, each good once."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from journal.operations import record
from units.errors import UnitError
from units.models import User
from units.operations.attempts import count_attempt, forget_attempts, minutes_shut
from units.perms import is_admin

DOOR, TRIES, CODES = "second-step", 5, 10
WRONG = "Mã chưa đúng hoặc đã dùng. Nhập mã 6 số đang hiện trên ứng dụng, hoặc một mã dự phòng chưa dùng."


def has_second_step(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


@transaction.atomic
def begin_second_step(*, user: User) -> TOTPDevice:
    """The key for the app; it counts only when a first code has shown that the app has it."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name=user.username, confirmed=False)


@transaction.atomic
def confirm_second_step(*, user: User, code: str) -> list[str]:
    """The recovery codes, which are told this once."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or has_second_step(user):
        raise UnitError("Xác thực hai bước đã bật hoặc chưa có mã để quét. Tải lại trang.")
    if not device.verify_token(code.strip()):
        raise UnitError("Mã chưa đúng. Kiểm tra giờ của điện thoại rồi nhập mã đang hiện trên ứng dụng.")
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    record("units.second_step_set", ("user", user.pk), actor=user)
    spare = StaticDevice.objects.create(user=user, name=user.username)
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=spare, token=code) for code in codes)
    return codes


def check_second_step(*, user: User, code: str, now: datetime) -> None:
    """Raises UnitError for a wrong code and, for a while, after too many."""
    key = str(user.pk)
    if minutes := minutes_shut(DOOR, [(key, TRIES)], now=now):
        raise UnitError(f"Đã nhập sai nhiều lần nên tạm dừng. Thử lại sau {minutes} phút.")
    count_attempt(DOOR, [key], now=now)
    if match_token(user, "".join(code.split()).lower()) is None:
        raise UnitError(WRONG)
    forget_attempts(DOOR, [key])


def remove_second_step(*, user_id: int, actor: User, now: datetime, code: str = "") -> None:
    """By the person with a code, or for someone who lost the phone by an administrator."""
    if actor.pk == user_id:
        check_second_step(user=actor, code=code, now=now)
    elif not is_admin(actor):
        raise PermissionDenied("remove_second_step")
    with transaction.atomic():
        for model in (TOTPDevice, StaticDevice):
            model.objects.filter(user_id=user_id).delete()
        record("units.second_step_removed", ("user", user_id), actor=actor)

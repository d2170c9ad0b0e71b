"""Letters that let a unit name its people, and a person set the own password."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agenda.perms import may_invite
from journal.operations import record
from notifications.models import SignedLink
from notifications.operations import Notice, make_link, post
from units.errors import UnitError
from units.models import Membership, Unit, User
from units.perms import looks_after

AGAIN_AFTER = timedelta(hours=1)
Purpose = SignedLink.Purpose


@dataclass
class Invited:
    sent: list[Unit] = field(default_factory=list)
    without_mailbox: list[Unit] = field(default_factory=list)
    just_invited: list[Unit] = field(default_factory=list)


@transaction.atomic
def invite(*, unit_ids: Iterable[int], actor: User, now: datetime) -> Invited:
    """A letter to each unit's official mailbox; those without one or invited within the hour are named back."""
    if not may_invite(actor):
        raise PermissionDenied("invite")
    today = timezone.localdate(now)
    units = Unit.objects.active(today).filter(pk__in=set(unit_ids)).order_by("pk").select_for_update(of=("self",))
    recent = SignedLink.objects.filter(purpose=Purpose.REGISTER, created_at__gt=now - AGAIN_AFTER, used_at=None)
    just_invited = set(recent.filter(revoked_at=None).values_list("unit", flat=True))
    invited = Invited()
    for unit in units:
        if not unit.official_mailbox:
            invited.without_mailbox.append(unit)
        elif unit.pk in just_invited:
            invited.just_invited.append(unit)
        else:
            invited.sent.append(unit)
    post([_invitation(unit, actor, now) for unit in invited.sent], today=today)
    return invited


def _invitation(unit: Unit, actor: User, now: datetime) -> Notice:
    link = make_link(purpose=Purpose.REGISTER, unit=unit, actor=actor, now=now)
    record("units.invited", ("unit", unit.pk), actor=actor, link=link.pk)
    until = timezone.localtime(link.expires_at)
    return Notice(
        kind="register",
        subject=("unit", unit.pk),
        text=f"Đăng ký đầu mối và lãnh đạo của {unit.name} trên Sáu Rõ",
        detail=f"Nêu đầu mối, lãnh đạo, chuyên viên. Liên kết dùng một lần, đến {until:%H:%M ngày %d/%m/%Y}.",
        path=f"/dang-ky/{link.mark}/",
        dedupe=f"link-{link.pk}",
        to_unit_id=unit.pk,
        to_mailbox=True,
        single=True,
    )


@transaction.atomic
def send_password_link(*, user_id: int, unit_id: int, actor: User, now: datetime) -> None:
    """A new letter with a link, at the wish of whoever looks after the unit's people."""
    if not looks_after(actor, unit_id):
        raise PermissionDenied("password")
    people = Membership.objects.current(timezone.localdate(now)).filter(unit=unit_id, user__is_active=True)
    rows = User.objects.select_for_update(of=("self",)).filter(pk__in=people.values("user"))
    person = rows.get(pk=user_id)
    recent = SignedLink.objects.filter(purpose=Purpose.PASSWORD, user=person, created_at__gt=now - AGAIN_AFTER)
    if recent.exists():
        raise UnitError(f"Vừa gửi liên kết cho {person} trong vòng một giờ. Đợi rồi gửi lại.")
    invite_people([(person, True)], actor=actor, now=now)
    record("units.password_link_sent", ("user", person.pk), actor=actor)


def invite_people(people: Iterable[tuple[User, bool]], *, actor: User | None, now: datetime) -> None:
    """To each (person, whether a password is to be set) a letter of their own; a step of another operation."""
    post([_welcome(user, new, actor, now) for user, new in people], today=timezone.localdate(now))


def _welcome(user: User, new: bool, actor: User | None, now: datetime) -> Notice:
    if not new:
        return Notice(
            kind="named",
            subject=("user", user.pk),
            text="Bạn vừa được nêu tên làm người của thêm một đơn vị trên Sáu Rõ",
            detail="Dùng tài khoản đang có. Đổi đơn vị làm việc ở góc trên bên phải.",
            path="/ho-so/",
            dedupe=now.isoformat(),
            to_user_id=user.pk,
            personal=True,
            single=True,
        )
    link = make_link(purpose=Purpose.PASSWORD, user=user, actor=actor, now=now)
    until = timezone.localtime(link.expires_at)
    return Notice(
        kind="password",
        subject=("user", user.pk),
        text="Đặt mật khẩu cho tài khoản Sáu Rõ của bạn",
        detail=f"Tên đăng nhập: {user.username}. Liên kết dùng một lần, đến {until:%H:%M ngày %d/%m/%Y}.",
        path=f"/dat-mat-khau/{link.mark}/",
        dedupe=f"link-{link.pk}",
        to_user_id=user.pk,
        personal=True,
        single=True,
    )

"""What the links in letters let their recipients do, without signing in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from agenda.operations.inviting import invite_people
from journal.operations import record
from notifications.models import SignedLink
from notifications.operations import find_link, trouble
from units.errors import UnitError
from units.models import Membership, User
from units.operations import NewPerson, enrol

Purpose, Role = SignedLink.Purpose, Membership.Role
MOST_PEOPLE = 20


def register(*, token: str, people: Sequence[NewPerson], now: datetime) -> list[User]:
    """The unit's mailbox names its people: accounts and a letter to each. Of two at once the second is told.

    Raises UnitError: the link opens nothing, nobody coordinates or leads, a person's details are wrong.
    """
    _check(people)
    try:
        with transaction.atomic():
            link = _take(token, Purpose.REGISTER, now)
            today = timezone.localdate(now)
            named: dict[User, bool] = {}
            for person in people:
                user, new = enrol(unit=link.unit, person=person, actor=None, today=today)
                named[user] = named.get(user, False) or new
            invite_people(named.items(), actor=None, now=now)
            record("units.registered", ("unit", link.unit_id), people=[user.pk for user in named])
    except IntegrityError:
        raise UnitError("Có người vừa đăng ký cùng lúc. Chưa có gì được ghi; thử lại sau một phút.") from None
    return list(named)


def _check(people: Sequence[NewPerson]) -> None:
    roles = {person.role for person in people}
    if len(people) > MOST_PEOPLE:
        raise UnitError(f"Mỗi lần đăng ký nhiều nhất {MOST_PEOPLE} người.")
    if Role.COORDINATOR not in roles:
        raise UnitError("Chưa nêu đầu mối. Ghi một người có vai trò đầu mối của đơn vị.")
    if Role.HEAD not in roles:
        raise UnitError("Chưa nêu lãnh đạo. Ghi ít nhất một lãnh đạo đơn vị, người duyệt báo cáo.")
    named = [(person.email.casefold(), person.role) for person in people]
    if len(set(named)) < len(named):
        raise UnitError("Một người được ghi hai lần cùng vai trò. Bỏ bớt một dòng.")


def set_password(*, token: str, password: str, now: datetime) -> User:
    """`password` has passed the form's rules."""
    with transaction.atomic():
        user = _take(token, Purpose.PASSWORD, now).user
        if not user.is_active:
            raise UnitError("Tài khoản này đang đóng. Liên hệ quản trị Sáu Rõ.")
        user.set_password(password)
        user.save(update_fields=["password"])
        record("units.password_set", ("user", user.pk), actor=user)
    return user


def _take(token: str, purpose: Purpose, now: datetime) -> SignedLink:
    """The link, locked and used up; whoever comes second waits here and is then told."""
    link = find_link(token, purpose, lock=True)
    if words := trouble(link, now):
        raise UnitError(words)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link

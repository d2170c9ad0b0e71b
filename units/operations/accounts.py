import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from units.errors import UnitError
from units.models import Membership, Unit, User
from units.perms import is_admin, looks_after

PHONE = re.compile(r"\+?[\d .()-]{8,20}")
FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class NewPerson:
    full_name: str
    email: str
    role: str
    title: str = ""
    phone: str = ""

    def trouble(self) -> dict[str, str]:
        """By field, a sentence that says what is wrong and what to do; empty when nothing is."""
        wrong = {}
        if not 2 <= len(self.full_name) <= 120 or self.full_name.startswith(FORMULA_STARTS):
            wrong["full_name"] = "Nhập họ và tên, từ 2 đến 120 chữ, không bắt đầu bằng = + - @."
        try:
            validate_email(self.email)
        except ValidationError:
            wrong["email"] = "Thư điện tử chưa đúng: nhập dạng ten@hanoi.gov.vn."
        if len(self.email) > 254:
            wrong["email"] = "Thư điện tử dài quá 254 chữ."
        if self.role not in Membership.WORKING:
            wrong["role"] = "Chọn vai trò: đầu mối, lãnh đạo hoặc chuyên viên."
        if len(self.title) > 100 or self.title.startswith(FORMULA_STARTS):
            wrong["title"] = "Chức vụ dài nhất 100 chữ, không bắt đầu bằng = + - @."
        if self.phone and not PHONE.fullmatch(self.phone):
            wrong["phone"] = "Điện thoại gồm 8 đến 20 chữ số, ví dụ 0912 345 678."
        return wrong


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    email: str,
    password: str | None,
    memberships: Iterable[tuple[Unit, str, str]],
    actor: User | None = None,
    phone: str = "",
) -> User:
    """A person with their places, each (unit, role, title); without a password nobody can sign in as them yet."""
    if User.objects.filter(username__iexact=username).exists():
        raise UnitError(f"Tên đăng nhập {username} đã có người dùng; chọn tên khác.")
    places = list(memberships)
    administers = any(role == Membership.Role.ADMIN for _, role, _ in places)
    user = User(
        username=username,
        full_name=full_name,
        email=email,
        phone=phone,
        is_staff=administers,
        is_superuser=administers,
    )
    user.set_password(password)
    user.save(force_insert=True)
    Membership.objects.bulk_create(Membership(user=user, unit=unit, role=role, title=t) for unit, role, t in places)
    open_admin_pages(user)
    roles = [[unit.pk, str(role)] for unit, role, _ in places]
    record("units.account_created", ("user", user.pk), actor=actor, roles=roles)
    return user


@transaction.atomic
def enrol(*, unit: Unit, person: NewPerson, actor: User | None, today: date) -> tuple[User, bool]:
    """Give a person a place in a unit: the account with that mail address, or a new one (then True)."""
    if wrong := person.trouble():
        raise UnitError(" ".join(wrong.values()))
    same = list(User.objects.select_for_update(of=("self",)).filter(email__iexact=person.email)[:2])
    if len(same) > 1:
        raise UnitError(f"Thư {person.email} đang dùng cho hai tài khoản; báo quản trị Sáu Rõ.")
    place = (unit, person.role, person.title)
    if not same:
        username = free_username(person.email)
        facts = {"full_name": person.full_name, "email": person.email, "phone": person.phone}
        return create_account(username=username, password=None, memberships=[place], actor=actor, **facts), True
    if not same[0].is_active:
        raise UnitError(f"Tài khoản của {person.email} đang đóng; báo quản trị Sáu Rõ mở lại.")
    _add_place(same[0], unit, person, actor, today)
    return same[0], False


def _add_place(user: User, unit: Unit, person: NewPerson, actor: User | None, today: date) -> None:
    same = Membership.objects.filter(user=user, unit=unit, role=person.role)
    if same.current(today).exists() or same.filter(to_date=None).exists():
        return
    Membership.objects.create(user=user, unit=unit, role=person.role, title=person.title, from_date=today)
    record("units.member_added", ("unit", unit.pk), actor=actor, person=user.pk, role=str(person.role))


def add_member(*, unit_id: int, person: NewPerson, actor: User, today: date) -> tuple[User, bool]:
    """One more person of a unit or a task force; members of a task force keep their places elsewhere."""
    unit = Unit.objects.active(today).get(pk=unit_id)
    if not looks_after(actor, unit_id):
        raise PermissionDenied("member")
    if person.email.casefold() == actor.email.casefold() and not is_admin(actor):
        raise UnitError("Không tự giao vai trò cho mình; nhờ lãnh đạo đơn vị hoặc quản trị.")
    return enrol(unit=unit, person=person, actor=actor, today=today)


def free_username(email: str) -> str:
    """The part before @, with a number where it is taken."""
    stem = re.sub(r"[^a-z0-9._-]", "", email.partition("@")[0].casefold())[:100] or "nguoi"
    taken = {
        name.casefold() for name in User.objects.filter(username__istartswith=stem).values_list("username", flat=True)
    }
    return next(name for n in range(len(taken) + 1) if (name := f"{stem}{n or ''}") not in taken)


def open_admin_pages(user: User) -> None:
    """To whoever administers a unit today, and to nobody else."""
    today = timezone.localdate()
    administers = user.memberships.current(today).filter(role=Membership.Role.ADMIN).exists()
    if user.is_staff != administers:
        user.is_staff = user.is_superuser = administers
        user.save(update_fields=["is_staff", "is_superuser"])

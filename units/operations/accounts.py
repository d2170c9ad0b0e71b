from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from journal.operations import record
from units.errors import UnitError
from units.models import Membership, Unit, User


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    email: str,
    password: str | None,
    memberships: Iterable[tuple[Unit, str, str]],
    actor: User | None = None,
) -> User:
    """A person with their places, each (unit, role, title); without a password nobody can sign in as them yet."""
    if User.objects.filter(username__iexact=username).exists():
        raise UnitError(f"Tên đăng nhập {username} đã có người dùng; chọn tên khác.")
    places = list(memberships)
    administers = any(role == Membership.Role.ADMIN for _, role, _ in places)
    user = User(username=username, full_name=full_name, email=email, is_staff=administers, is_superuser=administers)
    user.set_password(password)
    user.save(force_insert=True)
    Membership.objects.bulk_create(Membership(user=user, unit=unit, role=role, title=t) for unit, role, t in places)
    open_admin_pages(user)
    roles = [[unit.pk, str(role)] for unit, role, _ in places]
    record("units.account_created", ("user", user.pk), actor=actor, roles=roles)
    return user


def open_admin_pages(user: User) -> None:
    """To whoever administers a unit today, and to nobody else."""
    today = timezone.localdate()
    administers = user.memberships.current(today).filter(role=Membership.Role.ADMIN).exists()
    if user.is_staff != administers:
        user.is_staff = user.is_superuser = administers
        user.save(update_fields=["is_staff", "is_superuser"])

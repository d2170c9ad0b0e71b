from collections.abc import Iterable

from django.db import transaction

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
    """A person with their places, each (unit, role, title); without a password nobody can sign in as them yet.

    Whoever administers one unit may open the admin pages.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise UnitError(f"Tên đăng nhập {username} đã có người dùng; chọn tên khác.")
    places = list(memberships)
    administers = any(role == Membership.Role.ADMIN for _, role, _ in places)
    user = User(username=username, full_name=full_name, email=email, is_staff=administers, is_superuser=administers)
    user.set_password(password)
    user.save(force_insert=True)
    Membership.objects.bulk_create(Membership(user=user, unit=unit, role=role, title=t) for unit, role, t in places)
    roles = [[unit.pk, str(role)] for unit, role, _ in places]
    record("units.account_created", ("user", user.pk), actor=actor, roles=roles)
    return user

from django.db import transaction

from journal.operations import record
from units.errors import UnitError
from units.models import User

FIELDS = ("full_name", "email", "phone")


@transaction.atomic
def change_profile(*, user_id: int, full_name: str, email: str, phone: str) -> User:
    """The person's own name and addresses; the event tells which fields, never their values."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if User.objects.filter(email__iexact=email).exclude(pk=user_id).exists():
        raise UnitError("Thư điện tử này đang dùng cho tài khoản khác. Nhập địa chỉ của riêng bạn.")
    new = {"full_name": full_name, "email": email, "phone": phone}
    changed = [name for name in FIELDS if getattr(user, name) != new[name]]
    for name in changed:
        setattr(user, name, new[name])
    if changed:
        user.save(update_fields=changed)
        record("units.profile_changed", ("user", user.pk), actor=user, fields=changed)
    return user

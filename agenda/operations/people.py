"""A person added by hand, and a person's own profile: accounts with the letters and addresses that go with them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from agenda.operations.inviting import invite_people
from notifications.models import Address, Channel
from units.models import User
from units.operations import NewPerson, add_member, change_profile


@transaction.atomic
def add_and_invite(*, unit_id: int, person: NewPerson, actor: User, now: datetime) -> tuple[User, bool]:
    user, new = add_member(unit_id=unit_id, person=person, actor=actor, today=timezone.localdate(now))
    invite_people([(user, new)], actor=actor, now=now)
    return user, new


@transaction.atomic
def change_own_profile(*, user_id: int, full_name: str, email: str, phone: str, mail_to: str) -> None:
    """`mail_to`: where letters go instead of `email`; empty for there."""
    change_profile(user_id=user_id, full_name=full_name, email=email, phone=phone)
    own = {"user_id": user_id, "channel": Channel.EMAIL}
    if mail_to and mail_to != email:
        Address.objects.update_or_create(**own, defaults={"target": mail_to, "consent": "tự ghi ở Hồ sơ"})
    else:
        Address.objects.filter(**own).delete()

"""A person added by hand, with the letter that goes with the account."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from agenda.operations.inviting import invite_people
from units.models import User
from units.operations import NewPerson, add_member


@transaction.atomic
def add_and_invite(*, unit_id: int, person: NewPerson, actor: User, now: datetime) -> tuple[User, bool]:
    user, new = add_member(unit_id=unit_id, person=person, actor=actor, today=timezone.localdate(now))
    invite_people([(user, new)], actor=actor, now=now)
    return user, new

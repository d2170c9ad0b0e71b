"""Ways through letters and registration that several tests take."""

import re
from datetime import datetime

from django.utils import timezone

from agenda.operations import invite
from notifications.models import Delivery
from notifications.operations import deliver, fill
from units.models import Membership, Unit, User
from units.operations import NewPerson

Role = Membership.Role


def letters() -> list[Delivery]:
    deliver(now=timezone.now())
    return list(Delivery.objects.order_by("pk"))


def link_in(letter: Delivery) -> str:
    """The path that the recipient sees."""
    return re.search(r"https?://[^/]+(/(?:dang-ky|dat-mat-khau)/\S+/)", fill(letter.text, letter))[1]


def invitation(unit: Unit, actor: User, now: datetime | None = None) -> str:
    invite(unit_ids=[unit.pk], actor=actor, now=now or timezone.now())
    return link_in(letters()[-1])


def token_of(path: str) -> str:
    return path.strip("/").split("/")[1]


def team() -> list[NewPerson]:
    return [
        NewPerson("Nguyễn Thị An", "an@hanoi.example", Role.COORDINATOR, "Chánh Văn phòng", "0912 345 678"),
        NewPerson("Trần Văn Bình", "binh@hanoi.example", Role.HEAD, "Chủ tịch"),
    ]


def rows_of(people: list[NewPerson], size: int = 8) -> dict[str, str]:
    """The registration page's fields as a browser posts them."""
    data = {"form-TOTAL_FORMS": str(size), "form-INITIAL_FORMS": "0"}
    for n in range(size):
        person = people[n] if n < len(people) else NewPerson("", "", Role.OFFICER)
        for name in ("full_name", "email", "role", "title", "phone"):
            data[f"form-{n}-{name}"] = str(getattr(person, name))
    return data

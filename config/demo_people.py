"""Đầu mối of the units that did their work in the demonstration. All invented; nobody signs in as them."""

from collections.abc import Iterable

from units.models import Membership, Unit
from units.operations import create_account

DOMAIN = "hanoi.example"  # a reserved name: no letter of the demonstration can reach anybody
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
GIVEN = ("Minh Anh", "Thu Hương", "Quang Huy", "Ngọc Bích", "Văn Thành", "Thanh Mai", "Đức Long", "Hồng Vân")
ROLES = (Membership.Role.OFFICER, Membership.Role.COORDINATOR)


def add_coordinators(codes: Iterable[str]) -> None:
    """One for each of the units where nobody could do the work."""
    units = Unit.objects.filter(code__in=set(codes)).exclude(memberships__role__in=ROLES).order_by("code")
    for place, unit in enumerate(units):
        username = f"dau.moi.{unit.code.lower()}"
        create_account(
            username=username,
            full_name=f"{SURNAMES[place % len(SURNAMES)]} {GIVEN[place % len(GIVEN)]}",
            email=f"{username}@{DOMAIN}",
            password=None,
            memberships=[(unit, Membership.Role.COORDINATOR, "đầu mối")],
        )

"""The cast of the tests: one plan of Sở Tài chính, a ward that leads, a partner, and people around them."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from notifications.models import Opening
from plans.models import Party
from tests.factories import AssignmentFactory, MembershipFactory, PlanFactory, UnitFactory
from units.models import Membership, Unit

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 1, 15, 9, 0, tzinfo=HANOI)
Role = Membership.Role


@pytest.fixture
def opened(db) -> Opening:
    """The operator has opened sending: with a mail server or a chat account nobody is written to before that."""
    return Opening.objects.create(pk=1, everyone=True)


@pytest.fixture
def cast(db) -> SimpleNamespace:
    return assemble()


def assemble() -> SimpleNamespace:
    """plan, assignment (open, due 31/01/2026), units focal, ward, partner, office, and one person per role."""
    department = Unit.Kind.DEPARTMENT
    focal = UnitFactory(kind=department, name="Sở Tài chính", code="STC")
    office = UnitFactory(kind=Unit.Kind.AGENCY, name="Văn phòng UBND Thành phố", code="VPUB")
    ward = UnitFactory(name="UBND phường Cầu Giấy", code="CG")
    partner = UnitFactory(kind=department, name="Sở Khoa học và Công nghệ", code="SKHCN")
    elsewhere = UnitFactory(name="UBND xã Đan Phượng", code="DP")
    plan = PlanFactory(focal_unit=focal, oversight_unit=office)
    assignment = AssignmentFactory(task__plan=plan, unit=ward)
    Party.objects.create(plan=plan, unit=ward, part=Party.Part.LEAD)
    Party.objects.create(plan=plan, unit=partner, part=Party.Part.PARTNER)
    people = {
        "focal_officer": (focal, Role.OFFICER),
        "unit_officer": (ward, Role.OFFICER),
        "unit_head": (ward, Role.HEAD),
        "office_officer": (office, Role.OFFICER),
        "partner_officer": (partner, Role.OFFICER),
        "stranger": (elsewhere, Role.OFFICER),
        "inspector": (elsewhere, Role.INSPECTOR),
        "city_leader": (office, Role.LEADER),
        "admin": (office, Role.ADMIN),
    }
    users = {
        name: MembershipFactory(unit=unit, role=role, user__username=name).user
        for name, (unit, role) in people.items()
    }
    return SimpleNamespace(
        plan=plan,
        assignment=assignment,
        focal=focal,
        office=office,
        ward=ward,
        partner=partner,
        elsewhere=elsewhere,
        **users,
    )

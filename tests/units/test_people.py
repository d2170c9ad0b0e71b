from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import MembershipFactory, UnitFactory
from units import perms
from units.models import Membership, Unit, UnitGroup

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.mark.parametrize(
    ("role", "works", "heads", "sees", "administers"),
    [
        (Role.OFFICER, True, False, False, False),
        (Role.COORDINATOR, True, False, False, False),
        (Role.HEAD, True, True, False, False),
        (Role.LEADER, False, False, True, False),
        (Role.INSPECTOR, False, False, True, False),
        (Role.ADMIN, False, False, False, True),
    ],
)
def test_what_a_role_allows(role, works, heads, sees, administers):
    place = MembershipFactory(role=role)
    user = place.user
    assert perms.works_in(user, place.unit_id) is works
    assert perms.heads(user, place.unit_id) is heads
    assert user.sees_everything is sees
    assert perms.is_admin(user) is administers
    assert not perms.works_in(user, UnitFactory().pk)


@pytest.mark.parametrize(("start", "end", "holds"), [(-9, -1, False), (1, 9, False), (0, 0, True), (-9, None, True)])
def test_a_place_counts_only_in_its_time(start, end, holds):
    today = timezone.localdate()
    place = MembershipFactory(
        from_date=today + timedelta(days=start), to_date=None if end is None else today + timedelta(days=end)
    )
    assert perms.works_in(place.user, place.unit_id) is holds


def test_a_person_holds_a_role_in_a_unit_once():
    place = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=place.user, unit=place.unit, role=place.role)
    MembershipFactory(user=place.user, unit=place.unit, role=Role.HEAD)


def test_a_group_by_rule_and_by_list_counts_each_unit_once():
    ward = UnitFactory()
    extra = UnitFactory(kind=Unit.Kind.OTHER)
    closed = UnitFactory(active_to=timezone.localdate() - timedelta(days=1))
    group = UnitGroup.objects.create(code="G", name="G", kinds=[Unit.Kind.WARD])
    group.members.set([ward, extra, closed])
    assert set(group.units(timezone.localdate())) == {ward, extra}

import pytest

from notifications.models import Message
from notifications.operations import Notice, post
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from units.models import Membership

Role = Membership.Role
pytestmark = pytest.mark.django_db


def notice(**changes) -> Notice:
    facts = {
        "kind": "sent",
        "subject": ("assignment", 12),
        "text": "UBND phường Cầu Giấy gửi A.1",
        "path": "/viec/12/",
    }
    return Notice(**{**facts, "dedupe": "event-1", **changes})


def people_told() -> set[int | None]:
    return set(Message.objects.values_list("user", flat=True))


def test_a_person_is_told_once():
    person = UserFactory()
    assert post([notice(to_user_id=person.pk), notice(to_user_id=person.pk)]) == 1
    assert post([notice(to_user_id=person.pk)]) == 0
    assert Message.objects.count() == 1


def test_another_occasion_is_said_again():
    person = UserFactory()
    assert post([notice(to_user_id=person.pk), notice(to_user_id=person.pk, dedupe="event-2")]) == 2
    assert post([notice(to_user_id=person.pk, subject=("assignment", 13))]) == 1


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ([Role.OFFICER, Role.HEAD, Role.COORDINATOR], [Role.COORDINATOR]),
        ([Role.OFFICER, Role.HEAD, Role.INSPECTOR], [Role.HEAD]),
        ([Role.OFFICER, Role.OFFICER], [Role.OFFICER, Role.OFFICER]),
    ],
)
def test_a_unit_is_told_through_the_people_who_speak_for_it(roles, told):
    unit = UnitFactory()
    members = [MembershipFactory(unit=unit, role=role) for role in roles]
    assert post([notice(to_unit_id=unit.pk)]) == len(told)
    assert people_told() == {m.user_id for m in members if m.role in told}


def test_a_unit_without_people_is_told_at_its_mailbox():
    unit = UnitFactory()
    MembershipFactory(unit=unit, user__is_active=False)
    MembershipFactory(unit=unit, role=Role.INSPECTOR)
    assert post([notice(to_unit_id=unit.pk)]) == 1
    assert post([notice(to_unit_id=unit.pk)]) == 0
    assert Message.objects.get().recipient == (None, unit.pk)


def test_posting_costs_the_same_for_one_unit_and_for_many(django_assert_num_queries):
    units = [MembershipFactory().unit for _ in range(20)]
    for some in (units[:1], units):
        with django_assert_num_queries(5):
            post([notice(to_unit_id=unit.pk, dedupe=f"{len(some)}") for unit in some])

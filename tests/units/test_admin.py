from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models import Event
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from units.models import CalendarDay, Membership, Unit, UnitAlias, UnitGroup, User
from units.perms import is_admin

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def administrator(client) -> User:
    user = MembershipFactory(role=Role.ADMIN, user__is_staff=True, user__is_superuser=True).user
    client.force_login(user)
    return user


def rows(prefix: str, *forms: dict, initial: int = 0) -> dict:
    total = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": initial}
    return total | {f"{prefix}-{n}-{name}": value for n, form in enumerate(forms) for name, value in form.items()}


def unit_form(unit: Unit, *aliases: dict, initial: int = 0, **changes) -> dict:
    facts = {"code": unit.code, "name": unit.name, "short_name": unit.short_name, "kind": unit.kind}
    return facts | rows("aliases", *aliases, initial=initial) | rows("successions") | changes


@pytest.mark.parametrize("model", ["unit", "unitgroup", "user", "calendarday"])
def test_lists_and_forms_open_for_administrators_only(client, administrator, model):
    addresses = [reverse(f"admin:units_{model}_{page}") for page in ("changelist", "add")]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    client.force_login(MembershipFactory(role=Role.HEAD).user)
    assert [client.get(address).status_code for address in addresses] == [302, 302]


def test_a_new_wording_is_kept_as_it_will_be_looked_up(client, administrator):
    unit = UnitFactory()
    client.post(reverse("admin:units_unit_change", args=[unit.pk]), unit_form(unit, {"phrase": "UBND  P.  Một;"}))
    assert UnitAlias.objects.get().folded == "ubnd p. một"
    event = Event.objects.get(verb="units.changed")
    assert (event.subject_type, event.subject_id, event.actor_id) == ("unit", unit.pk, administrator.pk)


def test_a_wording_is_kept_once_per_unit(client, administrator):
    unit = UnitFactory()
    UnitAlias.objects.create(unit=unit, phrase="Phường Một", folded="phường một")
    data = unit_form(unit, {"phrase": "phường  MỘT"})
    answer = client.post(reverse("admin:units_unit_change", args=[unit.pk]), data)
    assert "Cách viết này đã có ở đơn vị" in answer.content.decode()
    assert UnitAlias.objects.count() == 1


def test_a_group_takes_its_phrases_line_by_line(client, administrator):
    data = {"code": "G", "name": "Các phường", "kinds": ["phuong"], "phrases": "UBND phường\n\n các phường \n"}
    client.post(reverse("admin:units_unitgroup_add"), data)
    group = UnitGroup.objects.get()
    assert (group.kinds, group.phrases) == (["phuong"], ["UBND phường", "các phường"])
    assert (
        "UBND phường\ncác phường"
        in client.get(reverse("admin:units_unitgroup_change", args=[group.pk])).content.decode()
    )


def person_form(user: User, *places: dict, initial: int = 0) -> dict:
    facts = {"username": user.username, "full_name": user.full_name, "email": user.email, "is_active": "on"}
    return facts | rows("memberships", *places, initial=initial)


def test_whoever_is_made_administrator_may_open_these_pages_and_no_longer_afterwards(client, administrator):
    user, unit = UserFactory(), UnitFactory()
    address = reverse("admin:units_user_change", args=[user.pk])
    client.post(address, person_form(user, {"unit": unit.pk, "role": Role.ADMIN}))
    user.refresh_from_db()
    assert user.is_staff
    place = user.memberships.get()
    ended = {"id": place.pk, "user": user.pk, "unit": unit.pk, "role": Role.ADMIN, "to_date": "01/01/2020"}
    client.post(address, person_form(user, ended, initial=1))
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_the_event_of_a_change_tells_fields_and_no_personal_data(client, administrator):
    user = UserFactory(full_name="Nguyễn Thị Bí Mật")
    data = person_form(user) | {"full_name": "Trần Thị Bí Mật", "email": "moi@example.org"}
    client.post(reverse("admin:units_user_change", args=[user.pk]), data)
    event = Event.objects.get(verb="units.changed")
    assert "Bí Mật" not in str(event.payload)
    assert "moi@" not in str(event.payload)
    assert event.payload["changes"]


def test_a_new_person_and_a_new_password_leave_their_events(client, administrator):
    data = {"username": "moi", "full_name": "Người Mới", "email": "moi@example.org", "usable_password": "true"}
    data |= {"password1": "một câu đủ dài", "password2": "một câu đủ dài"} | rows("memberships")
    client.post(reverse("admin:units_user_add"), data)
    user = User.objects.get(username="moi")
    again = {"password1": "một câu khác dài", "password2": "một câu khác dài", "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[user.pk]), again)
    user.refresh_from_db()
    assert user.check_password("một câu khác dài")
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == ["units.added", "units.changed"]


def test_people_and_units_end_but_are_never_deleted(client, administrator):
    for model, row in (("user", UserFactory()), ("unit", UnitFactory())):
        assert client.post(reverse(f"admin:units_{model}_delete", args=[row.pk])).status_code == 403


def test_a_day_can_be_taken_out_of_the_calendar_and_it_is_recorded(client, administrator):
    day = CalendarDay.objects.create(day="2026-09-03", kind=CalendarDay.Kind.OFF)
    client.post(reverse("admin:units_calendarday_delete", args=[day.pk]), {"post": "yes"})
    assert not CalendarDay.objects.exists()
    assert Event.objects.get(verb="units.removed").subject_id == day.pk


def test_an_administrator_whose_place_has_ended_administers_nothing(client, administrator):
    administrator.memberships.update(to_date=timezone.localdate() - timedelta(days=1))
    assert client.get(reverse("admin:units_user_changelist")).status_code == 403
    assert not is_admin(User.objects.get(pk=administrator.pk))


def test_an_account_made_at_the_command_line_administers_without_a_place(client):
    client.force_login(User.objects.create_superuser("goc", "goc@example.org", "mật khẩu rất dài", full_name="Gốc"))
    assert client.get(reverse("admin:units_user_changelist")).status_code == 200

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from journal.models import Event
from tests.factories import MembershipFactory, UnitFactory
from units.calendars import WorkCalendar
from units.errors import UnitError
from units.models import CalendarDay, Membership, Unit, UnitAlias, UnitGroup
from units.operations import create_account, load_units, seed_calendar

pytestmark = pytest.mark.django_db
Role = Membership.Role


def test_loading_brings_the_city_its_communes_and_its_bodies():
    load_units()
    assert Unit.objects.count() == 152
    assert Unit.objects.filter(kind__in=["phuong", "xa"]).count() == 126
    assert Unit.objects.get(code="01").kind == Unit.Kind.CITY
    assert Unit.objects.get(code="00167").parent.code == "01"


def test_a_group_by_rule_holds_all_units_of_its_kinds():
    load_units()
    today = date(2026, 1, 15)
    assert UnitGroup.objects.get(code="XA_PHUONG").units(today).count() == 126
    assert UnitGroup.objects.get(code="SO_BAN_NGANH").units(today).count() == 18
    assert not UnitGroup.objects.get(code="LIEN_QUAN").units(today).exists()


def test_loading_again_changes_and_records_nothing():
    first = load_units()
    assert (first.created, Event.objects.filter(verb="units.loaded").count()) == (152, 1)
    again = load_units()
    assert (again.created, again.updated, again.groups, again.aliases) == (0, 0, 0, 0)
    assert Event.objects.filter(verb="units.loaded").count() == 1


def test_loading_again_takes_over_a_new_name_but_keeps_what_people_have_set(tmp_path):
    load_units()
    Unit.objects.filter(code="00167").update(name="Phường Cầu Giấy cũ", official_mailbox="cg@example.org")
    UnitGroup.objects.filter(code="SO").update(phrases=["Các Sở của ta"])
    assert load_units().updated == 1
    ward = Unit.objects.get(code="00167")
    assert (ward.name, ward.official_mailbox) == ("Phường Cầu Giấy", "cg@example.org")
    assert UnitGroup.objects.get(code="SO").phrases == ["Các Sở của ta"]


def test_a_table_of_another_place_needs_only_four_columns(tmp_path):
    table = tmp_path / "units.csv"
    table.write_text("code,name,kind,parent\nA1,Sở Một,so,79\n", encoding="utf-8")
    load_units(table)
    unit = Unit.objects.get()
    assert (unit.short_name, unit.parent) == ("Sở Một", None)
    assert not UnitAlias.objects.exists()


@pytest.mark.parametrize(
    "table",
    ["code,name\nA,B\n", "code,name,kind,parent\nA1,Sở Một,department,\n", "code,name,kind,parent\n,Sở Một,so,\n"],
)
def test_a_table_of_another_shape_is_refused_whole(tmp_path, table):
    path = tmp_path / "units.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(UnitError, match="line 2"):
        load_units(path)
    assert not Unit.objects.exists()


def test_the_command_says_what_it_did_and_what_it_could_not_read(tmp_path):
    out = io.StringIO()
    call_command("load_units", stdout=out)
    assert out.getvalue().startswith("units=152 updated=0 groups=10 ")
    with pytest.raises(CommandError, match="cannot read nowhere"):
        call_command("load_units", tmp_path / "nowhere.csv")


def test_an_account_comes_with_its_places_and_its_event():
    unit = UnitFactory()
    user = create_account(
        username="an",
        full_name="Nguyễn Thị An",
        email="an@example.org",
        password="một mật khẩu dài",
        memberships=[(unit, Role.OFFICER, "chuyên viên")],
    )
    assert user.check_password("một mật khẩu dài")
    assert (user.unit_ids(), user.is_staff) == ({unit.pk}, False)
    event = Event.objects.get(verb="units.account_created")
    assert (event.subject_id, event.payload) == (user.pk, {"roles": [[unit.pk, "officer"]]})


def test_whoever_administers_may_open_the_admin_pages():
    places = [(UnitFactory(), Role.ADMIN, "")]
    user = create_account(username="qt", full_name="Q", email="q@example.org", password="x" * 12, memberships=places)
    assert user.is_staff


def test_a_login_name_is_given_once_whatever_its_case():
    existing = MembershipFactory(user__username="an").user
    with pytest.raises(UnitError, match="đã có người dùng"):
        create_account(username="AN", full_name="B", email="b@example.org", password="x" * 12, memberships=[])
    assert existing.memberships.count() == 1


def test_the_calendar_knows_the_holidays_and_the_days_moved_for_them():
    seed_calendar([2026])
    calendar = WorkCalendar.load()
    assert not calendar.is_working(date(2026, 1, 2))  # Friday, moved
    assert calendar.is_working(date(2026, 1, 10))  # Saturday worked for it
    assert not calendar.is_working(date(2026, 2, 17))
    assert calendar.is_working(date(2026, 8, 22))
    assert not CalendarDay.objects.exclude(day__year=2026).exists()


def test_seeding_again_leaves_days_that_people_have_changed():
    seed_calendar([2026])
    CalendarDay.objects.filter(day=date(2026, 9, 1)).update(kind=CalendarDay.Kind.MAKE_UP)
    assert seed_calendar([2026]) == 0
    assert seed_calendar([2026, 2027]) > 5
    assert CalendarDay.objects.get(day=date(2026, 9, 1)).kind == CalendarDay.Kind.MAKE_UP

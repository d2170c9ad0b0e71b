"""The operator's calendar: what may be written, by whom, and that it is journalled."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from journal.models import Event
from units.calendars import WorkCalendar
from units.errors import UnitError
from units.models import CalendarDay
from units.operations import drop_calendar_day, propose_calendar, set_calendar_day

pytestmark = pytest.mark.django_db
SATURDAY, MONDAY = date(2026, 11, 28), date(2026, 11, 30)


def test_a_make_up_day_becomes_a_working_day_and_again_none(cast):
    row = set_calendar_day(day=SATURDAY, kind="make_up", name="CV 1", actor=cast.admin)
    assert WorkCalendar.load().is_working(SATURDAY)
    drop_calendar_day(day_id=row.pk, actor=cast.admin)
    assert not WorkCalendar.load().is_working(SATURDAY)
    verbs = Event.objects.order_by("-pk").values_list("verb", "actor_id")[:2]
    assert list(verbs) == [
        ("units.calendar_day_dropped", cast.admin.pk),
        ("units.calendar_day_set", cast.admin.pk),
    ]


@pytest.mark.parametrize(
    ("day", "kind", "name", "words"),
    [
        (MONDAY, "make_up", "CV 1", "vốn là ngày làm việc"),
        (MONDAY, "off", "", "Ghi tên ngày nghỉ"),
        (date(1999, 1, 1), "off", "x", "từ năm 2000"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(cast, day, kind, name, words):
    with pytest.raises(UnitError, match=words):
        set_calendar_day(day=day, kind=kind, name=name, actor=cast.admin)
    assert not CalendarDay.objects.filter(day=day).exists()


def test_only_administrators_keep_it(cast):
    row = CalendarDay.objects.create(day=SATURDAY, kind="make_up")
    with pytest.raises(PermissionDenied):
        set_calendar_day(day=SATURDAY, kind="off", name="x", actor=cast.focal_officer)
    with pytest.raises(PermissionDenied):
        drop_calendar_day(day_id=row.pk, actor=cast.focal_officer)
    with pytest.raises(PermissionDenied):
        propose_calendar(year=2026, actor=cast.focal_officer)


def test_the_page_takes_a_day_shows_it_and_gives_the_holidays_of_a_year(client, cast):
    page = f"{reverse('agenda:working_days')}?nam=2027"
    client.force_login(cast.admin)
    assert "chưa có ngày nghỉ" in client.get(page).content.decode()
    client.post(f"{reverse('agenda:propose_days')}?nam=2027")
    assert CalendarDay.objects.filter(day=date(2027, 1, 1), kind="off").exists()
    data = {"day": "2027-01-01", "kind": "off", "name": "Tết Dương lịch, CV 2"}
    client.post(reverse("agenda:set_day"), data)
    assert "Tết Dương lịch, CV 2" in client.get(page).content.decode()
    wrong = client.post(f"{reverse('agenda:set_day')}?nam=2027", {"day": "2027-13-01", "kind": "off", "name": "x"})
    assert wrong.status_code == 400
    assert 'value="x"' in wrong.content.decode()
    client.force_login(cast.unit_officer)
    assert "Ghi vào lịch" not in client.get(page).content.decode()

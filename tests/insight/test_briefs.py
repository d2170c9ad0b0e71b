from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from freezegun import freeze_time

from insight.models import ForecastModel
from insight.operations import learn_forecasts_when_due, learn_from_figures, send_briefs
from kpi.models import Measurement
from notifications.models import Enclosure, Message
from notifications.operations.composing import compose_letters
from tasks.models import Assignment
from tests.factories import UnitFactory
from tests.insight.test_indicator_pages import measured
from tests.kpi.cast import indicator_of
from units.models import CalendarDay

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=HANOI)
BRIEF = "/tom-tat-tuan/"


@pytest.fixture(autouse=True)
def march():
    with freeze_time(MONDAY, ignore=["psycopg"]):
        yield


def told() -> dict[str, str]:
    rows = Message.objects.filter(kind="weekly_brief").select_related("user")
    return {row.user.username: row.text for row in rows}


def test_leaders_get_one_letter_a_week_on_its_first_working_day(cast):
    assert send_briefs(now=MONDAY - timedelta(hours=2)) == 0
    assert send_briefs(now=MONDAY) > 0
    assert send_briefs(now=MONDAY + timedelta(hours=3)) == 0
    assert send_briefs(now=MONDAY + timedelta(days=1)) == 0
    assert told()["city_leader"].startswith("Tóm tắt tuần: 1 lượt giao quá hạn")
    assert "unit_officer" not in told()
    compose_letters(now=MONDAY)
    letter = Enclosure.objects.get(message__kind="weekly_brief", message__user=cast.city_leader).delivery
    assert letter.subject == f"[Sáu Rõ] {told()['city_leader']}"
    assert BRIEF in letter.text
    assert "Đang đỏ" in letter.text
    assert send_briefs(now=MONDAY + timedelta(days=7)) > 0


def test_a_day_off_moves_the_letter_to_the_next_working_day(cast):
    CalendarDay.objects.create(day=MONDAY.date(), kind="off", name="Nghỉ bù")
    assert send_briefs(now=MONDAY) == 0
    assert send_briefs(now=MONDAY + timedelta(days=1)) > 0


def test_who_declines_gets_none_and_still_reads_the_page(client, cast):
    client.force_login(cast.city_leader)
    page = client.get(BRIEF).content.decode()
    assert "Thôi nhận thư tóm tắt" in page
    assert "Đang đỏ" in page
    assert "thôi nhận thư tóm tắt" in client.post(BRIEF, {"wanted": "0"}, follow=True).content.decode()
    send_briefs(now=MONDAY)
    assert "city_leader" not in told()
    client.post(BRIEF, {"wanted": "1"})
    send_briefs(now=MONDAY)
    assert "city_leader" in told()


def test_where_nothing_is_red_the_letter_says_so(cast):
    Assignment.objects.update(due_date=MONDAY.date() + timedelta(days=9))
    send_briefs(now=MONDAY)
    assert "Không có việc quá hạn." in Message.objects.filter(kind="weekly_brief").first().detail


def test_what_was_measured_teaches_the_forecast_and_the_page_shows_its_hits(client, cast):
    assert learn_from_figures(now=MONDAY) is None
    for _ in range(4):
        indicator = indicator_of(cast)
        for month, share in enumerate((20, 30, 45, 50, 52, 70, 71, 90), 1):
            Measurement.objects.create(
                target=indicator.targets.get(),
                unit=UnitFactory(),
                period=f"2025-{month:02}",
                period_start=MONDAY.date().replace(year=2025, month=month, day=1),
                period_end=MONDAY.date().replace(year=2025, month=month, day=28),
                due_date=MONDAY.date(),
                state="accepted",
                numerator=share,
                denominator=100,
                sent_at=MONDAY,
            )
    made = learn_forecasts_when_due(now=MONDAY)
    assert made.widen > 0
    assert learn_forecasts_when_due(now=MONDAY + timedelta(days=6)) is None
    assert ForecastModel.objects.count() == 1
    client.force_login(cast.city_leader)
    page = client.get(reverse("insight:warnings")).content.decode()
    assert "số liệu rơi vào khoảng dự báo" in page
    assert "báo nhầm" in page


def test_an_indicator_that_may_miss_its_target_stands_among_the_warnings(client, cast):
    with freeze_time("2026-06-02 09:00", ignore=["psycopg"]):
        measured(cast, 20, 22, 24, 26)
        client.force_login(cast.city_leader)
        for page in (reverse("insight:warnings"), reverse("insight:city")):
            assert "ước tính không đạt" in client.get(page).content.decode()

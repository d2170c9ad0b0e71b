from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from insight.forecasting import Verdict
from insight.operations import watch
from insight.queries.indicators import of_indicators, why
from kpi.models import Explanation, Indicator, Measurement
from kpi.queries import contributions, indicators_seen
from tests.kpi.cast import NOW, indicator_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 2)


@pytest.fixture(autouse=True)
def june():
    with freeze_time(NOW + timedelta(days=29), ignore=["psycopg"]):
        yield


def measured(cast, *shares: int, units=None) -> Indicator:
    """Accepted figures of the months before June, of a hundred in each unit."""
    indicator = indicator_of(cast)
    for back, share in enumerate(reversed(shares)):
        month = 5 - back
        for unit in units or [cast.ward, cast.elsewhere]:
            Measurement.objects.create(
                target=indicator.targets.get(),
                unit=unit,
                period=f"2026-{month:02}",
                period_start=date(2026, month, 1),
                period_end=date(2026, month + 1, 1) - timedelta(days=1),
                due_date=date(2026, month + 1, 10),
                state=Measurement.State.ACCEPTED,
                numerator=share,
                denominator=100,
                sent_at=NOW,
            )
    return indicator


def stands(cast, indicator):
    return of_indicators(indicators_seen(cast.focal_officer).filter(pk=indicator.pk), TODAY)[indicator.pk][0]


@pytest.mark.parametrize(
    ("shares", "word"),
    [
        ((), Verdict.UNKNOWN),
        ((10, 20), Verdict.UNKNOWN),
        ((20, 40, 60, 80), Verdict.EXPECTED),
        ((20, 22, 24, 26), Verdict.AT_RISK),
        ((100, 100, 100), Verdict.EXPECTED),
    ],
)
def test_an_indicator_stands_in_one_of_four_words(cast, shares, word):
    assert stands(cast, measured(cast, *shares)).verdict is word


def test_what_it_lacks_should_have_and_needs_each_month(cast):
    one = stands(cast, measured(cast, 20, 30, 40, 50))
    assert (one.latest.city.value, one.missing) == (Decimal(50), Decimal(50))
    assert round(one.pace) == 10
    assert round(one.needed, 1) == Decimal("7.1")
    assert one.behind < 0


def test_why_it_is_red_is_said_in_sentences(cast):
    indicator = measured(cast, 20, 27, 32, 34)
    one = stands(cast, indicator)
    units = contributions(one.target, "2026-05", date(2026, 5, 31), cast.focal_officer)
    assert why(one, units)[0] == "Tốc độ giảm ba kỳ liền: +7,0, +5,0, +2,0 điểm."


def test_the_page_shows_the_course_the_units_and_the_picture(client, cast):
    indicator = measured(cast, 20, 30, 40, 50)
    client.force_login(cast.partner_officer)
    page = client.get(reverse("insight:indicator", args=[indicator.pk])).content.decode()
    assert "Phải đạt lúc này" in page
    assert "<svg" in page
    assert "50/100" in page
    assert "100% tổ dân phố" in client.get(reverse("insight:indicators")).content.decode()


def test_a_unit_sees_the_city_and_itself_but_no_other_unit(client, cast):
    indicator = measured(cast, 50)
    client.force_login(cast.unit_officer)
    page = client.get(reverse("insight:indicator", args=[indicator.pk])).content.decode()
    links = {row.unit: reverse("kpi:figure", args=[row.pk]) for row in Measurement.objects.select_related("unit")}
    assert links[cast.ward] in page
    assert links[cast.elsewhere] not in page
    client.force_login(cast.stranger)
    assert client.get(reverse("insight:indicator", args=[indicator.pk])).status_code == 404


def test_a_leader_asks_why_and_the_unit_answers_on_the_page(client, cast):
    indicator = measured(cast, 20, 22, 24, 26)
    ask = reverse("insight:explanations", args=[indicator.pk])
    client.force_login(cast.city_leader)
    assert client.post(ask, {"question": "Vì sao chậm?", "due_date": "2026-05-01"}).status_code == 400
    assert client.post(ask, {"question": "Vì sao chậm?", "due_date": "2026-06-09"}).status_code == 302
    asked = Explanation.objects.get()
    client.force_login(cast.unit_officer)
    assert client.post(reverse("insight:explain", args=[asked.pk]), {"answer": "x"}).status_code == 404
    client.force_login(cast.partner_officer)
    assert client.post(reverse("insight:explain", args=[asked.pk]), {"answer": ""}).status_code == 400
    client.post(reverse("insight:explain", args=[asked.pk]), {"answer": "Thiếu kinh phí."})
    page = client.get(reverse("insight:indicator", args=[indicator.pk])).content.decode()
    assert "Thiếu kinh phí." in page
    client.force_login(cast.unit_officer)
    assert "Thiếu kinh phí." not in client.get(reverse("insight:indicator", args=[indicator.pk])).content.decode()


def test_warnings_are_listed_with_their_reasons(client, cast):
    cast.assignment.due_date = date(2026, 6, 20)
    cast.assignment.save()
    watch(now=NOW + timedelta(days=29))
    client.force_login(cast.city_leader)
    for address in ("insight:warnings", "insight:city"):
        page = client.get(reverse(address)).content.decode()
        assert "chưa tiếp nhận" in page
        assert "ước tính trễ" in page.lower()
    client.force_login(cast.stranger)
    assert "Không có việc nào phải cảnh báo." in client.get(reverse("insight:warnings")).content.decode()


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(client, cast):
    measured(cast, 20, 30)
    client.force_login(cast.focal_officer)
    client.get(reverse("insight:indicators"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("insight:indicators"))
    for _ in range(3):
        measured(cast, 20, 30, 40)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("insight:indicators"))
    assert len(many) == len(few)

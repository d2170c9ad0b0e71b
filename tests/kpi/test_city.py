from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpi.figures import Measured, city_value
from kpi.models import Measurement, Target
from kpi.operations import accept, enter, open_measurements, send
from kpi.queries import contributions, courses, figures_of_unit, to_accept
from tests.kpi.cast import NOW, indicator_of, opened

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


def measured(cast, row, officer, **typed) -> Measurement:
    enter(measurement_id=row.pk, actor=officer, now=NOW, note="Số mới", **typed)
    send(measurement_id=row.pk, actor=officer, now=NOW)
    return accept(measurement_id=row.pk, actor=cast.partner_officer, now=NOW)


def course(today: date = TODAY):
    return courses(Target.objects.select_related("indicator__plan"), today)[0]


def test_the_citys_value_is_what_was_accepted_and_says_of_how_many_units(cast):
    rows = opened(cast)
    measured(cast, rows[cast.ward.pk], cast.unit_officer, numerator=40, denominator=50)
    (value,) = course().values
    assert (value.period, value.end, value.city.value) == ("2026-04", date(2026, 4, 30), Decimal(80))
    assert (value.city.measured, value.city.expected, value.city.is_whole) == (1, 2, False)
    measured(cast, rows[cast.elsewhere.pk], cast.stranger, numerator=0, denominator=150)
    assert course().values[0].city.value == Decimal(20)


@pytest.mark.parametrize("aggregation", ["sum", "mean", "ratio"])
def test_what_the_database_adds_up_is_what_the_rule_says(cast, aggregation):
    rows = opened(cast, aggregation=aggregation, unit="tổ" if aggregation == "sum" else "%")
    typed = {"numerator": 3, "denominator": 7} if aggregation == "ratio" else {"value": "33,3"}
    measured(cast, rows[cast.ward.pk], cast.unit_officer, **typed)
    typed = {"numerator": 5, "denominator": 9} if aggregation == "ratio" else {"value": 50}
    measured(cast, rows[cast.elsewhere.pk], cast.stranger, **typed)
    plain = [Measured(r.unit_id, r.value, r.numerator, r.denominator) for r in Measurement.objects.counted()]
    rule = city_value(plain, aggregation=aggregation, expected=2, in_percent=aggregation != "sum")
    assert course().values[0].city.value == rule.value


def test_the_way_begins_at_the_baseline_or_at_the_first_figure(cast):
    rows = opened(cast)
    assert course().path.points == ((date(2026, 12, 31), Decimal(100)),)
    measured(cast, rows[cast.ward.pk], cast.unit_officer, numerator=2, denominator=5)
    assert course().path.points[0] == (date(2026, 4, 30), Decimal(40))
    Target.objects.update(baseline=31, baseline_date=date(2026, 1, 1))
    assert course().path.points[0] == (date(2026, 1, 1), Decimal(31))


def test_units_stand_with_who_is_missing_and_furthest_behind_first(cast):
    rows = opened(cast)
    measured(cast, rows[cast.ward.pk], cast.unit_officer, numerator=1, denominator=2)
    target, now = rows[cast.ward.pk].target, date(2026, 4, 30)
    found = contributions(target, "2026-04", now, cast.partner_officer)
    assert [(one.measurement.unit, one.share) for one in found] == [(cast.elsewhere, None), (cast.ward, Decimal(50))]
    open_measurements(now=NOW + timedelta(days=31))
    later = Measurement.objects.get(unit=cast.ward, period="2026-05")
    measured(cast, later, cast.unit_officer, numerator=2, denominator=2)
    found = contributions(target, "2026-05", date(2026, 5, 31), cast.unit_officer)
    assert [(one.share, one.change) for one in found] == [(Decimal(100), Decimal(50))]


def test_each_sees_what_waits_for_them(cast):
    rows = opened(cast)
    assert [row.unit for row in figures_of_unit(cast.unit_officer, TODAY)] == [cast.ward]
    assert not to_accept(cast.partner_officer)
    enter(measurement_id=rows[cast.ward.pk].pk, actor=cast.unit_officer, now=NOW, numerator=1, denominator=2)
    send(measurement_id=rows[cast.ward.pk].pk, actor=cast.unit_officer, now=NOW)
    assert not figures_of_unit(cast.unit_officer, TODAY)
    assert [row.unit for row in to_accept(cast.partner_officer)] == [cast.ward]
    assert not to_accept(cast.unit_officer)


def test_the_queries_do_not_grow_with_targets_and_periods(cast):
    opened(cast)
    with CaptureQueriesContext(
        connection,
    ) as few:
        courses(Target.objects.select_related("indicator__plan"), TODAY)
    for _ in range(3):
        indicator_of(cast)
    open_measurements(now=NOW + timedelta(days=31))
    with CaptureQueriesContext(connection) as many:
        courses(Target.objects.select_related("indicator__plan"), date(2026, 7, 1))
    assert len(many) == len(few) == 5

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import periods
from reports.periods import Rule

days = st.dates(date(2000, 2, 1), date(2199, 11, 1))
rules = st.sampled_from(Rule)


def test_the_administrative_month_runs_from_the_15th_to_the_14th():
    january = periods.administrative_month(2026, 1)
    assert (january.start, january.end) == (date(2025, 12, 15), date(2026, 1, 14))
    assert (january.label, january.key) == ("tháng 01/2026", "2026-01")


def test_the_calendar_month_runs_to_its_last_day():
    february = periods.calendar_month(2028, 2)
    assert (february.start, february.end) == (date(2028, 2, 1), date(2028, 2, 29))


@pytest.mark.parametrize(("day", "key"), [(14, "2026-11"), (15, "2026-12")])
def test_the_15th_opens_the_next_administrative_month(day, key):
    assert periods.current(date(2026, 11, day)).key == key


@given(days, rules)
def test_every_day_falls_in_its_current_period(day, rule):
    period = periods.current(day, rule)
    assert day in period
    assert period.rule is rule


@given(days, rules)
def test_periods_follow_each_other_without_gap_or_overlap(day, rule):
    period = periods.current(day, rule)
    assert period.next.start - period.end == timedelta(days=1)
    assert period.next.previous == period
    assert 28 <= (period.end - period.start).days + 1 <= 31


@given(days, rules)
def test_a_period_is_found_again_by_its_key(day, rule):
    period = periods.current(day, rule)
    assert periods.parse(period.key, rule) == period


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-13", "2026-00", "26-01", "2026-1", "1999-12", "2200-01", "2026-01\n", "٢٠٢٦-01"]
)
def test_a_key_that_names_no_month_is_refused(key):
    with pytest.raises(ValueError):
        periods.parse(key)

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units import periods
from units.periods import Kind, Rule

days = st.dates(date(2001, 2, 1), date(2197, 6, 1))  # so that what begins there still ends before 2200
rules = st.sampled_from(Rule)
close_days = st.none() | st.integers(1, 31)
kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.CUSTOM])
tiling = st.sampled_from([kind for kind in Kind if kind not in (Kind.CUSTOM, Kind.NINE_MONTHS)])


@pytest.mark.parametrize(
    ("key", "start", "end", "label"),
    [
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14), "tháng 01/2026"),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14), "quý I/2026"),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 14), "quý IV/2026"),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026"),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14), "6 tháng cuối năm 2026"),
        ("2026-9T", date(2025, 12, 15), date(2026, 9, 14), "9 tháng năm 2026"),
        ("2026", date(2025, 12, 15), date(2026, 12, 14), "năm 2026"),
        ("2026-W07", date(2026, 2, 9), date(2026, 2, 15), "tuần 07/2026 (09/02 – 15/02)"),
        ("2026-02-K2", date(2026, 2, 16), date(2026, 2, 28), "kỳ 2 tháng 02/2026"),
        ("2026-01-15", date(2026, 1, 15), date(2026, 1, 15), "ngày 15/01/2026"),
        ("20260101-20260210", date(2026, 1, 1), date(2026, 2, 10), "từ 01/01/2026 đến 10/02/2026"),
    ],
)
def test_the_administrative_periods_are_those_of_decree_09_2019(key, start, end, label):
    period = periods.parse(key)
    assert (period.start, period.end, period.label, period.key) == (start, end, label, key)


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-9T", date(2026, 1, 1), date(2026, 9, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_statistical_periods_are_calendar_ones(key, start, end):
    period = periods.parse(key, Rule.CALENDAR)
    assert (period.start, period.end) == (start, end)


def test_figures_may_close_on_a_day_of_the_duty():
    november = periods.parse("2026-11").closing(10)
    assert (november.start, november.end, november.key) == (date(2026, 10, 11), date(2026, 11, 10), "2026-11")
    assert november.previous.end == date(2026, 10, 10)


@pytest.mark.parametrize(("day", "key"), [(14, "2026-11"), (15, "2026-12")])
def test_the_15th_opens_the_next_administrative_month(day, key):
    assert periods.current(date(2026, 11, day)).key == key


@given(days, rules, kinds, close_days)
def test_every_day_falls_in_its_current_period(day, rule, kind, close_day):
    period = periods.current(day, rule, kind, close_day)
    assert period.kind is kind
    assert day in period or kind is Kind.NINE_MONTHS


@given(days, rules, tiling, close_days)
def test_periods_follow_each_other_without_gap_or_overlap(day, rule, kind, close_day):
    period = periods.current(day, rule, kind, close_day)
    assert period.next.start - period.end == timedelta(days=1)
    assert period.next.previous == period
    assert period.previous.next == period


@given(days, rules, kinds, close_days)
def test_a_period_is_found_again_by_its_key(day, rule, kind, close_day):
    period = periods.current(day, rule, kind, close_day)
    assert periods.parse(period.key, rule, close_day) == period


@given(days, st.integers(0, 800))
def test_a_custom_period_is_found_again_and_follows_itself(day, length):
    period = periods.custom(day, day + timedelta(days=length), "chiến dịch")
    assert periods.parse(period.key) == period
    assert period.label == "chiến dịch"
    assert period.next.previous == period


@given(days, rules, kinds)
def test_the_same_period_of_last_year_is_of_its_kind(day, rule, kind):
    period = periods.current(day, rule, kind)
    before = period.last_year
    assert (before.kind, before.rule) == (period.kind, period.rule)
    assert 350 <= (period.end - before.end).days <= 380
    assert periods.parse(before.key, rule) == before


@given(days, rules, st.sampled_from([Kind.QUARTER, Kind.HALF_YEAR, Kind.NINE_MONTHS, Kind.YEAR]))
def test_a_longer_period_is_its_months_one_after_the_other(day, rule, kind):
    period = periods.current(day, rule, kind)
    months = period.months
    assert (months[0].start, months[-1].end, len(months)) == (period.start, period.end, kind.months)
    assert all(one.next == other for one, other in pairwise(months))


def test_29_february_and_week_53_have_a_last_year_too():
    assert periods.parse("2028-02-29").last_year.key == "2027-02-28"
    assert periods.parse("2026-W53").last_year.key == "2025-W52"


def test_nine_months_come_once_a_year():
    period = periods.parse("2026-9T")
    assert (period.previous.key, period.next.key) == ("2025-9T", "2027-9T")


def test_the_last_month_of_a_quarter_is_known():
    assert [periods.parse(key).ends_quarter for key in ("2026-03", "2026-Q1", "2026-9T", "2026-04", "2026-W12")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "key",
    [
        "", "2026-13", "2026-00", "26-01", "2026-1", "1999-12", "2200-01", "2026-01\n", "٢٠٢٦-01", "2026-Q5",
        "2026-Q0", "2026-H3", "2026-8T", "2026-W54", "2025-W53", "2026-W00", "2026-02-30", "2026-01-K3", "0000",
        "20260210-20260101", "20260101-20260230", "20260101", "2026-q1",
    ],
)  # fmt: skip
def test_a_key_that_names_no_period_is_refused(key):
    with pytest.raises(ValueError):
        periods.parse(key)

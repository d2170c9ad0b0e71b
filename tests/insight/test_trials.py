"""Forecasts of indicators held against what came since."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.warning import table_of_indicators
from insight.forecasting import Experience, Past, chance_of_missing, experience, forecast
from insight.forecasting.trials import WIDEST

START = date(2025, 1, 31)


def line(*values: float, step: int = 30) -> list[tuple[date, Decimal]]:
    return [(START + timedelta(days=step * n), Decimal(str(value))) for n, value in enumerate(values)]


def test_a_course_that_ends_far_below_its_goal_is_likely_missed_and_one_far_above_is_not():
    day = START + timedelta(days=300)
    assert chance_of_missing(line(10, 14, 18, 22), day, 90, upward=True) > 0.9
    assert chance_of_missing(line(10, 22, 34, 46), day, 90, upward=True) < 0.1
    assert chance_of_missing(line(10, 22, 34, 46), day, 90, upward=False) > 0.9
    assert chance_of_missing(line(10, 20), day, 90, upward=True) is None


def test_on_the_goal_it_is_even():
    points = line(10, 20, 30, 40)
    day = points[-1][0] + timedelta(days=150)
    assert chance_of_missing(points, day, 90, upward=True) == pytest.approx(0.5, abs=0.05)


@given(st.lists(st.decimals(0, 100, places=1), min_size=3, max_size=12), st.floats(0, 100), st.floats(1, 5))
def test_a_chance_is_a_share_and_both_directions_make_one(values, goal, widen):
    points = line(*map(float, values))
    day = points[-1][0] + timedelta(days=90)
    up, down = (chance_of_missing(points, day, goal, upward=upward, widen=widen) for upward in (True, False))
    assert 0 <= up <= 1
    assert up + down == pytest.approx(1, abs=1e-6) or {up, down} <= {0.0, 1.0}


def test_with_little_behind_it_nothing_is_learnt():
    assert experience([Past(line(1, 2, 3, 4), [None, 2, 3, 4], True)]) == Experience()


def test_a_band_that_was_too_narrow_is_widened_until_four_of_five_fall_into_it():
    wild = [Past(line(10, 24, 27, 44, 38, 61, 55, 80, 70), [None] * 9, True) for _ in range(3)]
    known = experience(wild)
    assert 1 < known.widen <= WIDEST
    assert known.covered >= 0.79
    day = wild[0].points[-1][0] + timedelta(days=30)
    plain, wide = (forecast(wild[0].points, day, widen=widen) for widen in (1.0, known.widen))
    assert wide.high - wide.low > plain.high - plain.low


def test_hits_misses_and_false_alarms_are_counted_by_hand():
    """Ten that stall and miss, ten that keep their pace and reach."""
    stalls = Past(line(10, 20, 30, 30, 30, 31, 31), [None] * 6 + [70], True)
    reaches = Past(line(10, 20, 30, 40, 50, 60, 70), [None] * 6 + [69], True)
    known = experience([stalls] * 10 + [reaches] * 10)
    assert (known.seen, known.judged.late_warned, known.judged.late_missed, known.judged.false_alarms) == (
        20,
        10,
        0,
        0,
    )
    assert known.judged.lead_days >= 30


def test_on_made_up_years_misses_are_seen_ahead():
    whole, by, _, known = table_of_indicators()
    assert whole.recall >= 0.9
    assert whole.precision >= 0.6
    assert len(by) == 6
    assert known.covered == pytest.approx(0.8, abs=0.02)

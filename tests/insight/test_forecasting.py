from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.forecasting import (
    Facts,
    Snapshot,
    Unit,
    Verdict,
    forecast,
    judge,
    latest_speed,
    learn,
    lowest_useful,
    reasons,
    usual,
    verdict,
)

START, DUE = date(2026, 1, 1), date(2026, 4, 11)  # a hundred days
D = Decimal


def facts(**changes) -> Facts:
    return Facts(**{"start": START, "due": DUE, "updated_on": date(2026, 3, 10), "percent": 70} | changes)


def said(day: date, **changes) -> list[str]:
    return [reason.text for reason in reasons(facts(**changes), day)]


@pytest.mark.parametrize(
    ("day", "changes", "words"),
    [
        (date(2026, 3, 12), {}, []),
        (date(2026, 3, 24), {}, ["14 ngày không cập nhật"]),
        (date(2026, 3, 12), {"has_officer": False}, ["chưa phân công người"]),
        (date(2026, 3, 12), {"is_received": False, "has_officer": False}, ["chưa tiếp nhận"]),
        (date(2026, 1, 10), {"is_received": False, "updated_on": None}, []),
        (date(2026, 3, 12), {"percent": 20}, ["20% khi đã qua 70% thời gian"]),
        (date(2026, 3, 12), {"percent": 90, "moved_on": date(2026, 2, 10)}, ["đứng ở 90% đã 30 ngày"]),
        (
            date(2026, 3, 12),
            {"obstacles": 1, "supplements": 2},
            ["1 vướng mắc chưa được giải quyết", "2 lần được đề nghị bổ sung"],
        ),
        (date(2026, 3, 12), {"postponed": 1}, ["đã điều chỉnh thời hạn 1 lần"]),
    ],
)
def test_a_warning_says_plainly_why(day, changes, words):
    assert said(day, **changes) == words


def test_what_waits_for_others_is_not_held_against_the_unit():
    day = date(2026, 3, 31)
    assert [r.text for r in reasons(facts(percent=10), day, waits_since=day - timedelta(20))] == [
        "chờ xác nhận 20 ngày"
    ]
    assert reasons(facts(percent=10), day, waits_since=day - timedelta(19)) == ()


def test_the_speed_is_that_of_the_last_fortnight():
    told = [(START, 0), (START + timedelta(20), 20), (START + timedelta(34), 62), (START + timedelta(36), 64)]
    assert latest_speed(told) == pytest.approx(44 / 16)
    assert latest_speed(told[:1]) is None


@given(
    st.integers(0, 100), st.integers(1, 99), st.booleans(), st.integers(0, 5), st.integers(0, 300), st.integers(0, 50)
)
def test_a_chance_is_a_share_whatever_the_facts(percent, day, named, obstacles, seen, silent):
    today = START + timedelta(day)
    one = facts(
        percent=percent,
        has_officer=named,
        obstacles=obstacles,
        updated_on=today - timedelta(min(silent, day)),
        unit=Unit(seen, seen // 3),
    )
    assert 0 <= usual().chance(one, today) <= 1


@given(st.integers(10, 95), st.integers(0, 90), st.integers(0, 40))
def test_less_done_is_never_less_likely_to_be_late_by_the_usual_weights(day, percent, less):
    today = START + timedelta(day)
    more, fewer = facts(percent=percent, updated_on=today), facts(percent=max(percent - less, 0), updated_on=today)
    assert usual().chance(fewer, today) >= usual().chance(more, today) - 1e-9


def test_a_unit_that_was_often_late_is_warned_of_sooner():
    today = date(2026, 3, 12)
    good, bad = facts(unit=Unit(100, 2)), facts(unit=Unit(100, 60))
    assert usual().chance(bad, today) > usual().chance(good, today)


def test_what_was_seen_moves_the_weights():
    today = date(2026, 3, 12)
    blocked, free = facts(obstacles=1), facts()
    history = [Snapshot(blocked, today, False)] * 60 + [Snapshot(free, today, True)] * 60
    learnt = learn(history)
    assert learnt.chance(free, today) > 0.8 > 0.2 > learnt.chance(blocked, today)
    assert learn([]).weights == pytest.approx(usual().weights)


def test_warnings_are_judged_by_what_came_true():
    courses = [
        ([(30, 0.2), (10, 0.9)], True),
        ([(10, 0.3), (3, 0.99)], True),
        ([(21, 0.8)], False),
        ([(21, 0.1)], False),
    ]
    judged = judge(courses, 0.5)
    assert (judged.late_warned, judged.late_missed, judged.false_alarms, judged.lead_days) == (1, 1, 1, 10)
    assert (judged.recall, judged.precision) == (0.5, 0.5)
    assert judge([], 0.5).recall is None


def test_the_threshold_finds_most_of_what_is_late_at_the_precision_asked():
    courses = [
        ([(9, chance)], late)
        for chance, late in ((0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.5, False), (0.4, False))
    ]
    assert lowest_useful(courses, 0.75) == 0.6
    assert lowest_useful(courses, 1.0) == 0.8
    assert lowest_useful([([(9, 0.4)], False)], 0.6) is None


def line(*values, step: int = 30) -> list[tuple[date, Decimal]]:
    return [(START + timedelta(step * n), D(str(value))) for n, value in enumerate(values)]


def test_a_forecast_goes_on_at_the_usual_pace_and_minds_no_odd_month():
    end = START + timedelta(180)
    assert forecast(line(10, 20, 30, 40), end).value == D(70)
    assert abs(forecast(line(10, 20, 55, 40, 50), end).value - D(70)) < 8
    assert forecast(line(10, 20), end) is None
    assert forecast(line(10, 20, 30), START) is None
    bounded = forecast(line(70, 80, 90), end, within=(D(0), D(100)))
    assert bounded.value == bounded.high == D(100)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=12), st.integers(1, 200))
def test_the_band_always_holds_its_middle(values, ahead):
    points = line(*values)
    found = forecast(points, points[-1][0] + timedelta(ahead), within=(D(0), D(100)))
    assert D(0) <= found.low <= found.value <= found.high <= D(100)


@pytest.mark.parametrize(
    ("is_met", "reaches", "on_path", "word"),
    [
        (None, None, None, Verdict.UNKNOWN),
        (False, None, True, Verdict.UNKNOWN),
        (True, None, None, Verdict.EXPECTED),
        (False, (True, False, True), False, Verdict.EXPECTED),
        (False, (False, False, True), False, Verdict.MOVING),
        (False, (False, False, False), True, Verdict.MOVING),
        (False, (False, False, False), False, Verdict.AT_RISK),
        (True, (False, False, False), False, Verdict.AT_RISK),
    ],
)
def test_an_indicator_is_judged_in_four_words(is_met, reaches, on_path, word):
    seen = forecast(line(1, 2, 3), START + timedelta(200)) if reaches else None
    assert verdict(met_by=seen, is_met=is_met, reaches=reaches, on_path=on_path) is word

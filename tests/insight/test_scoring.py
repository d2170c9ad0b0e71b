"""Points by hand, and what must hold of any points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.models import Part
from insight.scoring import ZERO, Rule, Share, attained, places, score, spread

T, Q, R, U, I = Part  # noqa: E741
RULE = Rule({T: 40, Q: 15, R: 15, U: 15, I: 15}, Decimal("2"), Decimal("5"))


def share(got: float, whole: int) -> Share:
    return Share(Decimal(str(got)), whole)


def test_a_unit_with_all_parts_by_hand():
    shares = {T: share(17, 19), Q: share(11, 13), R: share(1.5, 2), U: share(32, 33), I: share(1.4, 2)}
    found = score(shares, 1, RULE)
    # 40 x 17/19 = 35,8 · 15 x 11/13 = 12,7 · 15 x 1,5/2 = 11,3 · 15 x 32/33 = 14,5 · 15 x 1,4/2 = 10,5 · less 2
    assert [str(line.points) for line in found.lines] == ["35.8", "12.7", "11.3", "14.5", "10.5"]
    assert (found.taken, found.total) == (Decimal("2.0"), Decimal("82.8"))


def test_a_part_without_data_gives_its_weight_away_in_proportion():
    found = score({T: share(5, 10), U: share(10, 10), Q: Share()}, 0, RULE)
    assert [(line.part, line.weight, line.counted) for line in found.lines] == [
        (T, 40, Decimal("72.7")),
        (Q, 15, None),
        (R, 15, None),
        (U, 15, Decimal("27.3")),
        (I, 15, None),
    ]
    assert found.total == Decimal("36.4") + Decimal("27.3")  # 72,7 / 2 = 36,35


def test_nobody_without_any_data_has_points_and_deductions_stop_at_their_most_and_at_zero():
    assert score({}, 9, RULE).total is None
    assert score({T: share(10, 10)}, 9, RULE).total == Decimal("95.0")
    assert score({T: share(0, 10)}, 9, RULE).total == ZERO


def test_a_part_of_no_weight_is_not_shown():
    found = score({T: share(1, 1), Q: share(0, 5)}, 0, Rule({T: 100, Q: 0}))
    assert [line.part for line in found.lines] == [T]
    assert found.total == 100


def test_equal_points_share_a_place_and_the_next_stays_empty():
    totals = {"a": Decimal("90"), "b": Decimal("95.5"), "c": Decimal("90.0"), "d": Decimal("10")}
    assert places(totals) == {"b": 1, "a": 2, "c": 2, "d": 4}


@pytest.mark.parametrize(
    ("value", "should", "met", "upward", "part"),
    [
        (80, 100, False, True, "0.8"),
        (60, 50, False, True, "1"),  # ahead of the path
        (100, 200, True, True, "1"),  # meets the target whatever the path says
        (20, 10, False, False, "0.5"),  # twice what is allowed
        (5, 10, False, False, "1"),
        (7, 5, False, None, "0"),  # a range is met or not
        (-3, 5, False, True, "0"),
        (4, 0, False, False, "0"),
    ],
)
def test_what_a_unit_reached_of_an_indicator(value, should, met, upward, part):
    assert attained(Decimal(value), should=Decimal(should), met=met, upward=upward) == Decimal(part)


weights = (
    st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any).map(lambda w: dict(zip(Part, w, strict=True)))
)
shares = st.dictionaries(
    st.sampled_from(list(Part)),
    st.integers(0, 500).flatmap(lambda n: st.builds(Share, st.integers(0, n).map(Decimal), st.just(n))),
)


@given(weights)
def test_spread_weights_make_exactly_100_and_keep_their_order(given_weights):
    found = spread({part: weight for part, weight in given_weights.items() if weight})
    assert sum(found.values()) == 100
    assert all(
        abs(found[p] - Decimal(100 * given_weights[p]) / sum(given_weights.values())) < Decimal("0.1") for p in found
    )


@given(shares, weights, st.integers(0, 30))
def test_points_stand_between_0_and_100_and_add_up(parts, given_weights, late):
    found = score(parts, late, Rule(given_weights, Decimal("1.5"), Decimal("10")))
    if found.total is None:
        assert not any(parts.get(part, Share()).whole for part, weight in given_weights.items() if weight)
        return
    assert 0 <= found.total <= 100
    reached = sum(line.points for line in found.lines if line.points is not None)
    assert found.total == max(ZERO, reached - found.taken)


@given(shares, weights, st.sampled_from(list(Part)))
def test_doing_better_never_costs_points(parts, given_weights, part):
    one = parts.get(part, Share())
    if one.got < one.whole:
        rule = Rule(given_weights)
        better = score({**parts, part: Share(one.got + 1, one.whole)}, 0, rule)
        assert better.total is None or better.total >= score(parts, 0, rule).total


@given(shares, weights)
def test_whoever_did_all_of_it_has_100(parts, given_weights):
    full = {part: Share(Decimal(one.whole), one.whole) for part, one in parts.items()}
    assert score(full, 0, Rule(given_weights)).total in (None, Decimal(100))


@given(st.dictionaries(st.integers(), st.integers(0, 1000).map(lambda n: Decimal(n) / 10), max_size=30))
def test_places_follow_points_and_nothing_else(totals):
    found = places(totals)
    for who, place in found.items():
        assert place == 1 + sum(total > totals[who] for total in totals.values())

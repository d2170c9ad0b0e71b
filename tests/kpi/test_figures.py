from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import KpiError
from kpi.figures import Entry, Measured, city_value, doubts, is_met, read_figure, shortfall, straight, upward

D = Decimal
whole = st.integers(min_value=0, max_value=10**9)


@pytest.mark.parametrize(
    ("typed", "percent", "value"),
    [
        ("95", True, "95"),
        ("95,5%", True, "95.5"),
        ("95.5", True, "95.5"),
        ("0,95%", True, "0.95"),
        ("1", True, "1"),
        (95, True, "95"),
        (0.5, False, "0.5"),
        ("1.962", False, "1962"),
        ("12.345.678,9", False, "12345678.9"),
        (" 1 000 ", False, "1000"),
        ("-3", False, "-3"),
        ("0", True, "0"),
    ],
)
def test_a_figure_is_read_as_people_write_it(typed, percent, value):
    assert read_figure(typed, percent=percent) == D(value)


@pytest.mark.parametrize(
    ("typed", "percent", "words"),
    [
        ("0.95", True, "0,95% hay 95%"),
        (0.95, True, "Nhập kèm dấu %"),
        ("95%", False, "cần số lượng"),
        ("chín mươi", True, "không phải là số"),
        ("1.2.3", False, "không phải là số"),
        ("9" * 15, False, "quá dài"),
        ("", True, "không phải là số"),
        ("=1+1", False, "không phải là số"),
    ],
)
def test_what_is_no_figure_or_may_be_two_is_asked_about(typed, percent, words):
    with pytest.raises(KpiError, match=words):
        read_figure(typed, percent=percent)


@given(st.integers(0, 10**13), st.integers(0, 9999))
def test_every_figure_written_in_vietnamese_is_read_back(number, fraction):
    written = f"{number:,}".replace(",", ".") + f",{fraction:04}"
    assert read_figure(written) == D(number) + D(fraction) / 10_000


def test_a_share_of_the_city_adds_up_what_was_reached_and_what_there_is():
    rows = [Measured(1, numerator=D(40), denominator=D(50)), Measured(2, numerator=D(10), denominator=D(150))]
    value = city_value(rows, aggregation="ratio", expected=3)
    assert (value.value, value.numerator, value.denominator) == (D("25.0000"), D(50), D(200))
    assert (value.measured, value.expected, value.is_whole) == (2, 3, False)


def test_a_unit_with_nothing_to_count_is_in_and_changes_nothing():
    rows = [Measured(1, numerator=D(1), denominator=D(4)), Measured(2, numerator=D(0), denominator=D(0))]
    assert city_value(rows, aggregation="ratio", expected=2).value == D("25.0000")
    assert city_value(rows[1:], aggregation="ratio", expected=2).value is None


@pytest.mark.parametrize(("aggregation", "value"), [("sum", "35"), ("mean", "17.5"), ("latest", "25")])
def test_other_figures_are_summed_averaged_or_taken_as_they_are(aggregation, value):
    rows = [Measured(1, D(10)), Measured(2, D(25))]
    assert city_value(rows, aggregation=aggregation, expected=2).value == D(value)
    assert city_value([], aggregation=aggregation, expected=2).value is None


@given(st.lists(st.tuples(whole, whole), min_size=1))
def test_a_share_lies_between_the_smallest_and_the_largest_of_the_units(pairs):
    rows = [Measured(n, numerator=D(min(pair)), denominator=D(max(pair))) for n, pair in enumerate(pairs)]
    value = city_value(rows, aggregation="ratio", expected=len(rows)).value
    shares = [min(pair) * D(100) / max(pair) for pair in pairs if max(pair)]
    assert (value is None) == (not shares)
    if shares:
        assert min(shares) - D("0.001") <= value <= max(shares) + D("0.001")


@pytest.mark.parametrize(
    ("measured", "comparator", "value", "high", "met", "missing"),
    [
        ("85", ">=", "85", None, True, "0"),
        ("84.9", ">=", "85", None, False, "0.1"),
        ("85", ">", "85", None, False, "0"),
        ("5", "<", "5", None, False, "0"),
        ("4", "<", "5", None, True, "0"),
        ("6", "<=", "5", None, False, "1"),
        ("0", "=", "0", None, True, "0"),
        ("2", "=", "0", None, False, "2"),
        ("7.5", "between", "7", "8", True, "0"),
        ("9", "between", "7", "8", False, "1"),
        ("6", "between", "7", "8", False, "1"),
        ("10", "rank<=", "10", None, True, "0"),
        ("11", "rank<=", "10", None, False, "1"),
        ("40", "reduce>=", "50", None, False, "10"),
    ],
)
def test_a_target_is_met_or_missed_by_so_much(measured, comparator, value, high, met, missing):
    goal = {"comparator": comparator, "value": D(value), "high": D(high) if high else None}
    assert is_met(D(measured), **goal) is met
    assert shortfall(D(measured), **goal) == D(missing)


def test_more_or_less_is_better():
    assert upward(">=", D(5))
    assert upward("reduce>=", D(5))
    assert upward("=", D(3), D(1))
    assert not upward("<", D(5))
    assert not upward("rank<=", D(10))
    assert not upward("=", D(0), D(7))
    assert upward("between", D(1)) is None


def test_the_way_is_straight_unless_points_are_set():
    start, end = (date(2026, 4, 1), D(30)), (date(2026, 4, 11), D(40))
    assert straight(start, end).at(date(2026, 4, 4)) == D(33)
    bent = straight(start, end, [(date(2026, 4, 6), D(31)), (date(2027, 1, 1), D(99))])
    assert bent.at(date(2026, 4, 6)) == D(31)
    assert bent.at(date(2026, 4, 8)) == D("34.6000")
    assert straight(start, None) is None
    assert straight(None, end).at(date(2026, 1, 1)) == D(40)


@given(st.integers(1, 800), st.integers(0, 100), st.integers(0, 100), st.integers(-30, 900))
def test_the_way_never_leaves_its_ends(days, low, high, day):
    start = date(2026, 1, 1)
    path = straight((start, D(low)), (start + timedelta(days), D(high)))
    assert min(low, high) <= path.at(start + timedelta(day)) <= max(low, high)


def said(entry: Entry, before: Entry | None = None, **how) -> list[str]:
    how = {"aggregation": "ratio", "comparator": ">=", "percent": True} | how
    return [("! " if doubt.blocks else "") + doubt.text for doubt in doubts(entry, before=before, **how)]


def test_what_cannot_be_is_stopped():
    assert said(Entry(numerator=D(3))) == ["! Nhập cả hai số: đã đạt và tổng số."]
    assert said(Entry(numerator=D(3), denominator=D(0)))[0].startswith("! Tổng số là 0")
    assert said(Entry(numerator=D(3), denominator=D(2)))[0].startswith("! Số đã đạt 3 lớn hơn tổng số 2")
    assert said(Entry(numerator=D(-3), denominator=D(2)))[0].startswith("! Số đã đạt và tổng số không được âm")
    assert said(Entry(numerator=D(0), denominator=D(0))) == []
    assert said(Entry(D(101)), aggregation="mean") == ["! Tỷ lệ phải từ 0 đến 100%. Nhập lại."]
    assert said(Entry(D("1.5")), aggregation="latest", comparator="rank<=", percent=False)[0].startswith("! Thứ hạng")
    assert said(Entry(), aggregation="sum", percent=False) == ["! Nhập số liệu của kỳ này."]


def test_what_is_odd_asks_for_a_note():
    before = Entry(numerator=D(90), denominator=D(100))
    assert said(Entry(numerator=D(80), denominator=D(100)), before) == [
        "Số lũy kế giảm từ 90 xuống 80. Ghi rõ vì sao."
    ]
    assert said(Entry(numerator=D(50), denominator=D(100), cumulative=False), before)[0].startswith("Khác nhiều")
    assert said(Entry(numerator=D(95), denominator=D(100)), before) == []
    many = {"aggregation": "sum", "percent": False}
    assert said(Entry(D(4000)), Entry(D(1000)), **many)[0].startswith(
        "Khác nhiều so với kỳ trước (1.000 thành 4.000)"
    )
    assert said(Entry(D(9)), Entry(D(1)), **many) == []

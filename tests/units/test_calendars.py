from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from units.calendars import WorkCalendar, weekday

TET = [(date(2026, 2, day), "off") for day in range(16, 21)]
CALENDAR = WorkCalendar.of([*TET, (date(2026, 2, 28), "make_up")])
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_a_due_day_inside_tet_moves_before_or_after_the_whole_holiday():
    assert CALENDAR.on_or_before(date(2026, 2, 18)) == date(2026, 2, 13)
    assert CALENDAR.on_or_after(date(2026, 2, 14)) == date(2026, 2, 23)


def test_a_make_up_saturday_is_worked():
    assert CALENDAR.is_working(date(2026, 2, 28))
    assert not CALENDAR.is_working(date(2026, 2, 21))


def test_working_days_are_counted_after_the_first_day_up_to_the_last():
    assert CALENDAR.working_days_between(date(2026, 2, 13), date(2026, 2, 24)) == 2
    assert CALENDAR.working_days_between(date(2026, 2, 24), date(2026, 2, 13)) == 0


@given(DAYS)
def test_the_nearest_working_days_enclose_the_day(day):
    before, after = CALENDAR.on_or_before(day), CALENDAR.on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_working(before)
    assert CALENDAR.is_working(after)
    assert (before == after) == CALENDAR.is_working(day)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counts_of_adjoining_spans_add_up(start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    halves = CALENDAR.working_days_between(start, middle) + CALENDAR.working_days_between(middle, end)
    assert halves == CALENDAR.working_days_between(start, end)


def test_weekdays_have_their_vietnamese_names():
    assert [weekday(date(2026, 1, day)) for day in (30, 31)] == ["thứ Sáu", "thứ Bảy"]

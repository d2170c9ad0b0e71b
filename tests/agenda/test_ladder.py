from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.ladder import dates_spoken_of, in_office_hours, last_rung
from units.calendars import WorkCalendar

PLAIN = WorkCalendar(frozenset(), frozenset())
START = date(2026, 1, 1)
TET = WorkCalendar(frozenset(date(2026, 2, 16) + timedelta(n) for n in range(7)), frozenset({date(2026, 2, 28)}))

days = st.integers(0, 120).map(lambda n: START + timedelta(n))
calendars = st.builds(WorkCalendar, off=st.frozensets(days, max_size=25), make_up=st.frozensets(days, max_size=5))


def spoken_days(due: date, calendar: WorkCalendar, start: date, end: date) -> list[date]:
    every = [start + timedelta(n) for n in range((end - start).days)]
    rungs = [last_rung(due, calendar, after=day - timedelta(1), until=day) for day in every]
    return [rung.day for rung in rungs if rung]


@pytest.mark.parametrize(
    ("due", "spoken"),
    [
        # Saturday: the day itself and the day before meet on Friday
        (date(2026, 1, 31), ["2026-01-23", "2026-01-28", "2026-01-30", "2026-02-09", "2026-02-16"]),
        # Friday
        (date(2026, 1, 30), ["2026-01-23", "2026-01-27", "2026-01-29", "2026-01-30", "2026-02-06", "2026-02-13"]),
        # Monday: 3 days and 1 day before meet on Friday
        (date(2026, 1, 26), ["2026-01-19", "2026-01-23", "2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16"]),
    ],
)
def test_the_ladder_moves_earlier_before_and_later_after_the_due_date(due, spoken):
    assert [str(d) for d in spoken_days(due, PLAIN, date(2026, 1, 15), date(2026, 2, 17))] == spoken


def test_after_a_long_holiday_one_rung_stands_for_all_that_fell_into_it():
    due = date(2026, 2, 9)
    rung = last_rung(due, TET, after=date(2026, 2, 13), until=date(2026, 2, 23))
    assert (rung.offset, rung.day) == (14, date(2026, 2, 23))


@settings(deadline=None)
@given(due=days, calendar=calendars)
def test_every_rung_is_on_a_working_day_and_no_day_has_two(due, calendar):
    spoken = spoken_days(due, calendar, START - timedelta(60), START + timedelta(200))
    assert all(calendar.is_working(day) for day in spoken)
    assert len(set(spoken)) == len(spoken)
    assert sum(day <= due for day in spoken) in range(1, 5)


@settings(deadline=None)
@given(due=days, calendar=calendars, day=days)
def test_a_rung_keeps_to_its_side_of_the_due_date(due, calendar, day):
    rung = last_rung(due, calendar, after=day - timedelta(1), until=day)
    if rung:
        assert rung.day == day
        assert (rung.day <= due) == (rung.offset <= 0)


@settings(deadline=None)
@given(calendar=calendars, after=days, length=st.integers(1, 20))
def test_the_inverted_ladder_finds_every_date_with_a_rung_on_these_days(calendar, after, length):
    until, oldest = after + timedelta(length), START - timedelta(30)
    found = dates_spoken_of(calendar, oldest=oldest, after=after, until=until)
    every = [oldest + timedelta(n) for n in range((until - oldest).days + 90)]
    expected = {due: last_rung(due, calendar, after=after, until=until) for due in every}
    assert found == {due: rung for due, rung in expected.items() if rung}


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2026-01-30 07:29", False),
        ("2026-01-30 07:30", True),
        ("2026-01-30 17:29", True),
        ("2026-01-30 17:30", False),
        ("2026-01-31 09:00", False),
    ],
)
def test_reminders_keep_to_office_hours(moment, inside):
    assert in_office_hours(datetime.fromisoformat(moment), PLAIN) is inside

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.ladder import (
    HEAD,
    OFFICER,
    USUAL,
    Step,
    dates_spoken_of,
    in_office_hours,
    last_rung,
    likely_end,
    rungs_of,
)
from units.calendars import WorkCalendar

PLAIN = WorkCalendar(frozenset(), frozenset())
START = date(2026, 1, 1)
TET = WorkCalendar(frozenset(date(2026, 2, 16) + timedelta(n) for n in range(7)), frozenset({date(2026, 2, 28)}))
LONG = timedelta(400)

days = st.integers(0, 120).map(lambda n: START + timedelta(n))
calendars = st.builds(WorkCalendar, off=st.frozensets(days, max_size=25), make_up=st.frozensets(days, max_size=5))
recipients = st.frozensets(st.sampled_from(["officer", "leader", "head", "focal", "city"]), min_size=1)
before = st.builds(Step, offset=st.integers(-40, 0), to=recipients, quiet_days=st.integers(0, 3))
after_due = st.builds(Step, offset=st.integers(1, 40), to=recipients, every=st.integers(0, 10))
ladders = st.lists(before | after_due, min_size=1, max_size=6, unique_by=lambda step: step.offset).map(tuple)


def spoken(due: date, calendar: WorkCalendar, start: date, end: date, steps=USUAL) -> list[date]:
    return [rung.day for rung in rungs_of(due, steps, calendar, after=start, until=end)]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        # Saturday: the day itself and the day before meet on Friday, the day after moves to Monday
        (date(2026, 1, 31), ["2026-01-23", "2026-01-28", "2026-01-30", "2026-02-02", "2026-02-09", "2026-02-16"]),
        # Friday: 3 days and 1 day before are Tuesday and Thursday
        (date(2026, 1, 30), ["2026-01-23", "2026-01-27", "2026-01-29", "2026-01-30", "2026-02-02", "2026-02-06"]),
        # Monday: 3 days and 1 day before meet on Friday
        (date(2026, 1, 26), ["2026-01-19", "2026-01-23", "2026-01-26", "2026-01-27", "2026-02-02", "2026-02-09"]),
    ],
)
def test_the_ladder_moves_earlier_before_and_later_after_the_due_date(due, said):
    assert [str(d) for d in spoken(due, PLAIN, date(2026, 1, 15), due + timedelta(30))][:6] == said


def test_after_a_long_holiday_one_rung_stands_for_all_that_fell_into_it():
    due = date(2026, 2, 9)
    rung = last_rung(due, USUAL, TET, after=date(2026, 2, 13), until=date(2026, 2, 23))
    assert (rung.offset, rung.day) == (14, date(2026, 2, 23))


def test_rungs_that_meet_are_one_that_reaches_everybody():
    steps = (Step(-3, frozenset({OFFICER}), quiet_days=5), Step(-1, frozenset({HEAD})))
    monday = date(2026, 1, 26)
    rung = last_rung(monday, steps, PLAIN, after=date(2026, 1, 22), until=date(2026, 1, 23))
    assert (rung.offset, rung.to, rung.quiet_days) == (-1, {OFFICER, HEAD}, 0)


@settings(deadline=None, max_examples=60)
@given(due=days, calendar=calendars, steps=ladders)
def test_every_rung_is_on_a_working_day_and_no_day_has_two(due, calendar, steps):
    said = spoken(due, calendar, due - LONG, due + timedelta(150), steps)
    assert all(calendar.is_working(day) for day in said)
    assert said == sorted(set(said))


@settings(deadline=None, max_examples=60)
@given(due=days, calendar=calendars, steps=ladders)
def test_a_rung_keeps_to_its_side_of_the_due_date(due, calendar, steps):
    for rung in rungs_of(due, steps, calendar, after=due - LONG, until=due + timedelta(150)):
        assert (rung.day <= due) == (rung.offset <= 0)
        assert rung.day <= rung.asked_for if rung.offset <= 0 else rung.day >= rung.asked_for


@settings(deadline=None, max_examples=60)
@given(due=days, calendar=calendars, steps=ladders)
def test_every_step_is_said_once_on_the_day_that_the_calendar_gives_it(due, calendar, steps):
    rungs = {rung.day: rung for rung in rungs_of(due, steps, calendar, after=due - LONG, until=due + timedelta(150))}
    for step in steps:
        asked = due + timedelta(step.offset)
        day = calendar.on_or_before(asked) if step.offset <= 0 else calendar.on_or_after(asked)
        assert step.to <= rungs[day].to


@settings(deadline=None, max_examples=60)
@given(calendar=calendars, steps=ladders, after=days, length=st.integers(1, 20))
def test_the_inverted_ladder_finds_every_date_with_a_rung_on_these_days(calendar, steps, after, length):
    until, oldest = after + timedelta(length), START - timedelta(60)
    found = dates_spoken_of(calendar, steps, oldest=oldest, after=after, until=until)
    every = [oldest + timedelta(n) for n in range((until - oldest).days + 120)]
    forward = {due: rungs_of(due, steps, calendar, after=after, until=until) for due in every}
    assert {due: rung.day for due, rung in found.items()} == {
        due: rungs[-1].day for due, rungs in forward.items() if rungs
    }


def test_no_rungs_speak_of_nothing():
    assert dates_spoken_of(PLAIN, (), oldest=START, after=START, until=START + timedelta(9)) == {}


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


@pytest.mark.parametrize(
    ("due", "proposed"),
    [
        (date(2026, 1, 29), date(2026, 1, 29)),
        (date(2026, 1, 31), date(2026, 1, 30)),  # a Saturday
        (date(2026, 1, 1), date(2026, 2, 3)),  # late: a week on
        (date(2026, 12, 1), date(2026, 2, 3)),
        (None, date(2026, 2, 3)),
    ],
)
def test_the_day_proposed_is_a_working_day_near_the_due_date(due, proposed):
    assert likely_end(due, date(2026, 1, 27), PLAIN) == proposed

from datetime import date

import pytest

from reports.calendars import PRESETS, dates_between, dates_of, period_of
from reports.models import ReportingDuty
from reports.operations.duties import days_read
from tests.factories import PlanFactory
from units.calendars import WorkCalendar

CALENDAR = WorkCalendar.of([])
PLAN = {"issued_date": date(2026, 1, 5), "campaign_from": date(2026, 1, 24), "campaign_to": date(2026, 1, 27)}


def duty(cadence="monthly", **facts) -> ReportingDuty:
    return ReportingDuty(plan=PlanFactory.build(focal_unit=None, created_by=None, **PLAN), cadence=cadence, **facts)


def dues(duty, start, end) -> list[tuple[str, date]]:
    return [(dates.period.key, dates.due) for dates in dates_between(duty, start, end, CALENDAR)]


def test_the_preset_of_the_15th_has_three_dates():
    preset = PRESETS["15"]
    row = duty(close_day=preset.close_day, due_day=preset.due_day, focal_day=preset.focal_day)
    november = dates_of(row, period_of(row, "2026-11"), CALENDAR)
    assert (november.start, november.close) == (date(2026, 10, 11), date(2026, 11, 10))
    assert (november.due, november.focal_due) == (date(2026, 11, 14), date(2026, 11, 19))
    assert november.opens == date(2026, 11, 6)  # the 14th is a Saturday: five working days before Friday the 13th


@pytest.mark.parametrize(
    ("row", "first"),
    [
        ({"due_day": 20}, ("2026-03", date(2026, 3, 20))),
        ({"due_day": None}, ("2026-03", date(2026, 3, 20))),
        ({"due_day": 5, "rule": "duong-lich", "due_offset": 1}, ("2026-02", date(2026, 3, 5))),
        ({"cadence": "quarterly", "due_day": 25}, ("2026-Q1", date(2026, 3, 25))),
        (
            {"cadence": "quarterly", "due_day": 8, "rule": "duong-lich", "due_offset": 1},
            ("2026-Q1", date(2026, 4, 8)),
        ),
        ({"cadence": "half-yearly", "due_day": 15}, ("2026-H1", date(2026, 6, 15))),
        ({"cadence": "nine-months", "due_day": 20}, ("2026-9T", date(2026, 9, 20))),
        ({"cadence": "yearly", "due_day": 5}, ("2026", date(2026, 12, 5))),
        ({"cadence": "yearly", "due_day": 30, "due_offset": -6}, ("2026", date(2026, 6, 30))),
        ({"cadence": "weekly", "due_day": 4}, ("2026-W10", date(2026, 3, 5))),
        ({"cadence": "half-monthly"}, ("2026-03-K1", date(2026, 3, 13))),
        ({"cadence": "fortnightly", "due_day": 5}, ("2026-03-02-2W", date(2026, 3, 13))),
    ],
)
def test_each_cadence_has_its_first_due_day(row, first):
    row = {"cadence": "monthly"} | row
    assert dues(duty(**row), date(2026, 3, 2), date(2027, 3, 1))[0] == first


def test_a_daily_report_is_asked_on_the_days_of_the_campaign_alone_days_off_too():
    found = dues(duty("daily"), date(2026, 1, 1), date(2026, 3, 1))
    assert [due.day for _, due in found] == [24, 25, 26, 27]


def test_a_single_report_covers_what_was_named_or_everything_since_the_plan():
    named = duty("once", due_date=date(2026, 2, 15), from_date=date(2026, 1, 24), to_date=date(2026, 2, 7))
    since = duty("once", due_date=date(2026, 2, 15))
    assert dues(named, date(2026, 2, 1), date(2026, 2, 28)) == [("20260124-20260207", date(2026, 2, 15))]
    assert dues(since, date(2026, 2, 1), date(2026, 2, 28)) == [("20260105-20260215", date(2026, 2, 15))]
    assert dues(duty("once"), date(2026, 2, 1), date(2026, 2, 28)) == []


def test_figures_are_never_closed_after_the_report_is_due():
    early = duty(due_day=10)
    assert dates_of(early, period_of(early, "2026-11"), CALENDAR).close == date(2026, 11, 10)


def test_before_a_day_means_the_day_before_where_the_plan_is_strict():
    row = duty(due_day=15, before=True)
    row.plan.strict_before = True
    assert dues(row, date(2026, 3, 1), date(2026, 3, 31)) == [("2026-03", date(2026, 3, 14))]


def test_the_31st_is_the_last_day_of_a_short_month():
    assert dues(duty(due_day=31), date(2026, 2, 20), date(2026, 3, 1)) == [("2026-02", date(2026, 2, 28))]


@pytest.mark.parametrize(
    ("cadence", "due", "fields"),
    [
        ("once", "2026-02-15", {"due_date": date(2026, 2, 15)}),
        ("daily", "", {}),
        ("weekly", "thursday", {"due_day": 4}),
        ("fortnightly", "friday", {"due_day": 5}),
        ("monthly", "day 20 of month", {"due_day": 20, "close_day": None}),
        ("monthly", "day 15 of month", {"due_day": 15, "close_day": 10}),
        ("monthly", "day 5 of month", {"due_day": 5, "due_offset": 1, "rule": "duong-lich"}),
        ("monthly", "day 15, 30 of month", {"cadence": "half-monthly"}),
        ("quarterly", "day 25 of last month of quarter", {"due_day": 25, "due_offset": 0}),
        ("quarterly", "day 8 of first month of next quarter", {"due_day": 8, "due_offset": 1, "rule": "duong-lich"}),
        ("half-yearly", "15 June and 15 December", {"due_day": 15, "due_offset": 0, "close_day": 10}),
        ("half-yearly", "5 July and 5 January", {"due_day": 5, "due_offset": 1}),
        ("yearly", "5 December", {"due_day": 5}),
        ("yearly", "20 January", {"due_day": 20, "due_offset": 1, "rule": "duong-lich"}),
        ("yearly", "30 June", {"due_day": 30, "due_offset": -6}),
        ("monthly", "something new", {"cadence": "monthly"}),
    ],
)
def test_every_day_the_reader_gives_becomes_fields(cadence, due, fields):
    row = days_read(cadence, due)
    assert fields.items() <= row.items()
    ReportingDuty(**row)


def test_two_weeks_are_counted_from_the_day_that_was_set_and_not_before_it():
    every = duty("fortnightly", due_day=5, from_date=date(2026, 3, 11))
    assert [due for _, due in dues(every, date(2026, 3, 1), date(2026, 4, 30))] == [
        date(2026, 3, 20),
        date(2026, 4, 3),
        date(2026, 4, 17),
    ]

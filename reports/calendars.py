"""The days of a reporting duty: which period, when its figures are closed, who sends by when. Pure functions."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reports.models import BY_WEEKDAY, ReportingDuty
from units import periods
from units.calendars import WorkCalendar
from units.periods import Kind, Period, Rule

Cadence = ReportingDuty.Cadence
UNNAMED_DAY = 20  # where the plan says how often but not which day
MOST = 400  # periods looked at: a year of days


@dataclass(frozen=True)
class Dates:
    period: Period
    start: date
    close: date
    due: date
    focal_due: date | None
    opens: date


@dataclass(frozen=True)
class Preset:
    """Named after the day that plans write: "báo cáo trước ngày 15 hằng tháng"."""

    label: str
    rule: Rule
    close_day: int
    due_day: int
    focal_day: int
    due_offset: int = 0


PRESETS = {
    "15": Preset("15 hằng tháng: chốt 10, đơn vị 14, đầu mối 19", Rule.ADMINISTRATIVE, 10, 14, 19),
    "20": Preset("20 hằng tháng: chốt 14, đơn vị 17, đầu mối 20", Rule.ADMINISTRATIVE, 14, 17, 20),
    "25": Preset("25 hằng tháng: chốt 14, đơn vị 20, đầu mối 25", Rule.ADMINISTRATIVE, 14, 20, 25),
    "5": Preset("5 tháng sau: chốt cuối tháng, đơn vị 3, đầu mối 5", Rule.CALENDAR, 31, 3, 5, due_offset=1),
}


def usual_days(due_day: int | None) -> tuple[Rule, int | None, int]:
    """(rule, close day, offset) that fit a day a plan names: a day early in the month is about the month before."""
    if due_day is None or due_day > 15:
        return Rule.ADMINISTRATIVE, None, 0
    return (Rule.ADMINISTRATIVE, due_day - 5, 0) if due_day > 7 else (Rule.CALENDAR, None, 1)


def dates_of(duty: ReportingDuty, period: Period, calendar: WorkCalendar) -> Dates:
    """ValueError where a single report has no date."""
    due = max(due_of(duty, period), period.start)
    opens = due if duty.kind is Kind.DAY else calendar.given_by(due, duty.opens_before)
    return Dates(
        period=period,
        start=period.start,
        close=min(period.end, due),
        due=due,
        focal_due=_focal_due(duty, due),
        opens=max(opens, period.start),
    )


def due_of(duty: ReportingDuty, period: Period) -> date:
    """The day units send by; the day before where the plan takes "trước ngày" strictly."""
    strict = duty.before and duty.plan.strict_before
    due = _known(duty.due_date) if duty.kind is Kind.CUSTOM else _due(duty, period)
    return due - timedelta(days=1) if strict else due


def _known(day: date | None) -> date:
    if day is None:
        raise ValueError("a single report without a date")
    return day


def _due(duty: ReportingDuty, period: Period) -> date:
    if duty.kind is Kind.DAY:
        return period.end
    if duty.kind in BY_WEEKDAY:
        return period.end - timedelta(days=(period.end.isoweekday() - (duty.due_day or 5)) % 7)
    month = period.last_month.year * 12 + period.last_month.month - 1 + duty.due_offset
    due = _in_month(date(month // 12, month % 12 + 1, 1), duty.due_day or UNNAMED_DAY)
    return due if duty.due_day else max(due, period.end + timedelta(days=1))


def _focal_due(duty: ReportingDuty, due: date) -> date | None:
    """The next such day after the units' own."""
    if duty.focal_day is None:
        return None
    day = _in_month(due, duty.focal_day)
    return day if day >= due else _in_month(due.replace(day=1) + timedelta(days=31), duty.focal_day)


def _in_month(day: date, number: int) -> date:
    return day.replace(day=min(number, monthrange(day.year, day.month)[1]))


def dates_between(duty: ReportingDuty, start: date, end: date, calendar: WorkCalendar) -> Iterator[Dates]:
    """Of every period whose report is due from `start` to `end`."""
    if duty.kind is Kind.CUSTOM:
        if duty.due_date:
            dates = dates_of(duty, custom_period(duty), calendar)
            if start <= dates.due <= end:
                yield dates
        return
    period = _first_before(duty, start)
    for _ in range(MOST):
        dates = dates_of(duty, period, calendar)
        if dates.due > end:
            return
        if dates.due >= start and _has_begun(duty, period) and _in_campaign(duty, dates.due):
            yield dates
        period = period.next


def custom_period(duty: ReportingDuty) -> Period:
    due = _known(duty.due_date)
    end = duty.to_date or due
    return periods.custom(min(duty.from_date or duty.plan.issued_date or end, end), end, duty.label)


def period_of(duty: ReportingDuty, key: str) -> Period:
    """ValueError for a key of another kind."""
    if duty.kind is Kind.CUSTOM:
        return custom_period(duty)
    period = periods.parse(key, Rule(duty.rule), duty.close_day)
    if period.kind is not duty.kind:
        raise ValueError(f"not a period of this duty: {key!r}")
    return period


def _first_before(duty: ReportingDuty, day: date) -> Period:
    if duty.kind is Kind.FORTNIGHT:
        return periods.fortnight(first_fortnight(duty), day).previous
    back = day - timedelta(days=31 * (max(duty.due_offset, 0) + 1) if duty.kind.months else 0)
    period = periods.current(back, Rule(duty.rule), duty.kind, duty.close_day)
    return period.previous


def _has_begun(duty: ReportingDuty, period: Period) -> bool:
    return duty.kind is not Kind.FORTNIGHT or period.start >= first_fortnight(duty)


def first_fortnight(duty: ReportingDuty) -> date:
    """Where nobody set it: the Monday of the week in which the plan was issued."""
    issued = duty.plan.issued_date or periods.FIRST_MONDAY
    return duty.from_date or issued - timedelta(days=issued.weekday())


def _in_campaign(duty: ReportingDuty, day: date) -> bool:
    """Daily reports belong to the days of a campaign, days off included; without one they are asked of no day."""
    if duty.kind is not Kind.DAY:
        return True
    plan = duty.plan
    return bool(plan.campaign_from and plan.campaign_from <= day <= (plan.campaign_to or day))

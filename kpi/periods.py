"""Periods of an indicator by its own rhythm, and when their figures can be had."""

from datetime import date, timedelta

from kpi.models import Indicator
from units.periods import Kind, Period, Rule, current


def last_ended(indicator: Indicator, today: date) -> Period:
    """Statistical periods: of calendar months (NĐ 60/2018)."""
    return current(today, Rule.CALENDAR, Kind(indicator.frequency)).previous


def published_on(indicator: Indicator, period: Period) -> date:
    """The first day on which the source can be read."""
    return period.end + timedelta(days=indicator.publication_days + 1)


def is_published(indicator: Indicator, period: Period, today: date) -> bool:
    """A source that publishes later is waited for: "chưa đến kỳ công bố"."""
    return today >= published_on(indicator, period)


def awaited(indicator: Indicator, today: date) -> tuple[str, date] | None:
    """(period, day of publication) of the last period that has ended while its source has not spoken."""
    period = last_ended(indicator, today)
    return None if is_published(indicator, period, today) else (period.key, published_on(indicator, period))

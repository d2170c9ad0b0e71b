"""An indicator of the cast's plan that two wards measure and Sở Khoa học và Công nghệ follows."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from kpi.models import Indicator, IndicatorParty, Measurement, Target
from kpi.operations import open_measurements

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=HANOI)


def indicator_of(cast: SimpleNamespace, *, frequency: str = "thang", **target) -> Indicator:
    indicator = Indicator.objects.create(
        plan=cast.plan,
        order=cast.plan.indicators.count() + 1,
        number="41",
        text="100% tổ dân phố có cộng đồng số",
        monitor=cast.partner,
        frequency=frequency,
    )
    facts = {"comparator": ">=", "value": 100, "unit": "%", "aggregation": "ratio", "as_of_date": date(2026, 12, 31)}
    Target.objects.create(indicator=indicator, order=1, **facts | target)
    for unit in (cast.ward, cast.elsewhere):
        party = {"part": IndicatorParty.Part.IMPLEMENTER, "phrase": unit.name, "unit": unit}
        IndicatorParty.objects.create(indicator=indicator, **party)
    return indicator


def opened(cast: SimpleNamespace, *, now: datetime = NOW, **target) -> dict[int, Measurement]:
    """Measurements by unit of the last period that has ended."""
    indicator = indicator_of(cast, **target)
    open_measurements(now=now)
    return {row.unit_id: row for row in Measurement.objects.filter(target__indicator=indicator)}

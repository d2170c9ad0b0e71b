"""Figures of a year: what 126 wards and communes told of 49 indicators every month, most of it accepted."""

from datetime import date, timedelta
from random import Random

from kpi.models import Indicator, Measurement, Target
from plans.models import Plan
from units.models import Unit

INDICATORS, UNITS, MONTHS = 49, 126, 12
BATCH = 5_000


def measure(plan_id: int, *, today: date, seed: int) -> int:
    """How many figures are there now; nothing is made a second time."""
    plan, random = Plan.objects.get(pk=plan_id), Random(seed)
    if plan.indicators.exists():
        return Measurement.objects.filter(target__indicator__plan=plan).count()
    targets = _targets(plan, today)
    kinds = (Unit.Kind.WARD, Unit.Kind.COMMUNE)
    units = list(Unit.objects.filter(kind__in=kinds).order_by("pk").values_list("pk", flat=True)[:UNITS])
    rows = []
    for start, end in _months(today):
        for target in targets:
            for unit in units:
                rows.append(_figure(target, unit, start, end, random))
    Measurement.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _targets(plan: Plan, today: date) -> list[Target]:
    facts = {"plan": plan, "monitor": plan.focal_unit, "frequency": Indicator.Frequency.MONTH}
    indicators = Indicator.objects.bulk_create(
        Indicator(order=n, number=str(n), text=f"Chỉ tiêu số {n} của năm", pillar=f"Trụ cột {n % 3 + 1}", **facts)
        for n in range(1, INDICATORS + 1)
    )
    promise = {"comparator": ">=", "value": 90, "unit": "%", "aggregation": Target.Aggregation.RATIO}
    return Target.objects.bulk_create(
        Target(indicator=one, order=1, as_of_date=date(today.year, 12, 31), **promise) for one in indicators
    )


def _months(today: date) -> list[tuple[date, date]]:
    """The twelve that ended before today, the earliest first."""
    found, first = [], today.replace(day=1)
    for _ in range(MONTHS):
        end = first - timedelta(days=1)
        first = end.replace(day=1)
        found.append((first, end))
    return found[::-1]


def _figure(target: Target, unit: int, start: date, end: date, random: Random) -> Measurement:
    whole = random.randint(20, 60)
    return Measurement(
        target=target,
        unit_id=unit,
        period=f"{start:%Y-%m}",
        period_start=start,
        period_end=end,
        due_date=end + timedelta(days=10),
        state=Measurement.State.ACCEPTED if random.random() < 0.95 else Measurement.State.OPEN,
        numerator=random.randint(0, whole),
        denominator=whole,
        sent_at=f"{end}T08:00:00+07:00",
    )

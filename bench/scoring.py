"""W2: score 150 units again over twelve months, each with 60 targets measured every month."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.figure import Figure
from bench.ground import PLAN, SEED, UNITS, Ground
from insight.models import Group
from insight.operations import rescore
from kpi.models import Indicator, Measurement, Target
from tasks.operations.bulk import write
from units.models import Unit
from units.periods import Period, current

TARGETS, MONTHS, BUDGET, TIMES = 60, 12, 5.0, 5
ENTRY_DAYS = 10


def score_again(ground: Ground) -> Figure:
    """From the facts alone: work of the ground, and what units measured; nothing is kept between the runs."""
    _ = ground.data
    today = timezone.localdate()
    measured = measure_all(_months(today), Random(SEED))
    samples = []
    for _n in range(TIMES):
        begun = perf_counter()
        boards = rescore(_months(today), list(Group), today=today)
        samples.append(perf_counter() - begun)
    rows = sum(len(board.rows) for board in boards)
    took = median(samples)
    return Figure(
        id="W2",
        measured=took,
        unit="s",
        budget=BUDGET,
        holds=took <= BUDGET,
        n=TIMES,
        words=f"{took:.2f} s (worst {max(samples):.2f}) for {rows} scores of {UNITS} units from {measured} figures",
        rule=f"≤ {BUDGET:.0f} s for {UNITS} units × {TARGETS} targets × {MONTHS} months",
    )


def _months(today: date) -> list[Period]:
    found = [current(today)]
    while len(found) < MONTHS:
        found.append(found[-1].previous)
    return found


def measure_all(months: list[Period], random: Random) -> int:
    """How many figures: every unit, target and month, accepted within the days for entry."""
    units = list(Unit.objects.order_by("pk").values_list("pk", flat=True)[:UNITS])
    targets = [_target(order) for order in range(1, TARGETS + 1)]
    rows = [_figure(target, unit, month, random) for target in targets for unit in units for month in months]
    write(Measurement, rows)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return len(rows)


def _target(order: int) -> Target:
    named = {"number": str(order), "text": f"Chỉ tiêu {order}"}
    indicator = Indicator.objects.create(plan_id=PLAN, order=10_000 + order, **named)
    goal = {"comparator": ">=", "value": 90, "unit": "%", "aggregation": "ratio"}
    days = {"baseline": 40, "baseline_date": date(2025, 12, 31), "as_of_date": date(2030, 12, 31)}
    return Target.objects.create(indicator=indicator, order=1, **goal, **days)


def _figure(target: Target, unit: int, month: Period, random: Random) -> dict[str, Any]:
    due = month.end - timedelta(days=2)
    end = due - timedelta(days=ENTRY_DAYS)
    accepted = timezone.make_aware(datetime.combine(due, time.min)) - timedelta(days=1)
    return {
        "target_id": target.pk,
        "unit_id": unit,
        "period": month.key,
        "period_start": month.start,
        "period_end": end,
        "due_date": due,
        "state": Measurement.State.ACCEPTED.value,
        "numerator": Decimal(random.randint(0, 200)),
        "denominator": Decimal(200),
        "sent_at": accepted,
        "decided_at": accepted,
    }

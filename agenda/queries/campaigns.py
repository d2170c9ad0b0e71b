"""Chiến dịch: the days of a plan on which its units count every day."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from plans.models import Plan
from tasks.models import Assignment, AssignmentQuerySet, ProgressUpdate
from tasks.models.task import READY_SET
from units.models import Membership, Unit, User

PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")


@dataclass
class UnitDay:
    """One unit in the campaign: its sums, what came today, and when it last counted."""

    unit: Unit
    done: int = 0
    target: int = 0
    today: int = 0
    counted_at: datetime | None = None
    silent_days: int = 0
    contact: str = ""
    criteria: dict[str, str] = field(default_factory=dict)

    @property
    def share(self) -> float:
        return self.done / self.target if self.target else 0.0

    @property
    def counted_today(self) -> bool:
        return self.silent_days == 0

    @property
    def answers(self) -> list[str]:
        return [self.criteria.get(name, "–") for name in READY_SET]


@dataclass(frozen=True)
class Board:
    day: int
    days: list[tuple[date, int | None]]
    units: list[UnitDay]
    noun: str
    today: int
    yesterday: int

    @property
    def done(self) -> int:
        return sum(unit.done for unit in self.units)

    @property
    def target(self) -> int:
        return sum(unit.target for unit in self.units)

    @property
    def share(self) -> float:
        return 100 * self.done / self.target if self.target else 0.0

    @property
    def should(self) -> float:
        """Percent, on the straight path."""
        return 100 * min(self.day, len(self.days)) / len(self.days)

    @property
    def days_left(self) -> int:
        return max(len(self.days) - self.day, 0)

    @property
    def needed(self) -> int:
        """Each day that is left; all of it where none is."""
        return -(-max(self.target - self.done, 0) // max(self.days_left, 1))

    @property
    def silent(self) -> list[UnitDay]:
        return sorted((unit for unit in self.units if not unit.counted_today), key=lambda unit: -unit.silent_days)


def running(today: date) -> frozenset[int]:
    plans = Plan.objects.filter(state=Plan.State.IN_FORCE, campaign_from__lte=today, campaign_to__gte=today)
    return frozenset(plans.values_list("pk", flat=True))


def silent(today: date) -> Iterator[tuple[Plan, int, int]]:
    """(plan, unit, open assignments) of units that have not counted today."""
    for plan in Plan.objects.filter(pk__in=running(today)).order_by("pk"):
        for unit_id, left in silent_units(plan, today):
            yield plan, unit_id, left


def silent_units(plan: Plan, today: date) -> list[tuple[int, int]]:
    """(unit, open assignments), by unit."""
    said = ProgressUpdate.objects.filter(assignment__plan=plan, created_at__date=today)
    rows = plan.assignments.with_the_unit().exclude(Exists(said.filter(assignment__unit=OuterRef("unit"))))
    return list(rows.values("unit").annotate(left=Count("pk")).order_by("unit").values_list("unit", "left"))


def counted_work(plan: Plan) -> AssignmentQuerySet:
    """What is counted in the task's own noun."""
    return plan.assignments.exclude(state=Assignment.State.CANCELLED).filter(quantity_target__isnull=False)


def own_work(plan: Plan, user: User) -> AssignmentQuerySet:
    """Of the person's units, still to be counted."""
    mine = counted_work(plan).with_the_unit().filter(unit__in=user.unit_ids())
    return mine.select_related("task", "unit").order_by("unit__name", "task__order", "pk")


def board(plan: Plan, today: date) -> Board:
    """Worst first. Five queries however many units there are."""
    days = [plan.campaign_from + timedelta(n) for n in range((plan.campaign_to - plan.campaign_from).days + 1)]
    work = list(counted_work(plan).select_related("unit"))
    units: dict[int, UnitDay] = {}
    for one in work:
        unit = units.setdefault(one.unit_id, UnitDay(one.unit))
        unit.done += one.quantity_done
        unit.target += one.quantity_target
        unit.criteria |= _criteria(one)
    by_day = _read_updates(plan, units, today)
    _contacts(units, today)
    ended = sum(count for day, count in by_day.items() if day > today)
    total, totals = sum(unit.done for unit in units.values()) - ended, {}
    for day in reversed(days):
        totals[day] = total - sum(count for when, count in by_day.items() if day < when <= today)
    nouns = Counter(one.quantity_unit for one in work if one.quantity_unit).most_common(1)
    return Board(
        day=(today - plan.campaign_from).days + 1,
        days=[(day, totals[day] if day <= today else None) for day in days],
        units=sorted(units.values(), key=lambda unit: (unit.share, unit.unit.name)),
        noun=nouns[0][0] if nouns else "việc",
        today=by_day[today],
        yesterday=by_day[today - timedelta(days=1)],
    )


def _read_updates(plan: Plan, units: dict[int, UnitDay], today: date) -> Counter[date]:
    """What came in by day; each unit's own part of today and the moment of its last count."""
    since = plan.campaign_from - timedelta(days=1)
    rows = ProgressUpdate.objects.filter(assignment__in=counted_work(plan), created_at__date__gte=since)
    by_day: Counter[date] = Counter()
    for unit_id, at, before, done in rows.order_by("created_at").values_list(
        "assignment__unit", "created_at", "quantity_before", "quantity_done"
    ):
        day, change = timezone.localdate(at), (done or 0) - (before or 0)
        by_day[day] += change
        unit = units[unit_id]
        unit.counted_at = at
        unit.today += change if day == today else 0
    for unit in units.values():
        last = timezone.localdate(unit.counted_at) if unit.counted_at else since
        unit.silent_days = max((today - last).days, 0)
    return by_day


def _contacts(units: dict[int, UnitDay], today: date) -> None:
    """Who is asked: the unit's đầu mối."""
    places = Membership.objects.current(today).filter(unit__in=units, role=Membership.Role.COORDINATOR)
    for place in places.filter(user__is_active=True).select_related("user").order_by("-pk"):
        units[place.unit_id].contact = str(place.user)


def _criteria(work: Assignment) -> dict[str, str]:
    """The percent that stands in the unit's answer to đúng, đủ, sạch, sống."""
    found = {name: PERCENT.search(work.answer_to(name)) for name in READY_SET}
    return {name: f"{match[1]}%" for name, match in found.items() if match}

"""The board of the day: units worst first, counted in one noun, since hồ sơ and máy cannot be added up."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from agenda.queries.campaigns import figured_work, last_counts, plain_work, silent_days
from plans.models import Plan
from tasks.models import Assignment, ProgressUpdate
from tasks.models.task import READY_SET
from units.models import Membership, Unit

PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
WORK = "lượt giao"


@dataclass
class UnitDay:
    """One unit in the campaign: its sums, what came today, and when it last counted."""

    unit: Unit
    done: int = 0
    target: int = 0
    today: int = 0
    waits: bool = False
    """Something of the plan is still its own to do."""
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
    def is_silent(self) -> bool:
        return self.waits and not self.counted_today

    @property
    def answers(self) -> list[str]:
        return [self.criteria.get(name, "–") for name in READY_SET]


@dataclass(frozen=True)
class Board:
    """`others`: units of the plan without work in this noun; they too may owe today's count."""

    day: int
    days: list[tuple[date, int | None]]
    units: list[UnitDay]
    others: list[UnitDay]
    noun: str
    nouns: list[str]
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
    def behind(self) -> float:
        """Points of percent; negative when ahead."""
        return self.should - self.share

    @property
    def days_left(self) -> int:
        return max(len(self.days) - self.day, 0)

    @property
    def needed(self) -> int:
        """Each day that is left; all of it where none is."""
        return -(-max(self.target - self.done, 0) // max(self.days_left, 1))

    @property
    def asked(self) -> int:
        """Units that are to count today or have done so."""
        return sum(unit.waits or unit.counted_today for unit in [*self.units, *self.others])

    @property
    def counted(self) -> int:
        return self.asked - len(self.silent)

    @property
    def silent(self) -> list[UnitDay]:
        silent = (unit for unit in [*self.units, *self.others] if unit.is_silent)
        return sorted(silent, key=lambda unit: (-unit.silent_days, unit.unit.short_name))


def nouns_of(plan: Plan) -> list[str]:
    """What may be counted, the commonest figure first; work without figures last."""
    rows = figured_work(plan).exclude(quantity_unit="").values_list("quantity_unit").annotate(n=Count("pk"))
    found = [noun for noun, _ in rows.order_by("-n", "quantity_unit") if noun != WORK]
    plain = plain_work(plan).exists() or figured_work(plan).filter(quantity_unit__in=["", WORK]).exists()
    return [*found, WORK] if plain or not found else found


def board(plan: Plan, today: date, noun: str = "") -> Board:
    """Worst first. As many queries however many units there are."""
    nouns = nouns_of(plan)
    noun = noun if noun in nouns else nouns[0]
    days = [plan.campaign_from + timedelta(n) for n in range((plan.campaign_to - plan.campaign_from).days + 1)]
    work = _work(plan, noun)
    units: dict[int, UnitDay] = {}
    for one in work:
        unit = units.setdefault(one.unit_id, UnitDay(one.unit))
        done, target = _measure(one)
        unit.done, unit.target = unit.done + done, unit.target + target
        unit.criteria |= _criteria(one)
    by_day = _by_day(plan, work, units, today)
    others = _others(plan, units)
    _tell(plan, units | others, today)
    return Board(
        day=(today - plan.campaign_from).days + 1,
        days=_totals(days, by_day, sum(unit.done for unit in units.values()), today),
        units=sorted(units.values(), key=lambda unit: (unit.share, unit.unit.name)),
        others=list(others.values()),
        noun=noun,
        nouns=nouns,
        today=by_day[today],
        yesterday=by_day[today - timedelta(days=1)],
    )


def _work(plan: Plan, noun: str) -> list[Assignment]:
    if noun == WORK:
        plain = plain_work(plan) | figured_work(plan).filter(quantity_unit__in=["", WORK])
        return list(plain.select_related("unit"))
    return list(figured_work(plan).filter(quantity_unit=noun).select_related("unit"))


def _measure(work: Assignment) -> tuple[int, int]:
    """Done and target; work without a figure is done when its unit has sent it."""
    if work.quantity_target is not None:
        return work.quantity_done, work.quantity_target
    return int(_is_done(work)), 1


def _is_done(work: Assignment) -> bool:
    return work.state not in (Assignment.State.OPEN, Assignment.State.AT_HEAD)


def _by_day(plan: Plan, work: list[Assignment], units: dict[int, UnitDay], today: date) -> Counter[date]:
    """What came in by day, and each unit's own part of today."""
    by_day: Counter[date] = Counter()
    figured = {one.pk: one.unit_id for one in work if one.quantity_target is not None}
    rows = ProgressUpdate.objects.filter(assignment__plan=plan, assignment__quantity_target__isnull=False)
    rows = rows.filter(created_at__date__gte=plan.campaign_from - timedelta(days=1)) if figured else rows.none()
    came = [
        (figured[pk], timezone.localdate(at), (done or 0) - (before or 0))
        for pk, at, before, done in rows.values_list("assignment", "created_at", "quantity_before", "quantity_done")
        if pk in figured
    ]
    plain = (one for one in work if one.quantity_target is None and _is_done(one))
    came += [(one.unit_id, one.sent_date, 1) for one in plain]
    for unit_id, day, change in came:
        by_day[day] += change
        units[unit_id].today += change if day == today else 0
    return by_day


def _totals(days: list[date], by_day: Counter[date], done: int, today: date) -> list[tuple[date, int | None]]:
    """By the end of each day, counted back from what is done now."""
    ended = sum(count for day, count in by_day.items() if day > today)
    found = {}
    for day in days:
        found[day] = done - ended - sum(count for when, count in by_day.items() if day < when <= today)
    return [(day, found[day] if day <= today else None) for day in days]


def _others(plan: Plan, units: dict[int, UnitDay]) -> dict[int, UnitDay]:
    waiting = plan.assignments.with_the_unit().exclude(unit__in=units).values("unit")
    return {unit.pk: UnitDay(unit) for unit in Unit.objects.filter(pk__in=waiting)}


def _tell(plan: Plan, units: dict[int, UnitDay], today: date) -> None:
    """Whether something waits, when it last counted, and who is asked: the unit's đầu mối."""
    waiting, last = set(plan.assignments.with_the_unit().values_list("unit", flat=True)), last_counts(plan)
    for pk, unit in units.items():
        unit.waits, unit.counted_at = pk in waiting, last.get(pk)
        unit.silent_days = silent_days(plan, unit.counted_at, today)
    places = Membership.objects.current(today).filter(unit__in=units, role=Membership.Role.COORDINATOR)
    for place in places.filter(user__is_active=True).select_related("user").order_by("-pk"):
        units[place.unit_id].contact = str(place.user)


def _criteria(work: Assignment) -> dict[str, str]:
    """The percent that stands in the unit's answer to đúng, đủ, sạch, sống."""
    found = {name: PERCENT.search(work.answer_to(name)) for name in READY_SET}
    return {name: f"{match[1]}%" for name, match in found.items() if match}

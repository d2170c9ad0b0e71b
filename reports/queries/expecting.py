"""Who owes which report for which period: the duties of all plans in force, one report per recipient and period."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone

from plans.models import Party, Plan
from reports.calendars import Dates, dates_between
from reports.models import ReportingDuty
from units.calendars import WorkCalendar
from units.models import Unit
from units.names import Book

THROUGH = re.compile(r"\((?:thông )?qua [^)]+\)")
Key = tuple[int, int, str, str]


@dataclass
class Owed:
    """`dates` of the duty that is due first; `duties`: all that this one report answers."""

    unit_id: int
    receiver_id: int
    dates: Dates
    duties: list[ReportingDuty] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.unit_id, self.receiver_id, self.dates.period.rule.value, self.dates.period.key


def duties_in_force() -> list[ReportingDuty]:
    rows = ReportingDuty.objects.filter(plan__state=Plan.State.IN_FORCE).in_order()
    return list(rows.select_related("plan", "unit", "group"))


def gatherer_of(duty: ReportingDuty) -> int:
    """Where reports are gathered: the unit they go through, else the plan's focal unit."""
    return duty.via_unit_id or duty.plan.focal_unit_id


def owed(duties: Iterable[ReportingDuty], start: date, end: date, today: date) -> dict[Key, Owed]:
    """Due from `start` to `end`. What a plan asks before it was put in force is not owed."""
    found: dict[Key, Owed] = {}
    calendar, bound = WorkCalendar.load(), Bound(today)
    for duty in duties:
        published = duty.plan.published_at
        since = max(start, timezone.localdate(published)) if published else start
        for dates in dates_between(duty, since, end, calendar):
            for unit_id, receiver_id in bound.pairs(duty):
                _add(found, Owed(unit_id, receiver_id, dates), duty)
    return found


def _add(found: dict[Key, Owed], one: Owed, duty: ReportingDuty) -> None:
    row = found.setdefault(one.key, one)
    row.duties.append(duty)
    if one.dates.due < row.dates.due:
        row.dates = one.dates


class Bound:
    """Which units of today a duty binds; a group is asked once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.groups: dict[int, list[int]] = {}
        self.above: dict[str, int | None] = {}
        self.active = set(Unit.objects.active(today).values_list("pk", flat=True))

    @cached_property
    def book(self) -> Book:
        return Book.load(self.today)

    @cached_property
    def city(self) -> int | None:
        cities = Unit.objects.active(self.today).filter(kind=Unit.Kind.CITY)
        return cities.order_by("pk").values_list("pk", flat=True).first()

    def pairs(self, duty: ReportingDuty) -> Iterator[tuple[int, int]]:
        """(unit, receiver). The one that gathers does not report to itself, but to whom the sentence names."""
        gatherer = gatherer_of(duty)
        for pk in self._named(duty):
            if pk not in self.active:
                continue
            receiver = gatherer if pk != gatherer else self._above(duty) if duty.unit_id else None
            if receiver and receiver != pk:
                yield pk, receiver

    def _above(self, duty: ReportingDuty) -> int | None:
        """Whom the focal unit's own duty is owed to: the unit its sentence names, else the city."""
        if duty.to_text not in self.above:
            named = self.book.resolve(THROUGH.sub("", duty.to_text).strip()).unit if duty.to_text else None
            self.above[duty.to_text] = named.pk if named else self.city
        return self.above[duty.to_text]

    def _named(self, duty: ReportingDuty) -> list[int]:
        if duty.unit_id:
            return [duty.unit_id]
        group = duty.group
        if group is None:
            return []
        if group.is_open:  # "các đơn vị liên quan": those that lead something in the plan
            leads = Party.objects.filter(plan=duty.plan, part=Party.Part.LEAD)
            return list(leads.order_by("unit").values_list("unit", flat=True))
        if group.pk not in self.groups:
            self.groups[group.pk] = list(group.units(self.today).order_by("pk").values_list("pk", flat=True))
        return self.groups[group.pk]

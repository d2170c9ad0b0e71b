"""How work stands: by unit, group, section and plan; who updates, how long things are overdue, where they wait.

One module for pages, API and reports; everything counts lượt giao and can be asked as of a past day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.utils import timezone

from plans.models import Plan, Section
from tasks.figures import Figures, added_up, figures_on, percent
from tasks.models import Assignment, Span
from units.models import Unit

State = Assignment.State
GROUPS = {"so": "Sở, ban, ngành và cơ quan khác", "phuong": "Phường", "xa": "Xã"}
UPDATE_DAYS = 30
UPDATED = timedelta(days=UPDATE_DAYS - 1)
Edges = tuple[tuple[int, int | None], ...]
BANDS: Edges = ((1, 7), (8, 30), (31, 90), (91, None))
LONG_AGO = 40_000  # days
WITH_UNIT = Q(state__in=[State.OPEN, State.AT_HEAD])


@dataclass(frozen=True)
class Line:
    """One unit, group, section or plan with its figures."""

    key: int | str | None
    name: str
    figures: Figures


@dataclass(frozen=True)
class Band:
    """Overdue for `first` to `last` days; the last band has no end."""

    first: int
    last: int | None
    count: int

    @property
    def label(self) -> str:
        return f"{self.first} đến {self.last} ngày" if self.last else f"trên {self.first - 1} ngày"


@dataclass(frozen=True)
class Share:
    part: int
    whole: int

    @property
    def rate(self) -> Decimal | None:
        """Percent, one decimal."""
        return percent(self.part, self.whole)


@dataclass(frozen=True)
class Waiting:
    """How many lượt giao wait at one place, for whom, and since when."""

    place: str
    whom: str
    count: int
    since: date | None


def group_code(kind: str) -> str:
    return kind if kind in GROUPS else "so"


class Counted:
    """Figures at the end of `day` by unit and one thing more: one query, added up for each breakdown."""

    def __init__(self, assignments: QuerySet, day: date, today: date, field: str) -> None:
        """`field`: "plan" or "task__section"."""
        self.counts = figures_on(assignments, day, today, "unit", field)
        self.units = Unit.objects.only("short_name", "kind").in_bulk({unit for unit, _ in self.counts})

    @cached_property
    def _of_units(self) -> dict[int, Figures]:
        return self._by(lambda key: key[0])

    @cached_property
    def whole(self) -> Figures:
        return added_up((None, found) for found in self._of_units.values()).get(None, Figures())

    def by_unit(self) -> list[Line]:
        """Most overdue first."""
        lines = [Line(unit, self.units[unit].short_name, found) for unit, found in self._of_units.items()]
        return sorted(lines, key=lambda line: (-line.figures.open_overdue, line.name))

    def by_group(self) -> list[Line]:
        found = added_up((group_code(self.units[unit].kind), one) for unit, one in self._of_units.items())
        return [Line(code, name, found[code]) for code, name in GROUPS.items() if code in found]

    def by_section(self) -> list[Line]:
        """Of one plan, in its order; what stands in no section comes first."""
        found = self._by(lambda key: key[1])
        sections = Section.objects.filter(pk__in=found).order_by("order", "pk").values_list("pk", "title")
        outside = [Line(None, "(ngoài các mục)", found[None])] if None in found else []
        return outside + [Line(section, title, found[section]) for section, title in sections]

    def by_plan(self) -> list[Line]:
        """Most overdue first; the name is the plan's number."""
        found = self._by(lambda key: key[1])
        numbers = Plan.objects.filter(pk__in=found).values_list("pk", "number")
        lines = [Line(plan, number, found[plan]) for plan, number in numbers]
        return sorted(lines, key=lambda line: (-line.figures.open_overdue, line.name))

    def _by(self, name: Callable[[tuple], Any]) -> dict[Any, Figures]:
        return added_up((name(key), found) for key, found in self.counts.items())


class Underway:
    """What is not done at the end of `day`: who updates, how long it is overdue, where it waits and for whom."""

    def __init__(self, assignments: QuerySet, day: date, today: date, edges: Edges = BANDS) -> None:
        self._given, self._day, self._today, self._edges = assignments, day, today, edges
        self._now = day >= today

    @cached_property
    def _units(self) -> list[dict[str, int]]:
        """Of each unit with work to do today; one query."""
        counts = {
            "whole": Count("pk", WITH_UNIT),
            "fresh": Count("pk", WITH_UNIT & Q(updated_at__gte=_start_of(self._today - UPDATED))),
            "at_head": Count("pk", Q(state=State.AT_HEAD)),
            "unread": Count("pk", Q(state=State.OPEN, received_at=None)),
        }
        late = Q(is_ongoing=False) & ~Q(state__in=State.with_the_confirmer(), sent_date__lte=F("counted_due_date"))
        for n, aged in enumerate(_aged("counted_due_date", self._today, self._edges)):
            counts[f"band{n}"] = Count("pk", late & aged)
        return list(self._given.running().order_by().values("unit").annotate(**counts).values(*counts))

    def _sum(self, name: str) -> int:
        return sum(unit[name] for unit in self._units)

    def updates(self) -> Share | None:
        """Of the work that is with its units, how much was updated lately; known of today only."""
        return Share(self._sum("fresh"), self._sum("whole")) if self._now else None

    def bands(self) -> list[Band]:
        """By how long the official state has been "quá hạn"."""
        counts = {n: self._sum(f"band{n}") for n in range(len(self._edges))} if self._now else self._bands_then()
        return [Band(first, last, counts.get(n, 0)) for n, (first, last) in enumerate(self._edges)]

    def _bands_then(self) -> dict[int, int]:
        late = overdue_then(self._given, self._day)
        whens = [When(aged, then=Value(n)) for n, aged in enumerate(_aged("due_date", self._day, self._edges))]
        return dict(late.order_by().annotate(band=Case(*whens)).values_list("band").annotate(n=Count("pk")))

    def waiting(self) -> list[Waiting]:
        """Where work stands still and who has to move it, most first, with the longest wait of each place."""
        if not self._now:
            return []
        found = [
            *self._at_units("at_head", "Chờ lãnh đạo đơn vị duyệt"),
            *self._elsewhere(),
            *self._at_units("unread", "Chưa tiếp nhận"),
        ]
        return sorted(found, key=lambda one: -one.count)

    def _at_units(self, name: str, place: str) -> list[Waiting]:
        units = sum(unit[name] > 0 for unit in self._units)
        return [Waiting(place, f"ở {units} đơn vị", self._sum(name), None)] if units else []

    def _elsewhere(self) -> list[Waiting]:
        rows = self._given.filter(state__in=State.with_the_confirmer()).order_by()
        places = rows.values("state", "confirming_unit__short_name", "submission_to").annotate(
            n=Count("pk"), sent=Min("sent_date"), submitted=Min("submission_date")
        )
        found: dict[tuple[str, str], Waiting] = {}
        for row in places.order_by("confirming_unit__short_name", "submission_to"):
            sent = row["state"] == State.SENT
            place = "Chờ xác nhận kết quả" if sent else "Đã trình, chờ phê duyệt"
            whom = (row["confirming_unit__short_name"] if sent else row["submission_to"]) or "thủ trưởng đơn vị"
            since = row["sent"] if sent else row["submitted"]
            known = found.get((place, whom), Waiting(place, whom, 0, since))
            days = [day for day in (known.since, since) if day]
            found[place, whom] = Waiting(place, whom, known.count + row["n"], min(days, default=None))
        return list(found.values())


def overdue_then(assignments: QuerySet, day: date) -> QuerySet[Span]:
    """At the end of a past day."""
    in_time = Q(state__in=State.with_the_confirmer(), sent_date__lte=F("due_date"))
    spans = Span.objects.as_of(day).filter(assignment__in=assignments.order_by(), assignment__is_ongoing=False)
    return spans.exclude(state__in=State.finished()).filter(due_date__lt=day).exclude(in_time)


def _aged(due: str, day: date, edges: Edges) -> list[Q]:
    """One condition for each band."""
    return [
        Q(**{f"{due}__range": (day - timedelta(days=last or LONG_AGO), day - timedelta(days=first))})
        for first, last in edges
    ]


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

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
BANDS = ((1, 7), (8, 30), (31, 90), (91, None))


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


@dataclass(frozen=True)
class AtUnit:
    """Work whose next step is its own: how much; of it updated lately, waiting for the head, not received."""

    whole: int
    fresh: int
    at_head: int
    unread: int


def at_units(assignments: QuerySet, today: date, days: int = UPDATE_DAYS) -> list[AtUnit]:
    """One for each unit; one query."""
    counts = {
        "whole": Count("pk"),
        "fresh": Count("pk", Q(updated_at__gte=_start_of(today - timedelta(days=days - 1)))),
        "at_head": Count("pk", Q(state=State.AT_HEAD)),
        "unread": Count("pk", Q(state=State.OPEN, received_at=None)),
    }
    rows = assignments.with_the_unit().order_by().values("unit").annotate(**counts)
    return [AtUnit(**row) for row in rows.values(*counts)]


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def update_rate(units: list[AtUnit]) -> Share:
    """Of the work that is with its units, how much was updated lately."""
    return Share(sum(one.fresh for one in units), sum(one.whole for one in units))


def overdue_bands(assignments: QuerySet, day: date, today: date) -> list[Band]:
    """By how long the official state has been "quá hạn" at the end of `day`."""
    rows, due = _overdue_on(assignments, day, today)
    whens = [
        When(**{f"{due}__range": (day - timedelta(days=last or 40_000), day - timedelta(days=first))}, then=Value(n))
        for n, (first, last) in enumerate(BANDS)
    ]
    counts = dict(rows.order_by().annotate(band=Case(*whens)).values_list("band").annotate(n=Count("pk")))
    return [Band(first, last, counts.get(n, 0)) for n, (first, last) in enumerate(BANDS)]


def _overdue_on(assignments: QuerySet, day: date, today: date) -> tuple[QuerySet, str]:
    if day >= today:
        return assignments.overdue(today).filter(is_ongoing=False), "counted_due_date"
    in_time = Q(state__in=State.with_the_confirmer(), sent_date__lte=F("due_date"))
    spans = Span.objects.as_of(day).filter(assignment__in=assignments.order_by(), assignment__is_ongoing=False)
    return spans.exclude(state__in=State.finished()).filter(due_date__lt=day).exclude(in_time), "due_date"


def waiting(assignments: QuerySet, units: list[AtUnit]) -> list[Waiting]:
    """Where work stands still and who has to move it, most first; the longest wait of each place is told."""
    found = [
        *_at_units([one.at_head for one in units], "Chờ lãnh đạo đơn vị duyệt"),
        *_waits(assignments.filter(state=State.SENT), "Chờ xác nhận kết quả", "confirming_unit__short_name"),
        *_waits(
            assignments.filter(state=State.AWAITING_APPROVAL),
            "Đã trình, chờ phê duyệt",
            "submission_to",
            "submission_date",
        ),
        *_at_units([one.unread for one in units], "Chưa tiếp nhận"),
    ]
    return sorted(found, key=lambda one: -one.count)


def _at_units(counts: list[int], place: str) -> list[Waiting]:
    waits = [count for count in counts if count]
    return [Waiting(place, f"ở {len(waits)} đơn vị", sum(waits), None)] if waits else []


def _waits(rows: QuerySet, place: str, whom: str, since: str = "sent_date") -> list[Waiting]:
    counts = rows.order_by().values(whom).annotate(n=Count("pk"), since=Min(since)).order_by("-n", whom)
    return [Waiting(place, row[whom] or "thủ trưởng đơn vị", row["n"], row["since"]) for row in counts]

"""How work stands: by unit, group, section and plan; who updates, how long things are overdue, where they wait.

One module for pages, API and reports; everything counts lượt giao and can be asked as of a past day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When

from tasks.figures import Figures, figures_on, percent
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


def by_unit(assignments: QuerySet, day: date, today: date) -> list[Line]:
    """Most overdue first."""
    counts = figures_on(assignments, day, today, "unit")
    units = Unit.objects.in_bulk([unit for (unit,) in counts])
    lines = [Line(unit, units[unit].short_name, found) for (unit,), found in counts.items()]
    return sorted(lines, key=lambda line: (-line.figures.open_overdue, line.name))


def by_group(assignments: QuerySet, day: date, today: date) -> list[Line]:
    found = dict.fromkeys(GROUPS, Figures())
    for (kind,), one in figures_on(assignments, day, today, "unit__kind").items():
        found[group_code(kind)] += one
    return [Line(code, GROUPS[code], one) for code, one in found.items() if one.total]


def by_section(assignments: QuerySet, day: date, today: date) -> list[Line]:
    """Of one plan, in its order; what stands in no section comes first."""
    fields = ("task__section__order", "task__section", "task__section__title")
    counts = figures_on(assignments, day, today, *fields)
    rows = sorted(counts.items(), key=lambda row: (row[0][0] is not None, row[0][0] or 0))
    return [Line(section, title or "(ngoài các mục)", found) for (_, section, title), found in rows]


def by_plan(assignments: QuerySet, day: date, today: date) -> list[Line]:
    """Most overdue first; the name is the plan's number."""
    counts = figures_on(assignments, day, today, "plan", "plan__number")
    lines = [Line(plan, number, found) for (plan, number), found in counts.items()]
    return sorted(lines, key=lambda line: (-line.figures.open_overdue, line.name))


def update_rate(assignments: QuerySet, today: date, days: int = UPDATE_DAYS) -> Share:
    """Of the work that is with its units, how much was updated in the last `days` days."""
    fresh = Q(updated_at__date__gt=today - timedelta(days=days))
    found = assignments.with_the_unit().aggregate(part=Count("pk", fresh), whole=Count("pk"))
    return Share(found["part"], found["whole"])


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


def waiting(assignments: QuerySet, today: date) -> list[Waiting]:
    """Where work stands still and who has to move it, most first; the longest wait of each place is told."""
    unread = assignments.filter(state=State.OPEN, received_at=None)
    found = [
        *_at_units(assignments.filter(state=State.AT_HEAD), "Chờ lãnh đạo đơn vị duyệt"),
        *_waits(assignments.filter(state=State.SENT), "Chờ xác nhận kết quả", "confirming_unit__short_name"),
        *_waits(
            assignments.filter(state=State.AWAITING_APPROVAL),
            "Đã trình, chờ phê duyệt",
            "submission_to",
            "submission_date",
        ),
        *_at_units(unread, "Chưa tiếp nhận"),
    ]
    return sorted(found, key=lambda one: -one.count)


def _at_units(rows: QuerySet, place: str) -> list[Waiting]:
    found = rows.aggregate(n=Count("pk"), units=Count("unit", distinct=True))
    return [Waiting(place, f"ở {found['units']} đơn vị", found["n"], None)] if found["n"] else []


def _waits(rows: QuerySet, place: str, whom: str, since: str = "sent_date") -> list[Waiting]:
    counts = rows.order_by().values(whom).annotate(n=Count("pk"), since=Min(since)).order_by("-n", whom)
    return [Waiting(place, row[whom] or "thủ trưởng đơn vị", row["n"], row["since"]) for row in counts]

"""Who is late in a plan, since when, and how often the focal unit has urged them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, QuerySet

from agenda.models import Urging
from plans.models import Plan
from tasks.models import Assignment, AssignmentQuerySet
from tasks.queries.filters import in_situation
from units.models import Unit

SOON_DAYS = 10


@dataclass(frozen=True)
class LateUnit:
    unit: Unit
    count: int
    oldest: date
    today: date
    last: Urging | None
    times: int

    @property
    def days(self) -> int:
        return (self.today - self.oldest).days


def late_work(plan: Plan, day: date, unit_ids: list[int] | tuple[int, ...] = ()) -> AssignmentQuerySet:
    """Overdue by the official rule on that day, by unit."""
    rows = in_situation(plan.assignments.all(), "open_overdue", day)
    rows = rows.filter(unit__in=unit_ids) if unit_ids else rows
    related = ("task", "unit", "milestone", "leader", "officer")
    return rows.select_related(*related).order_by("unit__name", "unit", "counted_due_date", "task__order", "pk")


def late_units(plan: Plan, today: date) -> list[LateUnit]:
    """Most overdue first."""
    rows = in_situation(plan.assignments.all(), "open_overdue", today).values("unit")
    rows = list(rows.annotate(count=Count("pk"), oldest=Min("counted_due_date")).order_by("-count", "oldest", "unit"))
    units = Unit.objects.in_bulk(row["unit"] for row in rows)
    urged = _urged(plan)
    return [
        LateUnit(units[row["unit"]], row["count"], row["oldest"], today, *urged.get(row["unit"], (None, 0)))
        for row in rows
    ]


def _urged(plan: Plan) -> dict[int, tuple[Urging, int]]:
    """By unit: the latest letter, and how often it has been urged."""
    found: dict[int, tuple[Urging, int]] = {}
    rows = Urging.objects.filter(plan=plan).prefetch_related("units").order_by("date", "pk")
    for urging in rows:
        for unit in urging.units.all():
            found[unit.pk] = (urging, max(urging.times, found.get(unit.pk, (None, 0))[1]))
    return found


def letters(plan: Plan) -> QuerySet:
    rows = Urging.objects.filter(plan=plan).select_related("recorded_by")
    return rows.annotate(unit_count=Count("units", distinct=True)).order_by("-date", "-pk")


def urged(assignment: Assignment) -> list[Urging]:
    return list(assignment.urgings.order_by("-date", "-pk"))


def group_text(plan: Plan, today: date, unit_id: int | None, url: str) -> str:
    """To paste into the Zalo group: code, short title, date and one link; no names, progress or reasons."""
    late = late_work(plan, today, (unit_id,) if unit_id else ())
    soon = in_situation(plan.assignments.all(), "due_soon", today).select_related("task", "unit")
    soon = soon.filter(unit=unit_id) if unit_id else soon
    lines = _section(f"Quá hạn đến {today:%d/%m/%Y}, {plan.reference}:", late, by_unit=unit_id is None)
    ahead = soon.order_by("unit__name", "unit", "counted_due_date", "task__order", "pk")
    lines += _section(f"Đến hạn trong {SOON_DAYS} ngày:", ahead, by_unit=unit_id is None)
    return "\n".join([*lines, url]) if lines else ""


def _section(title: str, rows: AssignmentQuerySet, *, by_unit: bool) -> list[str]:
    lines, unit = [], None
    for row in rows:
        if by_unit and row.unit != unit:
            unit = row.unit
            lines.append(f"* {unit.short_name}")
        lines.append(f"{row.task.code} {_short(row.task.name)}, hạn {row.counted_due_date:%d/%m/%Y}")
    return [title, *lines] if lines else []


def _short(name: str) -> str:
    name = name.rstrip(".")
    return name if len(name) <= 60 else name[:59].rstrip() + "…"

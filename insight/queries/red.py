"""What is red: overdue work, who answers for it, why by the unit's own words; wards and communes in one row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from kpi.models import Explanation
from tasks.models import Assignment, Obstacle, Task
from tasks.queries.standing import overdue_then
from units.models import Membership, Unit

LOCAL = (Unit.Kind.WARD, Unit.Kind.COMMUNE)
FEW = 2  # wards and communes up to so many stand by themselves
NAMED = 3  # tasks of the folded row that are named


@dataclass(frozen=True)
class Red:
    """One piece of work."""

    assignment: Assignment
    due: date
    days: int
    answers: str
    """Who: "Phó Giám đốc Nguyễn Văn A"; empty where nobody is named."""
    why: str
    """The unit's own words; empty where it gave none."""
    asked_on: date | None
    """When a leader asked for an explanation that has not come."""


@dataclass(frozen=True)
class Folded:
    """The same trouble at many wards and communes."""

    count: int
    wards: int
    communes: int
    oldest: date
    days: int
    tasks: tuple[tuple[int, str, str], ...]
    """(id, code, words) of those with most of it."""
    more_tasks: int
    silent: int
    """Units that gave no reason."""

    @property
    def where(self) -> str:
        said = ((self.wards, "phường"), (self.communes, "xã"))
        return ", ".join(f"{count} {noun}" for count, noun in said if count)


@dataclass(frozen=True)
class RedRows:
    rows: list[Red]
    folded: Folded | None
    whole: int


def overdue_on(given: QuerySet, day: date, today: date) -> tuple[QuerySet, str]:
    """(rows, the field of their date): the work itself today, what is known of it on a past day."""
    if day >= today:
        return given.overdue(today).filter(is_ongoing=False), "counted_due_date"
    return overdue_then(given, day), "due_date"


def red_rows(given: QuerySet, day: date, most: int, *, today: date | None = None) -> RedRows:
    """Starred and oldest first, the folded row last. As of the end of `day`, if that is past. A fixed number of
    queries."""
    rows, due = overdue_on(given, day, today or day)
    of = "" if due == "counted_due_date" else "assignment__"
    local = rows.filter(**{f"{of}unit__kind__in": LOCAL}).order_by()
    units = list(rows.order_by().values_list(f"{of}unit__kind", f"{of}unit").annotate(n=Count("pk"), first=Min(due)))
    locals_ = [unit for unit in units if unit[0] in LOCAL]
    folds = sum(n for *_, n, _ in locals_) > FEW
    alone = rows.exclude(**{f"{of}unit__kind__in": LOCAL}) if folds else rows
    alone = alone.order_by(f"-{of}task__starred", due, "pk")
    picked = dict(alone.values_list(f"{of}pk", due)[: most - folds])
    folded = _folded(local, locals_, of, day) if folds else None
    return RedRows(_rows(picked, day), folded, sum(n for *_, n, _ in units))


def silent_local(given: QuerySet, today: date) -> QuerySet:
    """Overdue work of wards and communes whose unit has not said why."""
    rows, _ = overdue_on(given, today, today)
    told = Obstacle.objects.open().filter(assignment=OuterRef("pk"))
    return rows.filter(~Exists(told), unit__kind__in=LOCAL)


def _rows(picked: dict[int, date], day: date) -> list[Red]:
    found = Assignment.objects.select_related("task", "unit", "plan", "leader").in_bulk(picked)
    rows = [found[pk] for pk in picked]
    answers, why, asked = who_answers(rows, day), _why(picked), _asked(picked)
    return [
        Red(row, due, (day - due).days, answers[row.pk], why.get(row.pk, ""), asked.get(row.pk))
        for row, due in ((row, picked[row.pk]) for row in rows)
    ]


def who_answers(rows: Iterable[Assignment], day: date) -> dict[int, str]:
    """The leader in charge, else the head of the unit, with the title held there."""
    rows = list(rows)
    places = Membership.objects.current(day).filter(unit__in={row.unit_id for row in rows}, user__is_active=True)
    places = places.filter(role=Membership.Role.HEAD).select_related("user").order_by("pk")
    titles, heads = {}, {}
    for place in places:
        titles.setdefault((place.unit_id, place.user_id), place)
        heads.setdefault(place.unit_id, place)
    said = {}
    for row in rows:
        place = titles.get((row.unit_id, row.leader_id)) or (None if row.leader_id else heads.get(row.unit_id))
        name = place.user.full_name if place else row.leader.full_name if row.leader else ""
        said[row.pk] = " ".join(filter(None, [place.title if place else "", name]))
    return said


def _why(ids: Iterable[int]) -> dict[int, str]:
    rows = Obstacle.objects.open().filter(assignment__in=list(ids)).exclude(text="").order_by("created_at", "pk")
    return dict(rows.values_list("assignment", "text"))


def _asked(ids: Iterable[int]) -> dict[int, date]:
    rows = Explanation.objects.open().filter(assignment__in=list(ids)).values_list("assignment", "asked_at")
    return {work: timezone.localdate(at) for work, at in rows}


def _folded(local: QuerySet, units: list[tuple[str, int, int, date]], of: str, day: date) -> Folded:
    """`units`: (kind, unit, how much, oldest date) of the wards and communes."""
    tasks = list(local.values_list(f"{of}task").annotate(n=Count("pk")).order_by("-n", f"{of}task"))
    told = Obstacle.objects.open().filter(assignment__in=local.values(f"{of}pk"))
    kinds, oldest = Counter(kind for kind, *_ in units), min(first for *_, first in units)
    named = Task.objects.in_bulk([task for task, _ in tasks[:NAMED]])
    first = tuple((pk, named[pk].code, named[pk].content[:80]) for pk, _ in tasks[:NAMED])
    return Folded(
        count=sum(n for *_, n, _ in units),
        wards=kinds[Unit.Kind.WARD],
        communes=kinds[Unit.Kind.COMMUNE],
        oldest=oldest,
        days=(day - oldest).days,
        tasks=first,
        more_tasks=len(tasks) - len(first),
        silent=len(units) - told.values("assignment__unit").distinct().count(),
    )

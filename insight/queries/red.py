"""What is red: overdue work, who answers for it, why by the unit's own words; wards and communes in one row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from kpi.models import Explanation
from tasks.models import Assignment, Obstacle
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
    local = rows.filter(**{f"{of}unit__kind__in": LOCAL})
    kinds = Counter(dict(rows.order_by().values_list(f"{of}unit__kind").annotate(n=Count("pk"))))
    locals_, whole = sum(kinds[kind] for kind in LOCAL), sum(kinds.values())
    folds = locals_ > FEW
    alone = rows.exclude(**{f"{of}unit__kind__in": LOCAL}) if folds else rows
    alone = alone.order_by(f"-{of}task__starred", due, "pk")
    picked = dict(alone.values_list(f"{of}pk", due)[: most - folds])
    folded = _folded(local, of, due, day)
    return RedRows(_rows(picked, day), folded if folds else None, whole)


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


def _folded(local: QuerySet, of: str, due: str, day: date) -> Folded | None:
    plain = local.order_by()
    by_kind = dict(plain.values_list(f"{of}unit__kind").annotate(n=Count(f"{of}unit", distinct=True)))
    whole = plain.aggregate(n=Count("pk"), oldest=Min(due), tasks=Count(f"{of}task", distinct=True))
    tasks = plain.values_list(f"{of}task", f"{of}task__code", f"{of}task__content").annotate(n=Count("pk"))
    told = Obstacle.objects.open().filter(assignment__in=plain.values(f"{of}pk"))
    speaking = told.values("assignment__unit").distinct().count()
    if not whole["n"]:
        return None
    first = tuple((pk, code, words[:80]) for pk, code, words, _ in tasks.order_by("-n")[:NAMED])
    return Folded(
        count=whole["n"],
        wards=by_kind.get(Unit.Kind.WARD, 0),
        communes=by_kind.get(Unit.Kind.COMMUNE, 0),
        oldest=whole["oldest"],
        days=(day - whole["oldest"]).days,
        tasks=first,
        more_tasks=whole["tasks"] - len(first),
        silent=sum(by_kind.values()) - speaking,
    )

"""The official states and the rate: one rule, as a pure function and as one SQL expression.

Source: the four states of the Government's own report (Báo cáo 1270/BC-TCTTTg, 27/12/2017) and its rate
done ÷ (done + overdue). State is stored, lateness never.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, TextChoices, Value, When
from django.db.models.expressions import Combinable

from tasks.models import Assignment, Span

State = Assignment.State


DECIDED, FIRST = "counted_due_date", "original_due_date"  # by the decided date, or as the plan first said


class Official(TextChoices):
    DONE_ON_TIME = "done_on_time", "Hoàn thành đúng hạn"
    DONE_LATE = "done_late", "Hoàn thành quá hạn"
    OPEN_IN_TIME = "open_in_time", "Chưa hoàn thành trong hạn"
    OPEN_OVERDUE = "open_overdue", "Chưa hoàn thành quá hạn"


OUTSIDE = ("ongoing", "self_confirmed")  # rows of their own, outside the rate


def official(*, state: str, due: date | None, sent: date | None, today: date) -> Official | None:
    """`due` is the counted due date. A cancelled assignment is in no figure (None)."""
    if state == State.CANCELLED:
        return None
    in_time_when_sent = due is None or (sent is not None and sent <= due)
    if state == State.COMPLETED:
        return Official.DONE_ON_TIME if in_time_when_sent else Official.DONE_LATE
    if state in State.with_the_confirmer() and in_time_when_sent:
        return Official.OPEN_IN_TIME  # however long it waits: the clock is not the unit's
    return Official.OPEN_IN_TIME if due is None or today <= due else Official.OPEN_OVERDUE


def official_expression(today: date, due: str = DECIDED) -> Combinable:
    """The same over rows of Assignment, by the date in the field `due`; NULL for a cancelled one."""
    in_time_when_sent = Q(**{f"{due}__isnull": True}) | Q(sent_date__lte=F(due))
    return Case(
        When(state=State.CANCELLED, then=Value(None)),
        When(Q(state=State.COMPLETED) & in_time_when_sent, then=Value(Official.DONE_ON_TIME.value)),
        When(state=State.COMPLETED, then=Value(Official.DONE_LATE.value)),
        When(Q(state__in=State.with_the_confirmer()) & in_time_when_sent, then=Value(Official.OPEN_IN_TIME.value)),
        When(**{f"{due}__lt": today}, then=Value(Official.OPEN_OVERDUE.value)),
        default=Value(Official.OPEN_IN_TIME.value),
    )


def counted_as(today: date, due: str = DECIDED, ongoing: str = "is_ongoing") -> Combinable:
    """Official state, or the row of its own outside the rate; NULL for cancelled."""
    return Case(
        When(state=State.CANCELLED, then=Value(None)),
        When(**{ongoing: True}, then=Value("ongoing")),
        When(state=State.COMPLETED, self_confirmed=True, then=Value("self_confirmed")),
        default=official_expression(today, due),
    )


@dataclass(frozen=True)
class Figures:
    """Counts of lượt giao."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    ongoing: int = 0
    self_confirmed: int = 0

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def counted(self) -> int:
        """All four official states."""
        return self.done + self.open_in_time + self.open_overdue

    @property
    def due(self) -> int:
        """The denominator of the rate: what was due, done or not."""
        return self.done + self.open_overdue

    @property
    def total(self) -> int:
        return self.counted + self.ongoing + self.self_confirmed

    @property
    def rate(self) -> Decimal | None:
        """Percent done of what was due, to one decimal; None while nothing is due."""
        return percent(self.done, self.due)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))

    def share(self, count: int) -> Decimal | None:
        return percent(count, self.counted)


def percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def figures(assignments: QuerySet, today: date, due: str = DECIDED) -> Figures:
    return figures_by(assignments, today, due=due).get((), Figures())


def figures_by_first_date(assignments: QuerySet, decided: Figures, today: date) -> Figures:
    """`figures(assignments, today, FIRST)` from those by the decided date: only moved dates are counted again."""
    moved = assignments.order_by().with_date_moved().exclude(state=State.CANCELLED)
    rules = {"now": counted_as(today), "then": counted_as(today, FIRST)}
    counts = dict(vars(decided))
    for now, then, count in moved.annotate(**rules).values_list(*rules).annotate(n=Count("pk")):
        counts[now] -= count
        counts[then] += count
    return Figures(**counts)


def figures_by(assignments: QuerySet, today: date, *fields: str, due: str = DECIDED) -> dict[tuple, Figures]:
    """Figures per value of `fields` (a tuple of their values), in one query."""
    return _count(assignments, counted_as(today, due), fields)


def figures_on(assignments: QuerySet, day: date, today: date, *fields: str) -> dict[tuple, Figures]:
    """The same as known at the end of `day`; for the past the spans answer, in one query."""
    if day >= today:
        return figures_by(assignments, today, *fields)
    spans = Span.objects.as_of(day).filter(assignment__in=assignments.order_by())
    rule = counted_as(day, "due_date", "assignment__is_ongoing")
    return _count(spans, rule, [f"assignment__{field}" for field in fields])


def _count(rows: QuerySet, rule: Combinable, fields: Sequence[str]) -> dict[tuple, Figures]:
    return _fold(tally(rows, rule, fields))


def tally(rows: QuerySet, rule: Combinable, fields: Sequence[str]) -> QuerySet:
    """Rows (*fields, how it is counted, how many)."""
    counted = rows.order_by().exclude(state=State.CANCELLED).annotate(counted=rule)
    return counted.values(*fields, "counted").annotate(n=Count("pk")).values_list(*fields, "counted", "n")


NONE = astuple(Figures())


def added_up(counts: Iterable[tuple[Any, Figures]]) -> dict[Any, Figures]:
    """Figures of a finer breakdown summed by a coarser name."""
    found: dict[Any, list[int]] = {}
    for name, one in counts:
        found[name] = [mine + its for mine, its in zip(found.get(name, NONE), vars(one).values(), strict=True)]
    return {name: Figures(*sums) for name, sums in found.items()}


def _fold(rows: Iterable[tuple]) -> dict[tuple, Figures]:
    found: dict[tuple, dict[str, int]] = {}
    for *key, counted, count in rows:
        found.setdefault(tuple(key), {})[counted] = count
    return {key: Figures(**counts) for key, counts in found.items()}

"""How the work of plans stood on other days, and what moved in a period: counted by the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet

from plans.models import Plan
from reports.queries.rows import task_state
from reports.queries.work import begin_of, end_of
from tasks.figures import Figures, Official, counted_as, figures_on
from tasks.models import Assignment, Span
from units.periods import Period

DONE = (Official.DONE_ON_TIME, Official.DONE_LATE)


@dataclass(frozen=True)
class Stock:
    """At the end of `day`, counted as nhiệm vụ and as lượt giao."""

    day: date
    tasks: Figures
    assignments: Figures


@dataclass(frozen=True)
class Flow:
    """Lượt giao given, done and become overdue in the period; the last two as they still count at its end."""

    period: Period
    given: int
    done: int
    became_overdue: int


def stock_on(plans: Sequence[Plan], day: date, today: date) -> Stock:
    by_task = figures_on(Assignment.objects.filter(plan__in=plans), day, today, "task_id").values()
    tasks = Counter(filter(None, map(task_state, by_task)))
    return Stock(day, Figures(**tasks), sum(by_task, Figures()))


def flows(plans: Sequence[Plan], periods: Sequence[Period], as_of: date) -> list[Flow]:
    """One for each period, in three queries whatever their number."""
    counted = Assignment.objects.filter(plan__in=plans).exclude(state=Assignment.State.CANCELLED)
    first = Span.objects.filter(assignment__in=counted, from_at__lt=end_of(as_of)).values("assignment_id")
    rule = counted_as(as_of, "due_date", "assignment__is_ongoing")
    stood = Span.objects.as_of(as_of).filter(assignment__plan__in=plans).annotate(counted=rule)
    given = _moments(first.annotate(moment=Min("from_at")), "moment", periods)
    done = _moments(stood.filter(counted__in=DONE), "from_at", periods)
    overdue = _days(stood.filter(counted=Official.OPEN_OVERDUE), periods)
    return [Flow(*row) for row in zip(periods, given, done, overdue, strict=True)]


def _moments(rows: QuerySet, name: str, periods: Sequence[Period]) -> list[int]:
    within = [Q(**{f"{name}__gte": begin_of(p.start), f"{name}__lt": end_of(p.end)}) for p in periods]
    return _counted(rows, within)


def _days(rows: QuerySet, periods: Sequence[Period]) -> list[int]:
    """Work is overdue from the day after its date."""
    one = timedelta(days=1)
    return _counted(rows, [Q(due_date__gte=p.start - one, due_date__lte=p.end - one) for p in periods])


def _counted(rows: QuerySet, within: Sequence[Q]) -> list[int]:
    found = rows.aggregate(**{f"n{n}": Count("assignment_id", filter=each) for n, each in enumerate(within)})
    return [found[f"n{n}"] for n in range(len(within))]

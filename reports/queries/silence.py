""" "Dữ liệu không cập nhật = không hoàn thành": a rule that a plan switches on (at its reporting duties).

It changes one figure, which bears its name: the rate in which work in time, of which nothing was told in the period,
counts as not done. The four official states and the official rate stay as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from plans.models import Plan
from reports.queries.work import Work, begin_of, end_of
from tasks.figures import Figures, Official, percent
from tasks.models import Assignment, Evidence, ProgressUpdate, Span
from units.periods import Period

RULE = "Dữ liệu không cập nhật = không hoàn thành"
STATES = (Assignment.State.SENT, Assignment.State.COMPLETED)
RUNNING = (Assignment.State.OPEN, Assignment.State.AT_HEAD)


@dataclass(frozen=True)
class Silence:
    """`untold`: lượt giao in time of which nothing was told in the period; `rate` counts them as not done."""

    untold: int
    done: int
    due: int

    @property
    def rate(self) -> Decimal | None:
        return percent(self.done, self.due)

    @property
    def label(self) -> str:
        return f"Tỷ lệ theo quy tắc “{RULE}”"


def silence(figures: Figures, untold: int) -> Silence:
    return Silence(untold, figures.done, figures.due + untold)


def holds_for(plan: Plan) -> bool:
    return plan.reporting_duties.filter(not_updated_is_not_done=True).exists()


def is_untold(work: Work, told: bool) -> bool:
    """With the unit, and nothing told of it."""
    return work.state in RUNNING and not work.is_ongoing and not told


def count_untold(works: Iterable[Work], told: set[int], day: object) -> int:
    """Those in time; what is overdue counts as not done anyway."""
    return sum(is_untold(work, work.pk in told) and work.counted(day) == Official.OPEN_IN_TIME for work in works)


def told_in(assignments: QuerySet, period: Period) -> set[int]:
    """Work that was updated, proven, sent or confirmed in the period. Three queries."""
    start, end = begin_of(period.start), end_of(period.end)
    updates = ProgressUpdate.objects.filter(created_at__gte=start, created_at__lt=end)
    proofs = Evidence.objects.filter(created_at__gte=start, created_at__lt=end)
    moves = Span.objects.filter(from_at__gte=start, from_at__lt=end, state__in=STATES)
    found: set[int] = set()
    for rows in (updates, proofs, moves):
        found.update(rows.filter(assignment__in=assignments).values_list("assignment_id", flat=True))
    return found

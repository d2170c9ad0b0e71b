"""Indicators of the compiled plans against their targets, as the room of indicators counts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.figures import is_met
from kpi.models import Target
from kpi.queries import Course, PeriodValue, courses
from plans.models import Plan


@dataclass(frozen=True)
class IndicatorRow:
    course: Course
    latest: PeriodValue | None
    met: bool | None

    @property
    def target(self) -> Target:
        return self.course.target


def indicator_rows(plans: Sequence[Plan], day: date) -> list[IndicatorRow]:
    """In the order of the plans; figures of periods ended by `day`. Four queries."""
    targets = Target.objects.filter(indicator__plan__in=plans, ended_date=None, indicator__ended_date=None)
    found = targets.select_related("indicator__plan").order_by("indicator__plan", "indicator__order", "order")
    return [_row(course) for course in courses(found, day)]


def _row(course: Course) -> IndicatorRow:
    latest, target = course.latest, course.target
    met = None
    if latest:
        met = is_met(latest.city.value, comparator=target.comparator, value=target.value, high=target.value_high)
    return IndicatorRow(course, latest, met)

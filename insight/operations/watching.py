"""Look at all running work each day: what is about to be late, since when, and why."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from insight.forecasting import Model, reasons, usual
from insight.forecasting.reasons import WAITS_DAYS
from insight.models import EarlyWarning, WarningModel
from insight.queries.facts import Course, courses
from journal.operations import record
from plans.models import Plan
from tasks.models import Assignment, RegisteredMilestone

WITHIN = timedelta(days=45)
USUAL_THRESHOLD = 0.5
SERIOUS = 2
SHORTEST = 7  # days after it was given, before which nothing is said


@transaction.atomic
def watch(*, now: datetime) -> int:
    """How many warnings stand. Safe to run again: a warning keeps the day it first came."""
    today = timezone.localdate(now)
    model, threshold = latest_model()
    rows = _watched(today)
    waits = dict(rows.filter(state__in=Assignment.State.with_the_confirmer()).values_list("pk", "sent_date"))
    without = set(rows.filter(has_milestone=False).values_list("pk", flat=True))
    found = {}
    for pk, course in courses(rows, today).items():
        warning = _warning(course, model, threshold, today, waits.get(pk), pk in without)
        if warning:
            warning.assignment_id, found[pk] = pk, warning
    return _keep(found)


def latest_model() -> tuple[Model, float]:
    """The one learnt last; weights set by hand while nothing was learnt."""
    learnt = WarningModel.newest()
    return (Model(tuple(learnt.weights)), learnt.threshold) if learnt else (usual(), USUAL_THRESHOLD)


def _watched(today: date) -> QuerySet:
    """Running work that comes due within the horizon (the overdue is past warning of), and what waits for long."""
    registered = RegisteredMilestone.objects.filter(assignment=OuterRef("pk"))
    rows = Assignment.objects.running().filter(plan__state=Plan.State.IN_FORCE, is_ongoing=False)
    comes_due = Q(counted_due_date__range=(today, today + WITHIN))
    waits = Q(state__in=Assignment.State.with_the_confirmer(), sent_date__lte=today - timedelta(days=WAITS_DAYS))
    return rows.filter(comes_due | waits).annotate(has_milestone=Exists(registered))


def _warning(
    course: Course, model: Model, threshold: float, today: date, waits_since: date | None, without_milestone: bool
) -> EarlyWarning | None:
    facts = course.on(today)
    found = reasons(facts, today, without_milestone=without_milestone, waits_since=waits_since)
    chance = 0.0 if waits_since else model.chance(facts, today)
    estimated = chance >= threshold and (today - course.start).days >= SHORTEST
    if not estimated and not any(reason.weight >= SERIOUS for reason in found):
        return None
    said = [[reason.code, reason.text] for reason in found]
    return EarlyWarning(first_on=today, chance=chance, reasons=said, by_estimate=estimated)


def _keep(found: dict[int, EarlyWarning]) -> int:
    standing = set(EarlyWarning.objects.filter(is_active=True).values_list("assignment", flat=True))
    ended = EarlyWarning.objects.filter(is_active=True).exclude(assignment__in=found).update(is_active=False)
    EarlyWarning.objects.bulk_create(
        found.values(),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["assignment"],
        update_fields=["chance", "reasons", "by_estimate", "is_active"],
    )
    if ended or found.keys() - standing:
        record("insight.watched", ("city", 0), warnings=len(found), new=len(found.keys() - standing), ended=ended)
    return len(found)

"""Learn the estimate anew from what has ended, and write down how well it would have done."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from insight.forecasting import Model, Snapshot, experience, judge, learn, lowest_useful
from insight.models import ForecastModel, WarningModel
from insight.queries.facts import Course, courses
from insight.queries.indicators import past_of
from journal.operations import record
from kpi.models import Target
from kpi.queries import courses as courses_of_targets
from tasks.figures import Official, official
from tasks.models import Assignment

AHEAD = (45, 30, 21, 14, 10, 7)
LEARN = (30, 14, 7)
MOST = 3_000  # finished pieces of work, the latest; about 40 s of one core
FEWEST = 50
EVERY = timedelta(days=7)
A_LITTLE_ABOVE = 0.63  # next year is not this one: at 0.60 of the past every second year would fall below


def learn_when_due(*, now: datetime) -> WarningModel | None:
    """Once a week; nothing while the last learning is younger."""
    return learn_from_finished(now=now) if _is_due(WarningModel, now) else None


def learn_forecasts_when_due(*, now: datetime) -> ForecastModel | None:
    """Once a week, as above."""
    return learn_from_figures(now=now) if _is_due(ForecastModel, now) else None


def _is_due(kind: type[WarningModel | ForecastModel], now: datetime) -> bool:
    last = kind.newest()
    return last is None or last.made_at <= now - EVERY


@transaction.atomic
def learn_from_figures(*, now: datetime) -> ForecastModel | None:
    """None while too few figures came that could be foreseen."""
    today = timezone.localdate(now)
    targets = Target.objects.filter(indicator__plan__state="in_force").select_related("indicator__plan")
    pasts = [past for course in courses_of_targets(targets, today) if (past := past_of(course))]
    known = experience(pasts)
    if known.covered is None:
        return None
    judged = known.judged
    made = ForecastModel.objects.create(
        made_at=now,
        widen=known.widen,
        threshold=known.threshold,
        seen=known.seen,
        missed=judged.late_warned + judged.late_missed,
        missed_warned=judged.late_warned,
        false_alarms=judged.false_alarms,
        lead_days=judged.lead_days,
        covered=known.covered,
    )
    record("insight.learnt", ("forecast_model", made.pk), seen=made.seen, late=made.missed)
    return made


@transaction.atomic
def learn_from_finished(*, now: datetime) -> WarningModel | None:
    """None while too little has ended: then the weights set by hand stand."""
    today = timezone.localdate(now)
    ended = _ended(today)
    if len(ended) < FEWEST:
        return None
    model = learn([shot for course, late in ended for shot in _shots(course, late)])
    chances = [(_chances(course, model), late) for course, late in ended]
    threshold = lowest_useful(chances, A_LITTLE_ABOVE) or 1.0
    judged = judge(chances, threshold)
    made = WarningModel.objects.create(
        made_at=now,
        weights=list(model.weights),
        threshold=threshold,
        seen=len(ended),
        late=judged.late_warned + judged.late_missed,
        late_warned=judged.late_warned,
        false_alarms=judged.false_alarms,
        lead_days=judged.lead_days,
    )
    record("insight.learnt", ("warning_model", made.pk), seen=made.seen, late=made.late)
    return made


def _ended(today: date) -> list[tuple[Course, bool]]:
    """(course, whether it was late) of the latest work whose due date has come or that is completed."""
    rows = Assignment.objects.filter(is_ongoing=False, counted_due_date__lt=today).exclude(
        state=Assignment.State.CANCELLED
    )
    chosen = rows.order_by("-counted_due_date", "-pk").values_list("pk", flat=True)[:MOST]
    rows = Assignment.objects.filter(pk__in=list(chosen))
    late = {
        row.pk: official(state=row.state, due=row.counted_due_date, sent=row.sent_date, today=today)
        in (Official.DONE_LATE, Official.OPEN_OVERDUE)
        for row in rows
    }
    return [(course, late[pk]) for pk, course in courses(rows, today).items()]


def days_before(course: Course) -> list[tuple[int, date]]:
    """(days ahead, day) on which one may look: not in the first week."""
    days = [(n, course.due - timedelta(days=n)) for n in AHEAD]
    return [(n, day) for n, day in days if day >= course.start + timedelta(days=7)]


def _shots(course: Course, late: bool) -> list[Snapshot]:
    return [Snapshot(course.on(day), day, late) for n, day in days_before(course) if n in LEARN]


def _chances(course: Course, model: Model) -> list[tuple[int, float]]:
    return [(n, model.chance(course.on(day), day)) for n, day in days_before(course)]

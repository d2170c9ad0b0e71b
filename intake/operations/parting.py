"""Put into effect what an amended version says of indicators and reporting duties."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from intake.models import AmendedPart
from intake.queries.parts import Change, Kind, PartDifference
from kpi.operations.amending import change_indicator, drop_indicator, take_in_indicator
from plans.models import Plan
from reports.models import ReportingDuty
from tasks.models import DecisionPaper
from units.models import User

OWN = {"id", "plan", "order"}  # of a duty's row, whatever it says


def apply_parts(
    plan: Plan, chosen: Iterable[PartDifference], *, paper: DecisionPaper, actor: User, now: datetime
) -> Counter[str]:
    """How many of each kind; inside the application of a version, its plan locked."""
    counts: Counter[str] = Counter()
    for difference in chosen:
        _keep(plan, difference, paper, actor, now)
        if difference.kind == Kind.INDICATOR:
            _apply_indicator(plan, difference, now)
        else:
            _apply_duty(plan, difference)
        counts[difference.kind] += 1
    return counts


def _apply_indicator(plan: Plan, difference: PartDifference, now: datetime) -> None:
    today = timezone.localdate(now)
    if difference.change == Change.ADDED:
        take_in_indicator(plan, difference.new)
    elif difference.change == Change.CHANGED:
        change_indicator(difference.old, difference.new, today)
    else:
        drop_indicator(difference.old, today)


def _apply_duty(plan: Plan, difference: PartDifference) -> None:
    old, new = difference.old, difference.new
    if difference.change == Change.ADDED:
        last = plan.reporting_duties.aggregate(last=Max("order"))["last"] or 0
        new.plan, new.order = plan, last + 1
        new.save(update_fields=["plan", "order"])
    elif difference.change == Change.CHANGED:
        said = [field.attname for field in ReportingDuty._meta.concrete_fields if field.name not in OWN]
        for name in said:
            setattr(old, name, getattr(new, name))
        old.save()
    else:
        old.delete()


def _keep(plan: Plan, difference: PartDifference, paper: DecisionPaper, actor: User, now: datetime) -> None:
    AmendedPart.objects.create(
        plan=plan,
        kind=difference.kind,
        change=difference.change,
        text=difference.text,
        cells=[[cell.label, cell.before, cell.after] for cell in difference.cells],
        decision=paper,
        author=actor,
        created_at=now,
    )

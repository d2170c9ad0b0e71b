"""What an amended version says of indicators, put into effect; what was measured stays."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from kpi.models import Indicator, Measurement, Target
from kpi.operations.opening import set_parties
from plans.models import Plan
from plans.reading.matching import Line, pair_up
from units.names import Book

WORDS = ("number", "pillar", "text", "basis", "monitor_text", "implementers_text", "partners_text")
PARTIES = ("implementers_text", "partners_text")
FIGURES = (
    "label",
    "comparator",
    "value",
    "value_high",
    "unit",
    "from_date",
    "from_issue",
    "as_of_date",
    "as_of_text",
)
BASELINE = ("baseline", "baseline_date", "baseline_text")


def take_in_indicator(plan: Plan, new: Indicator) -> None:
    """From the version to the plan, behind those that are there; a step of an application, as all here."""
    last = plan.indicators.aggregate(last=Max("order"))["last"] or 0
    new.plan, new.order = plan, last + 1
    new.save(update_fields=["plan", "order"])


def change_indicator(old: Indicator, new: Indicator, today: date) -> None:
    """Words that the version lost stay. Whoever was chosen to measure stays, unless the document names others."""
    named = [getattr(old, name) for name in PARTIES]
    for name in WORDS:
        setattr(old, name, getattr(new, name) or getattr(old, name))
    if new.monitor_id or new.monitor_text:
        old.monitor = new.monitor
    old.save(update_fields=[*WORDS, "monitor"])
    if named != [getattr(old, name) for name in PARTIES] and old.parties.exists():
        old.parties.all().delete()
        set_parties(old, Book.load(today))
    if new.targets.exists():
        _change_targets(old, list(running_targets(old)), list(running_targets(new)), today)


def drop_indicator(old: Indicator, today: date) -> None:
    """Gone where nothing was measured; else it ends, with all its figures."""
    for target in running_targets(old):
        _end_target(target, today)
    if Target.objects.filter(indicator=old).exists() or old.explanations.exists():
        old.ended_date = today
        old.save(update_fields=["ended_date"])
    else:
        old.delete()


def running_targets(indicator: Indicator) -> list[Target]:
    return sorted((one for one in indicator.targets.all() if not one.ended_date), key=lambda one: one.order)


def _change_targets(indicator: Indicator, old: list[Target], new: list[Target], today: date) -> None:
    last = indicator.targets.aggregate(last=Max("order"))["last"] or 0
    for was, now in _paired(old, new):
        if was is None:
            last += 1
            now.indicator, now.order = indicator, last
            now.save(update_fields=["indicator", "order"])
        elif now is None:
            _end_target(was, today)
        else:
            _copy(was, now)


def _paired(old: Sequence[Target], new: Sequence[Target]) -> list[tuple[Target | None, Target | None]]:
    """One figure each is the same figure; of several those that measure alike."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    pairs = pair_up(*([Line(one, one.unit, one.label) for one in side] for side in (old, new)))
    return [(was and was.key, now and now.key) for was, now in pairs]


def _copy(was: Target, now: Target) -> None:
    for name in FIGURES:
        setattr(was, name, getattr(now, name))
    if now.baseline_words:
        for name in BASELINE:
            setattr(was, name, getattr(now, name))
    was.save(update_fields=[*FIGURES, *BASELINE])


def _end_target(target: Target, today: date) -> None:
    """Figures that nobody has begun go with it."""
    list(target.measurements.select_for_update(of=("self",)).order_by("pk"))
    target.measurements.current().filter(state=Measurement.State.OPEN, entered_at=None, corrects=None).delete()
    if target.measurements.exists():
        target.ended_date = today
        target.save(update_fields=["ended_date"])
    else:
        target.delete()

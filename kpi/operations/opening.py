"""Open the figures of a period that has ended, once for each unit that measures."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from journal.operations import record
from kpi.models import Indicator, IndicatorParty, Measurement, Target
from kpi.periods import is_published, last_ended
from plans.models import Party, Plan
from units.models import Unit
from units.names import Book

Aggregation, Part = Target.Aggregation, IndicatorParty.Part


def open_measurements(*, now: datetime, plan: Plan | None = None) -> int:
    """How many figures are new. Safe to run again and twice at once; one event for each plan."""
    plans = Plan.objects.filter(state=Plan.State.IN_FORCE, indicators__isnull=False).distinct()
    plans = plans.filter(pk=plan.pk) if plan else plans
    return sum(_open_plan(each, timezone.localdate(now)) for each in plans.order_by("pk"))


@transaction.atomic
def _open_plan(plan: Plan, today: date) -> int:
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    running = plan.indicators.running().in_order()
    indicators = list(running.prefetch_related("targets", "parties__group", "parties__unit"))
    _settle([indicator for indicator in indicators if not _is_settled(indicator)], today)
    wanted = [row for indicator in indicators for row in _rows(indicator, plan, today)]
    have = set(
        Measurement.objects.filter(target__indicator__plan=plan, is_current=True).values_list(
            "target", "unit", "period"
        )
    )
    new = [row for row in wanted if (row.target_id, row.unit_id, row.period) not in have]
    if not new:
        return 0
    Measurement.objects.bulk_create(new, batch_size=1000)
    units = {row.unit_id for row in new}
    Party.objects.bulk_create(
        [Party(plan=plan, unit_id=unit, part=Party.Part.PARTNER) for unit in sorted(units - _parties(plan))]
    )
    record("kpi.opened", ("plan", plan.pk), plan_id=plan.pk, measurements=len(new), units=len(units))
    return len(new)


def _parties(plan: Plan) -> set[int]:
    return set(Party.objects.filter(plan=plan).values_list("unit", flat=True))


def _is_settled(indicator: Indicator) -> bool:
    return all(target.aggregation for target in indicator.targets.all())


def _settle(indicators: Iterable[Indicator], today: date) -> None:
    """What the document left to be understood: who measures, and how the city's value is made."""
    book = Book.load(today)
    for indicator in indicators:
        if not indicator.parties.all():
            set_parties(indicator, book)
        for target in indicator.targets.all():
            target.aggregation = target.aggregation or usual_aggregation(target, bool(indicator.parties.all()))
            target.save(update_fields=["aggregation"])


def usual_aggregation(target: Target, has_implementers: bool) -> str:
    """A rank, and what nobody but its monitor measures, is one figure; shares are Σ ÷ Σ; the rest adds up."""
    if target.comparator == Target.Comparator.RANK or not has_implementers:
        return Aggregation.LATEST
    return Aggregation.RATIO if target.in_percent else Aggregation.SUM


def set_parties(indicator: Indicator, book: Book) -> None:
    said = {Part.IMPLEMENTER: indicator.implementers_text, Part.PARTNER: indicator.partners_text}
    found = []
    for part, text in said.items():
        for phrase in dict.fromkeys(words.strip()[:500] for words in text.split(";") if words.strip()):
            meant = book.resolve(phrase)
            found.append(
                IndicatorParty(indicator=indicator, part=part, phrase=phrase, unit=meant.unit, group=meant.group)
            )
    IndicatorParty.objects.bulk_create(found)
    getattr(indicator, "_prefetched_objects_cache", {}).pop("parties", None)


def _rows(indicator: Indicator, plan: Plan, today: date) -> Iterable[Measurement]:
    period = last_ended(indicator, today)
    if not is_published(indicator, period, today):
        return
    due = period.end + timedelta(days=indicator.publication_days + indicator.entry_days)
    for target in (each for each in indicator.targets.all() if not each.ended_date):
        start = target.starts_on(plan.issued_date) or plan.issued_date
        if (
            target.ended_date
            or start is None
            or period.end < start
            or (target.as_of_date and period.start > target.as_of_date)
        ):
            continue
        for unit_id in measuring_units(indicator, target, period.end):
            yield Measurement(
                target=target,
                unit_id=unit_id,
                period=period.key,
                period_start=period.start,
                period_end=period.end,
                due_date=max(due, today),
            )


def measuring_units(indicator: Indicator, target: Target, day: date) -> list[int]:
    """Units in being on `day`; the monitor alone where there is one figure, or where nobody else is known."""
    found: set[int] = set()
    if target.aggregation != Aggregation.LATEST:
        for party in indicator.parties.all():
            if party.part == Part.IMPLEMENTER:
                found |= _members(party, day)
    if not found and indicator.monitor_id:
        found = {indicator.monitor_id}
    return sorted(Unit.objects.active(day).filter(pk__in=found).values_list("pk", flat=True))


def _members(party: IndicatorParty, day: date) -> set[int]:
    if party.group_id:
        return set(party.group.units(day).values_list("pk", flat=True))
    return {party.unit_id} if party.unit_id else set()

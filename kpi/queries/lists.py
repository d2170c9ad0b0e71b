"""Indicators and figures that a person sees, has to type or has to decide on."""

from datetime import date

from django.db.models import Q, QuerySet

from kpi.models import Explanation, Indicator, Measurement
from kpi.perms import can_read_units
from units.models import User


def figures_of_unit(user: User, today: date) -> QuerySet[Measurement]:
    """What a person's units have to type, the earliest due first."""
    rows = Measurement.objects.filter(unit__in=user.unit_ids(), state__in=Measurement.State.with_the_unit())
    return rows.select_related("target__indicator__plan", "unit").order_by("due_date", "target__indicator", "pk")


def to_accept(user: User) -> QuerySet[Measurement]:
    """Sent figures that the person's units decide on: followed by them, or their plan's and the monitor's own."""
    mine = user.unit_ids()
    plan = "target__indicator__plan"
    follows = Q(target__indicator__monitor__in=mine)
    leads = Q(**{f"{plan}__focal_unit__in": mine}) | Q(**{f"{plan}__oversight_unit__in": mine})
    rows = Measurement.objects.filter(follows | leads, state=Measurement.State.SENT)
    rows = rows.exclude(unit__in=user.every_unit_id())
    return rows.select_related(f"{plan}", "unit").order_by("due_date", "pk")


def indicators_seen(user: User) -> QuerySet[Indicator]:
    rows = Indicator.objects.visible_to(user).exclude(plan__state="draft")
    return rows.select_related("plan", "monitor").prefetch_related("targets").in_order()


def explanations_seen(user: User, indicator: Indicator) -> QuerySet[Explanation]:
    """What was said between who asks and one unit: the unit's own; all of it for who follows, leads, oversees."""
    rows = indicator.explanations.select_related("unit", "asked_by", "answered_by")
    return rows if can_read_units(user, indicator) else rows.filter(unit__in=user.unit_ids())


def sent_by_unit(user: User) -> QuerySet[Measurement]:
    """What the person's units have sent, the latest period first."""
    rows = Measurement.objects.current().filter(unit__in=user.unit_ids())
    rows = rows.exclude(state__in=Measurement.State.with_the_unit())
    return rows.select_related("target__indicator__plan", "unit").order_by("-period_end", "target__indicator", "pk")

"""Which documents a person watches over: all, or what the own units lead or oversee."""

from django.db.models import Q, QuerySet

from plans.models import Plan
from units.models import User


def plans_watched(user: User) -> QuerySet[Plan]:
    plans = Plan.objects.visible_to(user).exclude(state=Plan.State.DRAFT)
    if user.sees_everything:
        return plans
    mine = user.unit_ids()
    return plans.filter(Q(focal_unit__in=mine) | Q(oversight_unit__in=mine))

"""Which events a reader may follow."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When

from journal.models import Event, EventQuerySet
from plans.models import Plan
from tasks.models import Assignment
from tasks.workflow import VERBS
from units.models import User

# what every party of a plan may know: publication, assignment and states
SHARED_VERBS = ["plans.published", "tasks.assigned", *VERBS.values()]
SHARED_PAYLOAD = {"from", "to", "due", "tasks", "assignments", "units"}


def events_for(user: User) -> EventQuerySet:
    """Sealed events, oldest first, each with `in_full`: whether the reader may know who did it and all of it."""
    in_full = _in_full(user)
    shared = Q(plan_id__in=Plan.objects.visible_to(user).values("pk"), verb__in=SHARED_VERBS)
    known = Case(When(in_full, then=Value(True)), default=Value(False), output_field=BooleanField())
    return Event.objects.sealed().filter(in_full | shared).annotate(in_full=known)


def _in_full(user: User) -> Q:
    mine = user.unit_ids()
    visible = Plan.objects.visible_to(user)
    led = visible if user.sees_everything else visible.filter(Q(focal_unit__in=mine) | Q(oversight_unit__in=mine))
    own = Assignment.objects.filter(Q(unit__in=mine) | Q(confirming_unit__in=mine), pk=OuterRef("subject_id"))
    return Q(plan_id__in=led.values("pk")) | (Q(subject_type="assignment") & Exists(own))


def last_position() -> int:
    last = Event.objects.sealed().values_list("position", flat=True).last()
    return last or 0

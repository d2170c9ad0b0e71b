"""What indicators' figures amount to is kept until somebody does anything about figures."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

from journal.models import Event

SECONDS = 60
Found = TypeVar("Found")


def until_figures_change(key: str, count: Callable[[], Found]) -> Found:
    """Each act of the room kpi leaves a row in the journal: while none is newer than what is kept, it holds. An act
    that commits after a newer one, a forecast learnt anew and an amended plan are seen when the seconds are over."""
    kept = caches["bar"].get(key)
    if kept is None or Event.objects.filter(pk__gt=kept[0], verb__startswith="kpi.").exists():
        latest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        kept = (latest, count())
        caches["bar"].set(key, kept, SECONDS)
    return kept[1]

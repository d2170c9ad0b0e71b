"""What is dear to count is kept in the process while the journal has no newer row that could change it.

Every act leaves a row there. One that commits after a newer row, and what no act changes (warnings counted anew, a
forecast learnt anew), are seen when the seconds are over.
"""

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from django.core.cache import caches

from journal.models import Event

SECONDS = 60
SLOW = 1.0  # seconds; what takes longer is not counted anew after every act
REST = 5  # times as long as it took
Found = TypeVar("Found")


def until_next_act(key: str, count: Callable[[], Found]) -> Found:
    """Counted anew after any act; where counting is slow, at the earliest some time after it was counted last."""
    latest, cache = _latest(), caches["bar"]
    kept = cache.get(key)
    if kept and (kept[0] == latest or monotonic() < kept[1]):
        return kept[2]
    begun = monotonic()
    found = count()
    ended = monotonic()
    rest = (ended - begun) * REST if ended - begun > SLOW else 0
    cache.set(key, (latest, ended + rest, found), SECONDS)
    return found


def until_figures_change(key: str, count: Callable[[], Found]) -> Found:
    """Counted anew after any act of the room kpi."""
    kept = caches["bar"].get(key)
    if kept is None or Event.objects.filter(pk__gt=kept[0], verb__startswith="kpi.").exists():
        kept = (_latest(), count())
        caches["bar"].set(key, kept, SECONDS)
    return kept[1]


def _latest() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

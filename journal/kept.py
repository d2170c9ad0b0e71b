"""What is dear to count is kept in the process while the journal has no newer row that could change it.

Every act leaves a row there. One that commits after a newer row, and what no act changes (warnings counted anew, a
forecast learnt anew), are seen when the seconds are over.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from django.core.cache import caches

from journal.models import Event, EventQuerySet

SECONDS = 60
OWN_SECONDS = 15
SLOW = 1.0  # seconds; what takes longer is not counted anew after every act
REST = 5  # times as long as it took
FEW = 10
Found = TypeVar("Found")


def until_next_act(key: str, count: Callable[[], Found], *, reader_id: int | None = None) -> Found:
    """Counted anew after any act; where counting is slow, at the earliest some time after it was counted last.

    With a reader only an act of theirs is seen at once, what others do when `OWN_SECONDS` are over.
    """
    cache, latest = caches["bar"], _latest(Event.objects.all())
    if (kept := cache.get(key)) and kept.stands(latest, reader_id):
        return kept.found
    begun = monotonic()
    found = count()
    cache.set(key, Kept(latest, begun, monotonic(), found), SECONDS)
    return found


@dataclass(frozen=True)
class Kept:
    """What was counted between two readings of the clock, and the newest act before that."""

    latest: int
    begun: float
    ended: float
    found: Any

    def stands(self, latest: int, reader_id: int | None) -> bool:
        took, age = self.ended - self.begun, monotonic() - self.ended
        if self.latest == latest or (took > SLOW and age < took * REST):
            return True
        lags = reader_id is not None and age < OWN_SECONDS
        return lags and _latest(Event.objects.filter(actor_id=reader_id)) <= self.latest


def until_own_act(key: str, actor_id: int, count: Callable[[], Found]) -> Found:
    """Counted anew after any act of one's own; what others do is seen when `OWN_SECONDS` are over. For counts of what
    waits: in the hour before a deadline somebody acts every moment."""
    return OwnActs(actor_id).until_next(key, count)


class OwnActs:
    """A person's latest acts, asked once for several things that are kept as `until_own_act` keeps them."""

    def __init__(self, actor_id: int) -> None:
        self._actor_id = actor_id
        acts = Event.objects.filter(actor_id=actor_id).order_by("-pk")
        self._acts = list(acts.values_list("pk", "verb")[:FEW])

    def until_next(self, key: str, count: Callable[[], Found], *, but: Collection[str] = ()) -> Found:
        """Acts of the verbs `but` change nothing of it."""
        latest = next((pk for pk, verb in self._acts if verb not in but), None)
        if latest is None:  # whatever else they did is further back: as if the last one had changed it
            latest = self._acts[0][0] if self._acts else 0
        return caches["bar"].get_or_set(f"{key}:{self._actor_id}:{latest}", count, OWN_SECONDS)


def until_act_of_room(key: str, room: str, count: Callable[[], Found]) -> Found:
    """Counted anew after any act of the room."""
    kept = caches["bar"].get(key)
    if kept is None or Event.objects.filter(pk__gt=kept[0], verb__startswith=f"{room}.").exists():
        kept = (_latest(Event.objects.all()), count())
        caches["bar"].set(key, kept, SECONDS)
    return kept[1]


def _latest(events: EventQuerySet) -> int:
    return events.order_by("-pk").values_list("pk", flat=True).first() or 0

"""Count the tries at a door by who and from where, and say how long it stays shut."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Max

from units.models import Attempt

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)


def minutes_shut(door: str, limits: Iterable[tuple[str, int]], *, now: datetime) -> int:
    """0, or after how many minutes the first of these (who or where, tries allowed) may try again."""
    hashed = {_hash(key): most for key, most in limits}
    rows = Attempt.objects.filter(door=door, key__in=hashed, at__gt=now - WINDOW)
    counts = rows.values("key").annotate(n=Count("pk"), last=Max("at")).order_by()
    waits = [row["last"] + WINDOW - now for row in counts if row["n"] >= hashed[row["key"]]]
    return max((int(wait.total_seconds() // 60) + 1 for wait in waits), default=0)


def count_attempt(door: str, keys: Iterable[str], *, now: datetime) -> None:
    """Before the try is judged, so that many at once are all counted."""
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    Attempt.objects.bulk_create(Attempt(door=door, key=_hash(key), at=now) for key in keys)


def forget_attempts(door: str, keys: Iterable[str]) -> None:
    Attempt.objects.filter(door=door, key__in=[_hash(key) for key in keys]).delete()


def _hash(key: str) -> str:
    return hashlib.sha256(key.casefold().encode(errors="replace")).hexdigest()

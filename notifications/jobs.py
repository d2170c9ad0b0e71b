"""Entry point of the post office; beat calls it every half minute."""

import logging

from celery import shared_task
from django.utils import timezone

from notifications.operations.delivering import deliver

log = logging.getLogger(__name__)


@shared_task
def deliver_pending(**kwargs: object) -> dict[str, int]:
    counts = deliver(now=timezone.now())
    if counts:
        log.info("letters: %s", ", ".join(f"{state} {count}" for state, count in counts.items()))
    return dict(counts)

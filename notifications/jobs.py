"""Entry points of the post office; beat only ticks."""

import logging

from celery import shared_task
from django.utils import timezone

from notifications.operations.delivering import deliver
from notifications.operations.receiving import listen

log = logging.getLogger(__name__)


@shared_task
def deliver_pending(**kwargs: object) -> dict[str, int]:
    counts = deliver(now=timezone.now())
    if counts:
        log.info("letters: %s", ", ".join(f"{state} {count}" for state, count in counts.items()))
    return dict(counts)


@shared_task
def listen_to_bot(**kwargs: object) -> int:
    return listen(now=timezone.now())

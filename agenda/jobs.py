"""Entry point of the reminders; beat calls it every minute."""

import logging

from celery import shared_task
from django.utils import timezone

from agenda import operations

log = logging.getLogger(__name__)


@shared_task
def tick(**kwargs: object) -> None:
    counts = operations.tick(now=timezone.now())
    if counts.messages or counts.digests:
        log.info("reminders: %d messages, %d digests", counts.messages, counts.digests)

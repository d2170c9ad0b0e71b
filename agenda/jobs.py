"""Entry point of the reminders; beat calls it every minute."""

import logging

from celery import shared_task
from django.utils import timezone

from agenda import operations
from agenda.operations.reorganising import carry_out_due

log = logging.getLogger(__name__)


@shared_task
def tick(**kwargs: object) -> None:
    counts = operations.tick(now=timezone.now())
    if counts.messages or counts.digests:
        log.info("reminders: %d messages, %d digests", counts.messages, counts.digests)


@shared_task
def reorganise(**kwargs: object) -> None:
    """Those planned for today or before."""
    if done := carry_out_due(now=timezone.now()):
        log.info("reorganisations carried out: %d", done)

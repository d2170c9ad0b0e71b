"""Entry points of the room's background work."""

import logging

from celery import shared_task
from django.utils import timezone

from reports.operations.opening import open_reports

log = logging.getLogger(__name__)


@shared_task
def open_due() -> None:
    """Reports whose time has come; beat calls it every hour."""
    if opened := open_reports(now=timezone.now()):
        log.info("reports opened: %d", opened)

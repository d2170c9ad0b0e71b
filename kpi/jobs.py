"""Open each day the figures of periods that have ended."""

from celery import shared_task
from django.utils import timezone

from kpi.operations import open_measurements


@shared_task(ignore_result=True)
def open_periods() -> None:
    open_measurements(now=timezone.now())

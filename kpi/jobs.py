"""Open each day the figures of periods that have ended, and speak of answers that are due."""

from celery import shared_task
from django.utils import timezone

from kpi.operations import open_measurements, remind_of_answers


@shared_task(ignore_result=True)
def open_periods() -> None:
    open_measurements(now=timezone.now())
    remind_of_answers(now=timezone.now())

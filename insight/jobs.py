"""Learn anew every week from what has ended; look at what runs every hour."""

from celery import shared_task
from django.utils import timezone

from insight.operations import learn_when_due, watch


@shared_task(ignore_result=True)
def look_ahead() -> None:
    now = timezone.now()
    learn_when_due(now=now)
    watch(now=now)

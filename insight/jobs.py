"""Learn anew every week from what has ended; look at what runs every hour; freeze scores once a period is closed."""

from celery import shared_task
from django.utils import timezone

from insight.operations import freeze_due, learn_forecasts_when_due, learn_when_due, send_briefs, watch


@shared_task(ignore_result=True)
def look_ahead() -> None:
    now = timezone.now()
    learn_when_due(now=now)
    learn_forecasts_when_due(now=now)
    watch(now=now)


@shared_task(ignore_result=True)
def freeze_scores() -> None:
    """Scores of periods whose closing day is over; live ones are counted when somebody looks."""
    freeze_due(now=timezone.now())


@shared_task(ignore_result=True)
def brief() -> None:
    """The week's brief for leaders, on its first working day."""
    send_briefs(now=timezone.now())

"""Entry point of the sealer; beat calls it every ten seconds."""

from celery import shared_task

from journal.operations import seal as seal_events


@shared_task
def seal(**kwargs: object) -> int:
    return seal_events()

"""Reading uploads in the background. A tick picks up whatever an immediate start missed."""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from intake.models import Upload
from intake.operations import forget_old_steps, read_upload

logger = logging.getLogger(__name__)
AT_ONCE = 5  # uploads a tick reads; the next tick goes on


@shared_task
def read_waiting() -> int:
    now = timezone.now()
    waiting = Upload.objects.claimable(now).order_by("uploaded_at").values_list("pk", flat=True)[:AT_ONCE]
    return sum(read_upload(upload_id=pk, now=timezone.now()) is not None for pk in list(waiting))


@shared_task
def read_one(*, upload_id: int) -> None:
    read_upload(upload_id=upload_id, now=timezone.now())


@shared_task
def forget_steps() -> int:
    return forget_old_steps(now=timezone.now())


def start_reading(upload_id: int) -> None:
    """Now rather than at the next tick. A broker that is down costs only that."""
    try:
        read_one.apply_async(kwargs={"upload_id": upload_id}, retry=False)
    except (OperationalError, OSError):
        logger.warning("upload %s waits for the next tick", upload_id)

"""Entry points of the room's background work."""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from reports.models import Compilation, ListFile
from reports.operations import prepare_compilation, prepare_list
from reports.operations.opening import open_reports

log = logging.getLogger(__name__)
AT_ONCE = 3  # compilations and lists that a tick makes; the next tick goes on


@shared_task
def open_due() -> None:
    """Reports whose time has come; beat calls it every hour."""
    if opened := open_reports(now=timezone.now()):
        log.info("reports opened: %d", opened)


@shared_task
def prepare_waiting() -> int:
    """Whatever an immediate start missed."""
    now = timezone.now()
    compilations = Compilation.objects.claimable(now).order_by("asked_at").values_list("pk", flat=True)[:AT_ONCE]
    lists = ListFile.objects.claimable(now).order_by("asked_at").values_list("pk", flat=True)[:AT_ONCE]
    made = [prepare_compilation(compilation_id=pk, now=timezone.now()) for pk in list(compilations)]
    made += [prepare_list(list_id=pk, now=timezone.now()) for pk in list(lists)]
    return sum(each is not None for each in made)


@shared_task
def prepare_one(*, compilation_id: int | None = None, list_id: int | None = None) -> None:
    if compilation_id:
        prepare_compilation(compilation_id=compilation_id, now=timezone.now())
    if list_id:
        prepare_list(list_id=list_id, now=timezone.now())


def start(**which: int) -> None:
    """`compilation_id` or `list_id`: now rather than at the next tick. A broker that is down costs only that."""
    try:
        prepare_one.apply_async(kwargs=which, retry=False)
    except (OperationalError, OSError):
        log.warning("%s waits for the next tick", which)

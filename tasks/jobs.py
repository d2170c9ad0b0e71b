"""What runs behind the pages of work."""

from celery import shared_task
from django.utils import timezone

from tasks.models import Evidence
from tasks.operations import open_occurrences
from tasks.operations.checking import check_signatures

AT_ONCE = 10  # PDFs a tick opens; the next tick goes on


@shared_task
def check_new_signatures() -> int:
    waiting = Evidence.objects.unchecked().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(check_signatures(evidence_id=pk, now=timezone.now()) is not None for pk in list(waiting))


@shared_task
def open_recurring() -> int:
    return open_occurrences(now=timezone.now())

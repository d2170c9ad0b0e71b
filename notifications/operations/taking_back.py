"""Say no more what stopped being true as a whole: a publication that was taken back."""

from datetime import datetime

from django.db.models import Exists, OuterRef, prefetch_related_objects

from notifications.models import Delivery, Enclosure, Message, MessageQuerySet
from notifications.operations.composing import write


def take_back(messages: MessageQuerySet, *, now: datetime) -> list[Message]:
    """Lines that have not left are dropped, from their envelopes too. Returns those that were said already."""
    standing = messages.filter(obsolete_at=None)
    queued = Delivery.objects.waiting().filter(messages__in=standing).order_by("pk")
    queued = list(Delivery.objects.filter(pk__in=queued).select_for_update(of=("self",)).order_by("pk"))
    prefetch_related_objects(queued, "user", "unit")
    elsewhere = Enclosure.objects.filter(message=OuterRef("pk")).exclude(delivery__in=queued)
    unsaid = standing.filter(~Exists(elsewhere.exclude(delivery__state=Delivery.State.SKIPPED)))
    Message.objects.filter(pk__in=list(unsaid.values_list("pk", flat=True))).update(obsolete_at=now)
    for delivery in queued:
        _write_without(delivery)
    return list(standing.select_related("user", "unit"))


def _write_without(delivery: Delivery) -> None:
    rest = list(delivery.messages.filter(obsolete_at=None))
    if rest:
        write(delivery, rest)
    else:
        delivery.state, delivery.reason = Delivery.State.SKIPPED, "nội dung đã được thu hồi trước khi gửi"
    delivery.save(update_fields=["subject", "text", "html", "cells", "state", "reason"])

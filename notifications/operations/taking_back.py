"""Say no more what stopped being true as a whole: a publication that was taken back."""

from datetime import datetime

from django.db.models import Q

from notifications.models import Delivery, Message, MessageQuerySet
from notifications.operations.composing import write


def take_back(messages: MessageQuerySet, *, now: datetime) -> list[Message]:
    """Lines that have not left are dropped, from their envelopes too. Returns those that were said already."""
    standing = messages.filter(obsolete_at=None)
    queued = Delivery.objects.waiting().filter(pk__in=standing.values("delivery")).order_by("pk")
    queued = list(queued.select_related("user", "unit").select_for_update(of=("self",)))
    unsaid = standing.filter(Q(delivery=None) | Q(delivery__in=queued))
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
    delivery.save(update_fields=["subject", "text", "html", "state", "reason"])

"""What the pages of the post office show."""

from django.conf import settings
from django.db.models import Q

from notifications.models import Delivery, DeliveryQuerySet
from units.models import User


def demo_letters(user: User) -> DeliveryQuerySet:
    """Letters that stayed here because no mail server is set. In the one-machine demo everybody reads all of them."""
    letters = Delivery.objects.filter(state=Delivery.State.SENT).select_related("user", "unit")
    if not settings.EMBEDDED:
        letters = letters.filter(Q(user=user) | Q(unit__in=user.unit_ids()))
    return letters.order_by("-pk")

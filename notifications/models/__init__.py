"""The post office: what is to be said to whom, in which envelope it travels, and where it is delivered."""

from notifications.models.deliveries import Delivery, DeliveryQuerySet, Enclosure
from notifications.models.links import SignedLink
from notifications.models.messages import Message, MessageQuerySet
from notifications.models.recipients import Address, Channel, Preference, Verification
from notifications.models.sending import Budget, Opening, ZaloToken

__all__ = [
    "Address",
    "Budget",
    "Channel",
    "Delivery",
    "DeliveryQuerySet",
    "Enclosure",
    "Message",
    "MessageQuerySet",
    "Opening",
    "Preference",
    "SignedLink",
    "Verification",
    "ZaloToken",
]

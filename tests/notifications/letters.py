from datetime import date, datetime
from itertools import count

from notifications.models import Delivery, Message
from notifications.operations import Notice, post
from tests.cast import HANOI
from units.models import User

TODAY = date(2026, 1, 30)
NOW = datetime(2026, 1, 30, 8, 0, tzinfo=HANOI)
numbers = count(1)


def say(user: User | None = None, **changes: object) -> Message:
    number = next(numbers)
    facts = {
        "kind": "sent",
        "subject": ("plan", number),
        "text": f"Tin số {number}",
        "path": f"/van-ban/{number}/",
        "dedupe": "x",
        "to_user_id": user.pk if user else None,
    }
    post([Notice(**{**facts, **changes})], today=TODAY)
    return Message.objects.latest("pk")


def only_letter() -> Delivery:
    return Delivery.objects.get()

"""How much may still go over a channel."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from notifications.models import Budget, Delivery
from notifications.periods import at
from notifications.queries import used

FIRST_MINUTES = time(0, 5)


class Purse:
    """Of one channel, for one run; a message more or less when two run at once."""

    def __init__(self, channel: str, now: datetime) -> None:
        self._budget = Budget.objects.filter(channel=channel).first()
        self._now, self._used = now, used(channel, now) if self._budget else None

    def refuses(self, delivery: Delivery) -> str:
        """Why it must not go; the last rungs go beyond our own limits, never beyond the provider's."""
        budget = self._budget
        if budget is None:
            return ""
        if budget.closed_until and budget.closed_until > self._now:
            return "nhà cung cấp hết hạn mức hôm nay"
        if not delivery.last_rung:
            if budget.per_day is not None and self._used.today >= budget.per_day:
                return f"hết hạn mức {budget.per_day} tin của ngày"
            if budget.per_month is not None and self._used.month >= budget.per_month:
                return f"hết hạn mức {budget.per_month} tin của tháng"
        self._used = self._used.and_one()
        return ""


def close_for_today(channel: str, *, now: datetime) -> None:
    Budget.objects.update_or_create(channel=channel, defaults={"closed_until": tomorrow(now)})


def tomorrow(now: datetime) -> datetime:
    return at(timezone.localdate(now) + timedelta(days=1), FIRST_MINUTES)

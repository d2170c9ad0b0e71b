from datetime import date

import pytest

from agenda.operations import remind
from notifications.models import Delivery, Message
from notifications.operations import deliver
from tests.cast import NOW
from tests.factories import AssignmentFactory, MembershipFactory
from tests.notifications.test_two_at_once import twice_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("opened")]


def test_two_ticks_at_once_send_nothing_twice(cast, smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    for _ in range(30):
        AssignmentFactory(task__plan=cast.plan, unit=MembershipFactory().unit)

    def sweep() -> int:
        counts = remind(today=date(2026, 1, 30))
        deliver(now=NOW)
        return counts.messages

    assert sum(twice_at_once(sweep)) == Message.objects.count() == 31
    numbers = [mail["Message-ID"] for mail in smtp_server.messages]
    assert len(numbers) == len(set(numbers)) == Delivery.objects.count() == 31

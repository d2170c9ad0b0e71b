import pytest
from freezegun import freeze_time

from agenda.jobs import tick
from notifications.jobs import deliver_pending
from notifications.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened")]


@freeze_time("2026-01-30 08:00:00+07:00")
def test_the_two_ticks_of_beat_bring_the_letter_of_the_day(cast, smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    tick.delay()
    deliver_pending.delay()
    [mail] = smtp_server.to(cast.unit_head.email)
    assert mail["Message-ID"] == Delivery.objects.get().message_id


@freeze_time("2026-01-31 08:00:00+07:00")
def test_on_a_saturday_beat_brings_nothing(cast, smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    tick.delay()
    deliver_pending.delay()
    assert smtp_server.messages == []

"""Beat may run twice and workers are many: what two do at once happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests
from django.db import connection

from notifications.channels.zalo_tokens import access_token, keep
from notifications.models import Delivery, Message
from notifications.operations import Notice, compose_digests, deliver, post
from tests.factories import MembershipFactory, UserFactory
from tests.notifications.letters import NOW, TODAY, say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("opened")]


def twice_at_once(do: Callable[[], object]) -> list[object]:
    barrier = Barrier(2)

    def run(_: int) -> object:
        barrier.wait()
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def test_two_deliverers_never_send_the_same_letter(smtp_server, settings):
    settings.EMAIL_URL = smtp_server.url
    for user in UserFactory.create_batch(120):
        say(user)
        say(user, single=True)
    compose_digests(today=TODAY)
    counts = twice_at_once(lambda: deliver(now=NOW))
    assert sum(count["sent"] for count in counts) == 240
    numbers = [mail["Message-ID"] for mail in smtp_server.messages]
    assert len(numbers) == len(set(numbers)) == 240


def test_two_composers_make_one_digest_each(settings):
    for user in UserFactory.create_batch(50):
        say(user)
    counts = twice_at_once(lambda: compose_digests(today=TODAY))
    assert sum(counts) == Delivery.objects.count() == 50
    assert not Message.objects.filter(enclosed_at=None).exists()


def test_the_same_notices_posted_twice_at_once_are_said_once():
    units = [MembershipFactory().unit_id for _ in range(30)]
    notices = [
        Notice("assigned", ("plan", 1), "1 việc mới", "/viec/", "published", to_unit_id=unit) for unit in units
    ]
    twice_at_once(lambda: post(notices))
    assert Message.objects.count() == 30


def test_two_who_find_the_token_expired_use_the_refresh_token_once(zalo):
    keep(access="expired", refresh="refresh-0", seconds=90_000, now=NOW)

    def renew() -> str:
        with requests.Session() as session:
            return access_token(session, now=NOW, refused="expired")

    assert twice_at_once(renew) == ["access-1", "access-1"]
    assert zalo.refreshes == 1

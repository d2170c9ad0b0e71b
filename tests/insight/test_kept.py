"""What is dear to count is counted once until somebody acts."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from journal import kept
from journal.kept import until_next_act
from journal.models import Event
from tasks import operations
from tests.cast import NOW
from tests.factories import AssignmentFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def remembering(settings):
    settings.CACHES = {**settings.CACHES, "bar": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["bar"].clear()


@pytest.fixture
def counting():
    seen = []
    return lambda: seen.append(1) or len(seen)


def act(by=None) -> None:
    Event.objects.create(
        at=NOW, verb="tasks.updated", subject_type="assignment", subject_id=1, payload={}, actor_id=by and by.pk
    )


def test_it_is_counted_once_and_anew_after_an_act(counting):
    assert [until_next_act("a", counting), until_next_act("a", counting)] == [1, 1]
    act()
    assert until_next_act("a", counting) == 2


def test_a_reader_sees_an_act_of_their_own_at_once_and_others_after_some_seconds(counting, monkeypatch, cast):
    reader = {"reader_id": cast.unit_officer.pk}
    until_next_act("a", counting, **reader)
    act(by=cast.unit_head)
    assert until_next_act("a", counting, **reader) == 1
    act(by=cast.unit_officer)
    assert until_next_act("a", counting, **reader) == 2
    act(by=cast.unit_head)
    monkeypatch.setattr(kept, "OWN_SECONDS", 0)
    assert until_next_act("a", counting, **reader) == 3


def test_what_is_slow_to_count_rests_after_an_act(counting, monkeypatch):
    monkeypatch.setattr(kept, "SLOW", -1.0)
    monkeypatch.setattr(kept, "REST", 10**9)
    until_next_act("a", counting)
    act()
    assert until_next_act("a", counting) == 1


@freeze_time("2026-02-10 03:00", ignore=["psycopg"])
def test_the_city_page_shows_an_act_at_once(cast, client):
    def queues(person) -> list[tuple[str, int]]:
        client.force_login(person)
        return [(one.place, one.count) for one in client.get(reverse("insight:city")).context["queues"]]

    assert queues(cast.city_leader) == queues(cast.focal_officer) == [("Chưa tiếp nhận", 1)]
    proof = {"kind": "document", "label": "Báo cáo", "document_number": "1/BC"}
    operations.add_evidence(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **proof)
    operations.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    assert queues(cast.city_leader) == queues(cast.focal_officer) == [("Chờ xác nhận kết quả", 1)]


@freeze_time("2026-02-10 03:00", ignore=["psycopg"])
def test_the_city_page_keeps_what_it_counted_for_all_of_one_scope(cast, client):
    def asked(person) -> int:
        client.force_login(person)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("insight:city"))
        return len(seen)

    first = asked(cast.city_leader)
    assert asked(cast.inspector) < first / 2


@freeze_time("2026-02-10 03:00", ignore=["psycopg"])
def test_what_was_kept_for_one_scope_is_not_shown_to_another(cast, client):
    own = AssignmentFactory(task__plan=PlanFactory(focal_unit=cast.partner), unit=cast.ward).plan

    def shown(person) -> set[int]:
        client.force_login(person)
        return {plan.pk for _, plan in client.get(reverse("insight:city")).context["plans"]}

    everything = {cast.plan.pk, own.pk}
    seen = [shown(person) for person in (cast.city_leader, cast.partner_officer, cast.focal_officer, cast.inspector)]
    assert seen == [everything, {own.pk}, {cast.plan.pk}, everything]

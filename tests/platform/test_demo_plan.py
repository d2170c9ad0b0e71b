"""The demonstration's plan: whole, told once, with something of every kind in the ward's inbox."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from config.demo import CAST, load_city, make_people
from config.demo_plan import add_sample_plan
from insight.models import Group, Sheet
from insight.queries.board import board
from journal.models import Event
from notifications.models import Delivery
from plans.models import Plan
from tasks.figures import figures
from tasks.models import Assignment
from tasks.queries.badges import badge
from units import periods

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """Set up once for all the tests, whose own writing is taken back; in the end the whole is."""
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    with django_db_blocker.unblock(), media, transaction.atomic():
        load_city()
        make_people({person.username: "mật khẩu để thử" for person in CAST})
        add_sample_plan()
        yield
        transaction.set_rollback(True)


def test_a_ward_has_every_kind_of_work_and_a_score_by_published_criteria():
    today = timezone.localdate()
    work = Assignment.objects.filter(unit__code="00167").select_related("task")
    codes = {badge(assignment, today).code for assignment in work}
    assert codes == {"overdue", "due_soon", "not_received", "supplement", "sent", "at_head", "done_on_time"}
    ward = work[0].unit_id
    scored = board(Group.WARDS, periods.current(today), today=today).of_unit(ward).scored
    assert scored.total is not None
    assert sum(line.weight for line in scored.lines) == 100
    frozen = Sheet.objects.filter(group=Group.WARDS, scores__unit=ward)
    assert frozen.exists()
    assert not frozen.filter(criteria=None).exists()


def test_every_row_is_published_and_history_carries_its_own_days():
    plan = Plan.objects.get()
    assert (plan.state, plan.tasks.count(), plan.indicators.count()) == (Plan.State.IN_FORCE, 25, 8)
    assert not plan.tasks.filter(parties__kind="unknown").exists()
    moves = Event.objects.filter(plan_id=plan.pk, verb__startswith="tasks.").order_by("id")
    moments = [event.at for event in moves]
    assert moments == sorted(moments)
    assert moments[0].date() < timezone.localdate() - timedelta(days=30)


def test_setting_up_again_changes_nothing():
    before = Event.objects.count()
    add_sample_plan()
    assert (Plan.objects.count(), Event.objects.count()) == (1, before)


def test_most_units_are_done_a_few_late_and_a_handful_overdue():
    today = timezone.localdate()
    counted = figures(Assignment.objects.all(), today)
    assert 88 <= counted.rate <= 96
    assert counted.done_late
    assert 10 <= counted.open_overdue <= 30


def test_the_mailbox_holds_the_digests_of_a_day_that_has_passed():
    digests = Delivery.objects.filter(key=Delivery.DIGEST, day__lt=timezone.localdate())
    assert digests.filter(user__isnull=False).exists()
    assert digests.filter(unit__isnull=False).exists()

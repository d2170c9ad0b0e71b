"""The bar counts what waits, and counts again after one's own acts; what others do is seen soon."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from config.navigation import navigation
from journal.kept import FEW, OWN_SECONDS
from tasks import operations as op
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def remembering(settings):
    settings.CACHES = {**settings.CACHES, "bar": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["bar"].clear()


def counts(rf, user) -> dict[str, int]:
    request = rf.get("/")
    request.user = type(user).objects.get(pk=user.pk)
    return {page.label: page.count for page in navigation(request)["nav"]}


def soon():
    return freeze_time(timezone.now() + timedelta(seconds=OWN_SECONDS + 1), ignore=["psycopg"])


def test_the_bar_counts_again_soon_after_acts_of_others(rf, cast):
    before = counts(rf, cast.focal_officer)
    proof = {"kind": "document", "label": "Báo cáo", "document_number": "1/BC"}
    op.add_evidence(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **proof)
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    assert counts(rf, cast.focal_officer) == before
    with soon():
        assert counts(rf, cast.focal_officer)["Xác nhận kết quả"] == before["Xác nhận kết quả"] + 1


def test_the_bar_counts_again_at_once_after_ones_own_act(rf, cast):
    here = "Việc của tôi"
    before = counts(rf, cast.unit_head)[here]
    proof = {"kind": "document", "label": "Báo cáo", "document_number": "1/BC"}
    op.add_evidence(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW, **proof)
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    assert counts(rf, cast.unit_head)[here] == before - 1


def test_telling_of_progress_keeps_what_waits_for_ones_word_and_no_other_act_does(rf, cast):
    """Over more acts than are looked at."""
    before = counts(rf, cast.unit_head)
    told = {"assignment_id": cast.assignment.pk, "now": NOW, "actor": cast.unit_head}
    for percent in range(1, FEW + 3):
        op.update_progress(**told, percent=percent, note="Đang làm")
        assert counts(rf, cast.unit_head) == before
    op.register_milestone(**told | {"actor": cast.unit_officer}, label="Trình dự thảo", due_date=NOW.date())
    op.update_progress(**told, percent=50, note="Đã có dự thảo")
    proof = {"kind": "document", "label": "Báo cáo", "document_number": "1/BC"}
    op.add_evidence(**told, **proof)
    assert counts(rf, cast.unit_head)["Mốc đăng ký"] == 1
    op.send(**told)
    assert counts(rf, cast.unit_head)["Việc của tôi"] == before["Việc của tôi"] - 1


def test_registered_milestones_are_in_the_bar_while_they_wait(rf, cast):
    here, on = "Mốc đăng ký", {"now": NOW}
    told = {"assignment_id": cast.assignment.pk, "label": "Trình dự thảo", "due_date": NOW.date()}
    made = op.register_milestone(**told, **on, actor=cast.unit_officer)
    assert counts(rf, cast.unit_head)[here] == 1
    assert here not in counts(rf, cast.focal_officer)
    op.approve_milestone(milestone_id=made.pk, **on, actor=cast.unit_head)
    assert here not in counts(rf, cast.unit_head)
    with soon():
        assert counts(rf, cast.focal_officer)[here] == 1


def test_while_nothing_happens_the_bar_asks_for_no_counts(rf, cast):
    counts(rf, cast.focal_officer)
    with CaptureQueriesContext(connection) as seen:
        counts(rf, cast.focal_officer)
    assert len(seen) <= 4


def test_each_person_has_a_bar_of_their_own(client, cast):
    for user, label in ((cast.focal_officer, "Nhập văn bản"), (cast.inspector, "Báo cáo kỳ")):
        client.force_login(user)
        assert label in client.get(reverse("password")).content.decode()
    assert "Nhập văn bản" not in client.get(reverse("password")).content.decode()

"""A period report stands among one's work: badge, due date, one verb."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.operations import filing
from reports.operations.opening import open_reports
from tests.factories import PlanFactory
from tests.reports.filed import NOON, monthly, opened, sent, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def inbox(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("agenda:inbox")).content.decode()


def test_the_officer_writes_it_and_the_head_sends_it(client, cast):
    report = written(cast, opened(cast))
    page = inbox(client, cast.unit_officer)
    for words in ("Báo cáo tháng 01/2026", "Viết báo cáo", "14/01/2026", "Còn 2 ngày", report.get_absolute_url()):
        assert words in page
    filing.propose(report_id=report.pk, actor=cast.unit_officer, now=NOON)
    assert "Viết báo cáo" not in inbox(client, cast.unit_officer)
    assert "Duyệt và gửi</a>" in inbox(client, cast.unit_head)


def test_what_was_sent_waits_for_the_receiver_and_what_lacks_something_comes_back(client, cast):
    report = sent(cast)
    assert "báo cáo kỳ chờ tiếp nhận" in inbox(client, cast.focal_officer)
    filing.request_supplement(report_id=report.pk, actor=cast.focal_officer, text="Thiếu số liệu", now=NOON)
    assert "Bổ sung và gửi lại" in inbox(client, cast.unit_officer)


def test_more_reports_ask_no_more_queries(client, cast):
    def count():
        with CaptureQueriesContext(connection) as asked:
            inbox(client, cast.unit_officer)
        return len(asked)

    opened(cast)
    one = count()
    for receiver in (cast.partner, cast.office):
        monthly(PlanFactory(focal_unit=receiver), cast.ward)
    assert open_reports(now=NOON) == 2
    assert count() <= one

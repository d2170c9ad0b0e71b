from datetime import date

import pytest
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from reports.models import Report, ReportingDuty
from reports.operations import filing
from reports.operations.opening import open_reports
from tests.reports.filed import NOON, monthly, opened, written

TODAY = date(2026, 1, 12)
HTMX = {"HTTP_HX_REQUEST": "true"}
DAYS = {
    "rule": "hanh-chinh",
    "close_day": "10",
    "due_day": "14",
    "due_offset": "0",
    "focal_day": "19",
    "opens_before": 5,
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def read(client, user, url, **more) -> str:
    client.force_login(user)
    response = client.get(url, **more)
    assert response.status_code == 200
    return response.content.decode()


def test_the_focal_unit_sets_days_outline_and_the_switch(client, cast):
    duty = monthly(cast.plan, cast.ward)
    client.force_login(cast.focal_officer)
    url = reverse("reports:duty", args=[duty.pk])
    titles = {"title": ["Kết quả", "Ý kiến về kinh phí", ""], "fill": ["figures", "text", "text"]}
    answer = client.post(url, DAYS | {"preset": "20", "not_updated_is_not_done": "on"} | titles)
    assert answer.status_code == 302
    duty.refresh_from_db()
    assert (duty.close_day, duty.due_day, duty.focal_day, duty.not_updated_is_not_done) == (14, 17, 20, True)
    assert duty.outline == [{"title": "Kết quả", "fill": "figures"}, {"title": "Ý kiến về kinh phí", "fill": "text"}]
    page = read(client, cast.unit_officer, opened_by_now(cast).get_absolute_url())
    assert "2. Ý kiến về kinh phí" in page


def opened_by_now(cast) -> Report:
    open_reports(now=NOON)
    return Report.objects.get(unit=cast.ward)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"close_day": "14"}, "ngày làm việc nào ở giữa"),
        ({"close_day": "45"}, "phải từ 1 đến 31"),
        ({"due_offset": "40"}, "trong khoảng 11 tháng"),
        ({"rule": "trăng"}, "rule"),
    ],
)
def test_days_that_do_not_fit_are_refused_in_one_sentence(client, cast, wrong, said):
    duty = monthly(cast.plan, cast.ward)
    client.force_login(cast.focal_officer)
    answer = client.post(reverse("reports:duty", args=[duty.pk]), DAYS | {"due_day": "15"} | wrong)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    duty.refresh_from_db()
    assert duty.close_day == 10


ONCE = {"label": "Sơ kết", "from_date": "01/01/2026", "to_date": "20/01/2026", "due_date": "25/01/2026"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to_date": "31/12/2025"}, "trước khi bắt đầu"),
        ({"due_date": "19/01/2026"}, "trước ngày chốt số liệu"),
        ({"from_date": "01/12/2025", "to_date": "01/01/2026", "due_date": "05/01/2026"}, "đã qua"),
        ({"from_date": "15/01/2026"}, "trùng với kỳ “Đợt 1”"),
        ({"label": ""}, "label"),
    ],
)
def test_a_period_that_does_not_fit_or_overlaps_another_is_refused(client, cast, wrong, said):
    duty = monthly(cast.plan, cast.ward)
    ReportingDuty.objects.create(
        plan=cast.plan, order=9, who_text="a", cadence="once", label="Đợt 1",
        from_date=date(2026, 1, 10), to_date=date(2026, 1, 16), due_date=date(2026, 1, 20),
    )  # fmt: skip
    client.force_login(cast.focal_officer)
    before = ReportingDuty.objects.count()
    asked = ONCE | {"from_date": "17/01/2026"} | wrong
    answer = client.post(reverse("reports:ask_once", args=[duty.pk]), asked)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert ReportingDuty.objects.count() == before


def test_a_single_report_is_asked_of_the_same_units(client, cast):
    duty = monthly(cast.plan, cast.ward)
    client.force_login(cast.focal_officer)
    assert client.post(reverse("reports:ask_once", args=[duty.pk]), ONCE).status_code == 302
    open_reports(now=timezone.make_aware(timezone.datetime(2026, 1, 21)))
    assert Report.objects.get(label="Sơ kết").period_key == "20260101-20260120"


def test_only_the_focal_unit_sets_a_duty(client, cast):
    duty = monthly(cast.plan, cast.ward)
    for user in (cast.unit_head, cast.stranger, cast.city_leader):
        client.force_login(user)
        assert client.get(reverse("reports:duty", args=[duty.pk])).status_code == 404


def test_the_calendar_shows_reports_and_work_and_its_feed_is_private(client, cast):
    opened(cast)
    page = read(client, cast.unit_officer, reverse("agenda:calendar"))
    assert "Báo cáo tháng 01/2026" in page
    assert cast.assignment.task.code in page
    assert client.get(reverse("agenda:calendar") + "?thang=2026-99").status_code == 200
    address = page.split('id="dia-chi-lich">')[1].split("<")[0].removeprefix("http://testserver")
    client.logout()
    feed = client.get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    assert "Hạn: Báo cáo tháng 01/2026" in {str(event["summary"]) for event in events}
    assert all(str(event["url"]).startswith("http://testserver/") for event in events)
    cast.unit_officer.set_password("khác hẳn rồi nhé")
    cast.unit_officer.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "1-2.3", Signer(salt="other", sep=".").sign("1-a")])
def test_a_feed_of_nobody_is_not_found(client, db, token):
    assert client.get(f"/lich/{token}.ics").status_code == 404


def test_the_inbox_says_which_reports_wait(client, cast):
    report = opened(cast)
    assert "Viết báo cáo</a>" in read(client, cast.unit_officer, reverse("agenda:inbox"))
    filing.propose(report_id=written(cast, report).pk, actor=cast.unit_officer, now=NOON)
    assert "Duyệt và gửi</a>" in read(client, cast.unit_head, reverse("agenda:inbox"))
    filing.send(report_id=report.pk, actor=cast.unit_head, now=NOON)
    assert "1 báo cáo kỳ chờ tiếp nhận" in read(client, cast.focal_officer, reverse("agenda:inbox"))

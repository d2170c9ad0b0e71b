from datetime import date

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from notifications.models import Message
from reports.models import Report, ReportingDuty
from reports.operations import filing
from reports.operations.opening import open_reports
from tests.factories import UnitFactory
from tests.reports.filed import NOON, TEXTS, monthly, opened, sent, written
from tests.reports.worlds import given
from units.models import Unit, UnitGroup

TODAY = date(2026, 1, 12)
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def read(client, user, url, **more) -> str:
    client.force_login(user)
    response = client.get(url, **more)
    assert response.status_code == 200
    return response.content.decode()


def typed(report, **more):
    return {f"text.{key}": text for key, text in TEXTS.items()} | {"seen": report.revision} | more


def test_the_page_says_three_dates_what_is_filled_and_what_is_to_write(client, cast):
    given(cast.plan, cast.ward, due_date=date(2026, 1, 8))
    page = read(client, cast.unit_officer, opened(cast).get_absolute_url())
    for words in ("10/01/2026", "14/01/2026", "19/01/2026", "2 mục đơn vị viết", "Trình lãnh đạo", "quá hạn 2 ngày"):
        assert words in page
    assert "UBND Thành phố (qua Sở Tài chính)" in page
    assert "Duyệt và gửi</button>" not in page  # the head's


def test_autosave_swaps_the_time_stamp_alone(client, cast):
    report = opened(cast)
    client.force_login(cast.unit_officer)
    answer = client.post(reverse("reports:save", args=[report.pk]), typed(report), **HTMX)
    assert "Tự lưu 12:00" in answer.content.decode()
    assert 'value="1"' in answer.content.decode()
    report.refresh_from_db()
    assert report.texts == TEXTS


def test_autosave_tells_of_a_conflict_and_loses_nothing(client, cast):
    report = written(cast, opened(cast))
    client.force_login(cast.unit_head)
    answer = client.post(
        reverse("reports:save", args=[report.pk]), typed(report, seen=0) | {"text.causes": "Khác"}, **HTMX
    )
    assert answer.status_code == 409
    assert "vừa lưu báo cáo này" in answer.content.decode()
    whole = client.post(reverse("reports:save", args=[report.pk]), {"seen": "0", "text.causes": "Khác"})
    assert whole.status_code == 409
    assert "Khác</textarea>" in whole.content.decode()


def test_officer_head_and_focal_unit_pass_it_on(client, cast):
    report = opened(cast)
    client.force_login(cast.unit_officer)
    client.post(reverse("reports:save", args=[report.pk]), typed(report, action="propose"))
    client.force_login(cast.unit_head)
    client.post(reverse("reports:move", args=[report.pk, "send"]))
    report.refresh_from_db()
    assert report.state == "sent"
    page = read(client, cast.focal_officer, report.get_absolute_url())
    assert "Đề nghị bổ sung" in page
    client.post(reverse("reports:move", args=[report.pk, "receive"]))
    report.refresh_from_db()
    assert report.state == "received"


def test_a_refused_move_says_why_and_keeps_what_was_typed(client, cast):
    report = opened(cast)
    client.force_login(cast.unit_officer)
    answer = client.post(
        reverse("reports:save", args=[report.pk]), {"text.causes": "Có lý do", "seen": "0", "action": "propose"}
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Chưa ghi “Kiến nghị, đề xuất”" in page
    assert "Có lý do</textarea>" in page


@pytest.mark.parametrize("asked", [{"seen": "²"}, {"seen": "-1"}, {"seen": ""}, {"seen": "9" * 30}])
def test_strange_revisions_are_no_error_of_the_server(client, cast, asked):
    report = opened(cast)
    client.force_login(cast.unit_officer)
    assert client.post(reverse("reports:save", args=[report.pk]), asked).status_code in (302, 409)


def test_the_paper_that_left_is_recorded_on_the_page(client, cast):
    report = sent(cast)
    client.force_login(cast.unit_officer)
    url = reverse("reports:paper", args=[report.pk])
    assert client.post(url, {"number": "1", "date": "32/13/2026", "signer": "A"}).status_code == 400
    client.post(url, {"number": "125/BC-UBND", "date": "12/01/2026", "signer": "Nguyễn Văn A"})
    assert "125/BC-UBND" in read(client, cast.unit_officer, report.get_absolute_url())


def test_strangers_find_nothing(client, cast):
    report = opened(cast)
    for user in (cast.stranger, cast.focal_officer, cast.inspector):
        client.force_login(user)
        assert client.get(report.get_absolute_url()).status_code == 404
        assert client.post(reverse("reports:save", args=[report.pk]), typed(report)).status_code == 404


def test_a_frozen_report_shows_where_the_tables_differ_today(client, cast):
    report = sent(cast)
    given(cast.plan, cast.ward, due_date=date(2026, 1, 8))
    page = read(client, cast.unit_officer, report.get_absolute_url())
    assert "Bảng hôm nay khác bản đã gửi" in page
    assert "Thiếu máy quét tài liệu." in page


def wards(cast, count, **facts):
    group = UnitGroup.objects.create(code="xa", name="UBND xã", kinds=["xa"])
    Unit.objects.bulk_create(UnitFactory.build_batch(count, kind="xa"))
    monthly(cast.plan, group=group, **facts)
    open_reports(now=NOON)


def test_completeness_names_who_is_missing_and_chases_with_one_click(client, cast):
    sent(cast)
    wards(cast, 2)
    url = reverse("reports:completeness")
    page = read(client, cast.focal_officer, url)
    assert "Đôn đốc 2 đơn vị chưa nộp" in page
    assert "33,3%" in page
    key = f"{cast.focal.pk}.hanh-chinh.2026-01"
    client.post(reverse("reports:chase"), {"ky": key, "all": "1"})
    assert Message.objects.filter(kind="report_chased").count() == 2
    missing = read(client, cast.focal_officer, f"{url}?ky={key}&loc=missing")
    assert cast.ward.name not in missing


def test_the_rule_of_silence_stands_where_it_applies(client, cast):
    wards(cast, 1, not_updated_is_not_done=True)
    assert "Dữ liệu không cập nhật = không hoàn thành" in read(
        client, cast.focal_officer, reverse("reports:completeness")
    )


def test_who_gathers_nothing_sees_no_completeness_of_others(client, cast):
    sent(cast)
    url = reverse("reports:completeness")
    assert "Chưa có báo cáo nào phải tiếp nhận" in read(client, cast.stranger, url)
    key = f"{cast.focal.pk}.hanh-chinh.2026-01"
    assert client.get(f"{url}?ky={key}").status_code == 404
    assert client.post(reverse("reports:chase"), {"ky": key, "all": "1"}).status_code == 404
    assert "Đôn đốc" not in read(client, cast.city_leader, f"{url}?ky={key}")


@pytest.mark.parametrize("name", ["reports:completeness", "reports:filings", "agenda:calendar", "agenda:inbox"])
def test_the_queries_of_a_list_do_not_grow_with_its_rows(client, cast, name):
    sent(cast)
    user = cast.focal_officer if name == "reports:completeness" else cast.unit_officer
    read(client, user, reverse(name))
    with CaptureQueriesContext(connection) as few:
        read(client, user, reverse(name))
    wards(cast, 8)
    for n in range(8):
        monthly(cast.plan, cast.ward, via_unit=UnitFactory(code=f"Q{n}"))
    open_reports(now=NOON)
    read(client, user, reverse(name))
    with CaptureQueriesContext(connection) as many:
        read(client, user, reverse(name))
    assert len(many) <= len(few) + (4 if name == "agenda:calendar" else 1)


def test_the_queries_of_a_report_do_not_grow_with_its_work(client, cast):
    report = opened(cast)
    url = report.get_absolute_url()
    given(cast.plan, cast.ward)
    read(client, cast.unit_officer, url)
    with CaptureQueriesContext(connection) as few:
        read(client, cast.unit_officer, url)
    for _ in range(6):
        given(cast.plan, cast.ward, due_date=date(2026, 1, 8))
    with CaptureQueriesContext(connection) as many:
        read(client, cast.unit_officer, url)
    assert len(many) <= len(few)


DAYS = {
    "rule": "hanh-chinh",
    "close_day": "10",
    "due_day": "14",
    "due_offset": "0",
    "focal_day": "19",
    "opens_before": 5,
}


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
    assert "1 báo cáo kỳ phải nộp" in read(client, cast.unit_officer, reverse("agenda:inbox"))
    filing.propose(report_id=written(cast, report).pk, actor=cast.unit_officer, now=NOON)
    assert "1 báo cáo kỳ chờ bạn duyệt" in read(client, cast.unit_head, reverse("agenda:inbox"))
    filing.send(report_id=report.pk, actor=cast.unit_head, now=NOON)
    assert "1 báo cáo kỳ chờ tiếp nhận" in read(client, cast.focal_officer, reverse("agenda:inbox"))

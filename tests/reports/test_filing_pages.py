from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.models import Message
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
    assert "chưa nộp</button>" not in read(client, cast.city_leader, f"{url}?ky={key}")


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

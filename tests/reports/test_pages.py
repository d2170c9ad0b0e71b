import hashlib
from datetime import date
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from journal.models import Event
from plans.models import Plan
from reports.models import ReportingDuty
from tests.factories import MembershipFactory, PlanFactory, UnitFactory
from tests.reports.worlds import given, prove, say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """20 January 2026: the administrative month of February is running."""
    monkeypatch.setattr("reports.views.plan_report.timezone.localdate", lambda *_: date(2026, 1, 20))


def page(client, plan, **asked):
    return client.get(reverse("reports:period"), {"plan": plan.pk, **asked})


def file_url(plan, key="2026-02", format="xlsx"):
    return reverse("reports:export", args=[plan.pk, key, format])


def test_the_page_shows_figures_units_and_the_duty(client, cast):
    given(cast.plan, cast.elsewhere, due_date=date(2026, 1, 10))
    ReportingDuty.objects.create(
        plan=cast.plan,
        order=1,
        who_text="Các Sở",
        to_text="UBND Thành phố",
        cadence="monthly",
        due_day=22,
        before=True,
    )
    client.force_login(cast.focal_officer)
    text = page(client, cast.plan).content.decode()
    assert "Báo cáo tháng 02/2026" in text
    assert "UBND xã Đan Phượng" in text
    assert "trước ngày 22 hằng tháng" in text
    assert "Chủ nhật: nên gửi thứ Sáu 20/02" in text
    assert file_url(cast.plan, format="docx") in text


def test_without_a_choice_the_newest_document_and_the_running_month_are_shown(client, cast):
    client.force_login(cast.focal_officer)
    response = client.get(reverse("reports:period"))
    assert response.context["report"].plan == cast.plan
    assert response.context["report"].period.key == "2026-02"


def test_calendar_months_can_be_asked_for(client, cast):
    client.force_login(cast.focal_officer)
    report = page(client, cast.plan, ky="2026-01", kieu="duong-lich").context["report"]
    assert (report.period.start, report.period.end) == (date(2026, 1, 1), date(2026, 1, 31))


def test_a_month_that_has_not_begun_gives_way_to_the_running_one(client, cast):
    client.force_login(cast.focal_officer)
    assert page(client, cast.plan, ky="2026-02", kieu="duong-lich").context["report"].period.key == "2026-01"
    assert client.get(file_url(cast.plan, "2026-03")).status_code == 404


@pytest.mark.parametrize("asked", [{"ky": "2026-13"}, {"ky": "x"}, {"kieu": "x"}])
def test_what_is_no_month_is_not_found(client, cast, asked):
    client.force_login(cast.focal_officer)
    assert page(client, cast.plan, **asked).status_code == 404


def test_a_reader_without_documents_is_told_so(client, cast):
    client.force_login(cast.stranger)
    assert "Chưa có văn bản nào để báo cáo" in client.get(reverse("reports:period")).content.decode()


@pytest.mark.parametrize("who", ["stranger", "admin"])
def test_strangers_find_neither_page_nor_file(client, cast, who):
    client.force_login(getattr(cast, who))
    assert page(client, cast.plan).status_code == 404
    assert client.get(file_url(cast.plan)).status_code == 404
    assert not Event.objects.filter(verb="reports.exported").exists()


def test_drafts_have_no_report(client, cast):
    Plan.objects.filter(pk=cast.plan.pk).update(state=Plan.State.DRAFT)
    client.force_login(cast.focal_officer)
    assert page(client, cast.plan).status_code == 404


@pytest.mark.parametrize("url", ["2026-02.pdf", "2026-2.xlsx", "x.docx"])
def test_no_other_file_is_offered(client, cast, url):
    client.force_login(cast.focal_officer)
    assert client.get(f"/bao-cao/{cast.plan.pk}/{url}").status_code == 404


def test_a_download_is_the_file_and_one_event_with_its_digest(client, cast):
    client.force_login(cast.focal_officer)
    response = client.get(file_url(cast.plan))
    assert load_workbook(BytesIO(response.content)).sheetnames[0] == "Tổng hợp"
    event = Event.objects.get(verb="reports.exported")
    assert event.payload["sha256"] == hashlib.sha256(response.content).hexdigest()
    assert (event.actor_id, event.plan_id) == (cast.focal_officer.pk, cast.plan.pk)


def test_the_file_has_a_plain_name_and_a_vietnamese_one(client, cast):
    Plan.objects.filter(pk=cast.plan.pk).update(number='12"/QĐ-UBND')
    client.force_login(cast.focal_officer)
    header = client.get(file_url(cast.plan, format="docx"))["Content-Disposition"]
    assert header.startswith('attachment; filename="bao-cao-12-qd-ubnd-2026-02.docx"; ')
    assert unquote(header.split("UTF-8''")[1]) == 'Báo cáo 12"-QĐ-UBND 2026-02.docx'


def test_a_unit_takes_home_its_own_work_alone(client, cast):
    say(given(cast.plan, cast.elsewhere), date(2026, 1, 16), text="Chuyện riêng của xã")
    prove(cast.assignment, date(2026, 1, 16), "Quyết định của phường")
    client.force_login(cast.unit_officer)
    document = Document(BytesIO(client.get(file_url(cast.plan, format="docx")).content))
    text = "\n".join(p.text for p in document.paragraphs) + "".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "UBND phường Cầu Giấy báo cáo" in text
    assert "Quyết định của phường, số 412/QĐ-UBND (chưa gửi)" in text
    assert "Đan Phượng" not in text
    assert "Chuyện riêng của xã" not in text
    assert "Chuyện riêng của xã" not in page(client, cast.plan).content.decode()


def queries_for(client, plan):
    with CaptureQueriesContext(connection) as queries:
        assert page(client, plan).status_code == 200
    return len(queries)


def test_ten_units_cost_the_page_as_many_queries_as_one(client):
    focal = UnitFactory(kind="so")
    client.force_login(MembershipFactory(unit=focal).user)
    small, large = PlanFactory(focal_unit=focal), PlanFactory(focal_unit=focal)
    for plan, count in ((small, 1), (large, 10)):
        for _ in range(count):
            given(plan, UnitFactory())
    queries_for(client, small)
    assert queries_for(client, small) == queries_for(client, large)


def test_many_units_come_page_by_page(client, cast):
    for _ in range(30):
        given(cast.plan, UnitFactory())
    client.force_login(cast.focal_officer)
    assert len(page(client, cast.plan).context["page"]) == 25
    more = page(client, cast.plan, trang=2)
    assert len(more.context["page"]) == 6
    rows = client.get(
        reverse("reports:period"),
        {"plan": cast.plan.pk, "trang": 2},
        headers={"HX-Request": "true", "HX-Target": "rows"},
    )
    assert rows.content.decode().count("<tr") == 6
    assert "<html" not in rows.content.decode()


def test_who_works_in_two_units_reports_for_the_one_they_act_for(client, cast):
    given(cast.plan, cast.ward)
    MembershipFactory(user=cast.stranger, unit=cast.ward)
    client.force_login(cast.stranger)
    session = client.session
    session["acting_unit"] = cast.ward.pk
    session.save()
    assert page(client, cast.plan).context["report"].author == cast.ward

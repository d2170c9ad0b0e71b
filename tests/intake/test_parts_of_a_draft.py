"""What a draft holds beside its rows: indicators, reporting duties, headings, proposed duties; and the six clears."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.operations import IntakeError, draft_from, fill_products, take_in
from intake.queries import totals
from journal.models import Event
from kpi.models import Target
from plans.models import Plan
from tasks.queries.gaps import gaps
from tests.intake.conftest import NOW, reading, task_row

TODAY = date(2026, 11, 20)
TARGET = {"comparator": ">=", "value": 85, "unit": "%", "as_of": "2026-12-31"}
INDICATOR = {"no": "1", "text": "Tỷ lệ hồ sơ trực tuyến", "monitor": ["Sở Tài chính"], "targets": [TARGET]}
DUTY = {"who": ["Sở Tài chính"], "to": "UBND Thành phố", "cadence": "monthly", "due": "day 20 of month"}


@pytest.fixture
def page(officer):
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def plan(officer):
    offered = [task_row("V.1", section=["V. TỔ CHỨC THỰC HIỆN"]), task_row("V.2", content="Lập dự toán")]
    read = reading(task_row("1"), task_row("2", product="", section=["B. SAU"]))
    read |= {"indicators": [INDICATOR], "reporting": [DUTY], "proposed_tasks": offered}
    return draft_from(reading=read, actor=officer, source=None, now=NOW)


def url(plan, name, row=""):
    return reverse(f"intake:{name}", args=[plan.pk]) + (f"?sua={row}" if row else "")


def test_an_indicator_is_corrected_with_its_targets(page, plan):
    indicator = plan.indicators.get()
    shown = page.get(url(plan, "indicators", indicator.pk)).content.decode()
    assert 'value="85' in shown
    form = {
        "number": "1",
        "text": "Tỷ lệ mới",
        "monitor": "Văn phòng UBND Thành phố",
        "muc-1-comparator": "between",
        "muc-1-value": "80,5",
        "muc-1-value_high": "90",
        "muc-1-unit": "%",
        "muc-1-as_of_date": "31/12/2026",
        "muc-2-comparator": "<=",
        "muc-2-value": "1.000",
        "muc-2-unit": "hồ sơ",
    }
    assert page.post(url(plan, "indicators", indicator.pk), form).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.text, indicator.monitor.code) == ("Tỷ lệ mới", "VPUB")
    first, second = indicator.targets.order_by("order")
    assert (first.value, first.value_high, first.as_of_date) == (Decimal("80.5"), 90, date(2026, 12, 31))
    assert (second.comparator, second.value) == ("<=", 1000)
    page.post(url(plan, "indicators", indicator.pk), form | {"muc-1-gone": "on"})
    assert indicator.targets.get().value == 1000


def test_a_target_that_cannot_be_is_refused_in_words(page, plan):
    row = plan.indicators.get().pk
    form = {"text": "Tỷ lệ", "muc-1-comparator": "between", "muc-1-value": "80", "muc-1-unit": "%"}
    answer = page.post(url(plan, "indicators", row), form)
    assert answer.status_code == 422
    assert "mức trên lớn hơn mức dưới" in answer.content.decode()
    assert page.post(url(plan, "indicators", row), form | {"muc-1-value": "nhiều"}).status_code == 422
    assert Target.objects.get().value == 85


def test_indicators_are_added_and_removed(page, plan):
    added = {"text": "Chỉ tiêu thêm", "muc-1-comparator": ">=", "muc-1-value": "3"}
    page.post(url(plan, "indicators", "moi"), added)
    assert list(plan.indicators.order_by("order").values_list("number", flat=True)) == ["1", "2"]
    last = plan.indicators.last().pk
    assert "Đã xóa chỉ tiêu" in page.post(url(plan, "indicators", last), {"xoa": "1"}, follow=True).content.decode()
    assert plan.indicators.count() == 1
    assert page.post(url(plan, "indicators", last), {"xoa": "1"}).status_code == 404


def test_a_reporting_duty_is_corrected_added_and_removed(page, plan):
    duty = plan.reporting_duties.get()
    form = {"who_text": "Sở Tài chính", "to_text": "UBND Thành phố", "cadence": "once", "due_date": "15/12/2026"}
    form |= {"unit": "Sở Tài chính", "via_unit": "Văn phòng UBND Thành phố"}
    wrong = page.post(url(plan, "duties", duty.pk), form | {"due_day": "20"})
    assert "ghi ở ô Hạn báo cáo" in wrong.content.decode()
    page.post(url(plan, "duties", duty.pk), form)
    duty.refresh_from_db()
    assert (duty.cadence, duty.due_date, duty.via_unit.code) == ("once", date(2026, 12, 15), "VPUB")
    assert "Sở Tài chính · qua" in " ".join(page.get(url(plan, "duties")).content.decode().split())
    page.post(url(plan, "duties", "moi"), form)
    assert plan.reporting_duties.count() == 2
    page.post(url(plan, "duties", duty.pk), {"xoa": "1"})
    assert plan.reporting_duties.count() == 1
    acts = Event.objects.filter(verb="intake.duty_revised").order_by("id").values_list("payload__act", flat=True)
    assert list(acts) == ["revised", "added", "removed"]


def test_a_heading_gets_its_target(page, plan):
    section = plan.sections.get(title="B. SAU")
    page.post(url(plan, "sections", section.pk), {"title": "B. SAU", "target_text": "100% hồ sơ"})
    section.refresh_from_db()
    assert section.target_text == "100% hồ sơ"
    assert page.post(url(plan, "sections", section.pk), {"title": ""}).status_code == 422
    assert page.post(url(plan, "sections", "moi"), {"title": "Mới"}).status_code == 422


def test_proposed_duties_are_taken_in_only_when_ticked_and_once(page, plan, officer):
    first, second = plan.proposals.order_by("order")
    shown = page.get(url(plan, "offers")).content.decode()
    assert "Lập dự toán" in shown
    assert "checked" not in shown
    assert "Đánh dấu ít nhất một việc" in page.post(url(plan, "offers"), follow=True).content.decode()
    page.post(url(plan, "offers"), {"viec": [second.pk]})
    assert list(plan.tasks.order_by("order").values_list("code", flat=True)) == ["1", "2", "V.2"]
    taken = plan.tasks.get(code="V.2")
    assert (taken.content, taken.doubts.open().count()) == ("Lập dự toán", 1)
    with pytest.raises(IntakeError, match="chưa đưa vào"):
        take_in(plan_id=plan.pk, proposal_ids=[second.pk], actor=officer, now=NOW)
    assert totals(plan, TODAY).offered == 1
    assert first.task is None


def test_a_product_is_filled_in_for_the_rows_that_name_none(page, plan, officer):
    assert "1 chưa rõ sản phẩm" in page.get(url(plan, "review")).content.decode()
    listed = page.get(url(plan, "review") + "?loc=thieu-san-pham")
    assert [row.task.code for row in listed.context["rows"]] == ["2"]
    ids = [str(task.pk) for task in plan.tasks.all()]
    page.post(url(plan, "fill"), {"dong": ids, "product": "Báo cáo kết quả"})
    assert set(plan.tasks.values_list("product", flat=True)) == {"Dữ liệu đã rà soát", "Báo cáo kết quả"}
    with pytest.raises(IntakeError, match="ít nhất một dòng"):
        fill_products(plan_id=plan.pk, task_ids=map(int, ids), product="X", actor=officer, now=NOW)
    assert "Ghi sản phẩm" in page.post(url(plan, "fill"), {"dong": ids}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("row", "lacking"),
    [
        ({}, set()),
        ({"leads": ["đơn vị liên quan"]}, {"nguoi", "trach-nhiem"}),
        ({"leads": ["Phường Cầu Giấy", "đơn vị liên quan"]}, {"nguoi"}),
        ({"leads": ["UBND xã, phường"]}, set()),
        ({"leads": ["Phường Cầu Giấy", "các doanh nghiệp"]}, set()),
        ({"content": None}, {"viec"}),
        ({"product": ""}, {"san-pham"}),
        ({"deadline": {"kind": "none"}}, {"thoi-gian"}),
        ({"deadline": {"kind": "ongoing"}}, set()),
        ({"deadline": {"kind": "relative", "days": 5, "anchor": "plan issued"}}, set()),
    ],
)
def test_the_six_clears_of_a_row_at_publication(draft, row, lacking):
    plan = draft(task_row(**row))
    task = plan.tasks.get()
    task.plan = plan
    assert gaps(task) == lacking
    counted = totals(plan, TODAY)
    assert counted.six == (not lacking)
    assert {code for code, _, count in counted.lacking if count} == lacking


@pytest.mark.parametrize("name", ["indicators", "duties", "sections", "offers"])
def test_strangers_find_none_of_it_and_a_published_plan_is_sent_on(page, plan, stranger, name):
    outside = Client()
    outside.force_login(stranger)
    assert outside.get(url(plan, name)).status_code == outside.post(url(plan, name)).status_code == 404
    Plan.objects.update(state=Plan.State.IN_FORCE)
    assert page.get(url(plan, name)).url == reverse("tasks:plan", args=[plan.pk])


def test_the_list_of_indicators_asks_as_much_for_one_as_for_ten(page, officer):
    def made(n, number):
        rows = [INDICATOR | {"no": str(k), "text": f"Chỉ tiêu {number} {k}"} for k in range(n)]
        read = reading(task_row(number), number=number, title=number) | {"indicators": rows}
        return draft_from(reading=read, actor=officer, source=None, now=NOW)

    def count(plan):
        with CaptureQueriesContext(connection) as captured:
            page.get(url(plan, "indicators"))
        return len(captured)

    assert count(made(1, "1/KH")) == count(made(10, "2/KH"))

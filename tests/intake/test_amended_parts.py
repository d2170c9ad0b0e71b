"""Indicators and reporting duties of an amended version: compared, ticked, applied; what was measured stays."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from intake.models import AmendedPart
from intake.operations import draft_from
from intake.operations.amending import apply_version, fingerprint
from intake.queries.parts import compare_parts
from kpi.models import Measurement
from kpi.operations import open_measurements
from tasks.operations import publish
from tasks.queries.differences import compare
from tests.intake.conftest import NOW, reading, task_row

LATER = datetime(2027, 1, 4, 9, 0, tzinfo=NOW.tzinfo)
NEW = {"number": "20/KH-UBND", "issued_on": "2026-11-18", "title": "Sửa đổi Kế hoạch số 12/KH-UBND"}


def indicator(number, text, value=85, **more):
    target = {"label": text, "comparator": ">=", "value": value, "unit": "%", "as_of": "2027-12-31"}
    said = {"no": number, "text": text, "monitor": ["Sở Khoa học và Công nghệ"], "targets": [target]}
    return said | {"implementers": ["Phường Cầu Giấy"], "partners": [], "basis": None, "pillar": None} | more


def duty(who="Phường Cầu Giấy", day=20, to="Sở Tài chính", cadence="monthly"):
    said = {"who": [who], "to": to, "cadence": cadence, "due": f"day {day} of month", "before": True}
    return said | {"quote": f"{who} báo cáo {to} trước ngày {day}"}


OLD = [
    indicator(1, "Tỷ lệ hồ sơ trực tuyến toàn trình"),
    indicator(2, "Tỷ lệ người dân có chữ ký số", 60),
    indicator(3, "Tỷ lệ tổ dân phố có cộng đồng số", 100),
]


@pytest.fixture
def plan(officer):
    made = draft(officer, OLD, [duty()])
    publish(plan_id=made.pk, actor=officer, now=NOW)
    made.refresh_from_db()
    return made


def draft(officer, indicators, duties, **document):
    read = reading(task_row("A.1"), **document) | {"indicators": indicators, "reporting": duties}
    return draft_from(reading=read, actor=officer, source=None, now=NOW)


@pytest.fixture
def version(plan, officer):
    """1 asks for more, 2 stays, 3 is left out, one is new; the duty is due on another day."""
    changed = [indicator(1, "Tỷ lệ hồ sơ trực tuyến toàn trình", 90), OLD[1], indicator(3, "Số ca cấp cứu số hóa")]
    return draft(officer, changed, [duty(day=15)], **NEW)


def apply(plan, version, officer, now=NOW, but=()):
    found, parts = compare(plan, version, now.date()), compare_parts(plan, version)
    chosen = {one.key for one in parts if one.ticked and one.change not in but}
    facts = {"number": version.number, "issued_date": version.issued_date}
    return apply_version(
        plan_id=version.pk, actor=officer, now=now, chosen=chosen, seen=fingerprint(found, parts), **facts
    )


def measured(plan, officer, number):
    """The unit's figures of the periods that have ended by LATER; the one of indicator `number` is begun."""
    open_measurements(now=LATER)
    row = Measurement.objects.get(target__indicator__plan=plan, target__indicator__number=number)
    Measurement.objects.filter(pk=row.pk).update(entered_at=LATER, numerator=4, denominator=5)
    return row


def told(plan, version):
    return sorted((one.kind, one.change, one.text) for one in compare_parts(plan, version))


def test_indicators_and_duties_are_compared_row_by_row(plan, version):
    assert told(plan, version) == [
        ("duty", "changed", "Phường Cầu Giấy → Sở Tài chính"),
        ("indicator", "added", "Số ca cấp cứu số hóa"),
        ("indicator", "changed", "Tỷ lệ hồ sơ trực tuyến toàn trình"),
        ("indicator", "dropped", "Tỷ lệ tổ dân phố có cộng đồng số"),
    ]
    cells = {one.text: one.cells for one in compare_parts(plan, version)}
    changed = cells["Tỷ lệ hồ sơ trực tuyến toàn trình"]
    assert [(cell.label, cell.before[:11], cell.after[:11]) for cell in changed] == [
        ("Mục tiêu", "ít nhất 85%", "ít nhất 90%")
    ]


def test_a_version_that_speaks_of_none_leaves_none_out(plan, officer):
    silent = draft_from(
        reading=reading(task_row("A.1", product="Báo cáo"), **NEW), actor=officer, source=None, now=NOW
    )
    assert told(plan, silent) == []


def test_applied_the_new_figures_hold_and_what_was_measured_stays(plan, version, officer):
    kept = measured(plan, officer, "1")
    done = apply(plan, version, officer, LATER)
    assert done.counts == {"indicator": 3, "duty": 1}
    kept.refresh_from_db()
    assert (kept.target.value, kept.numerator) == (Decimal(90), 4)
    assert sorted(plan.indicators.values_list("text", flat=True)) == [
        "Số ca cấp cứu số hóa",
        "Tỷ lệ hồ sơ trực tuyến toàn trình",
        "Tỷ lệ người dân có chữ ký số",
    ]
    assert list(plan.reporting_duties.values_list("due_day", flat=True)) == [15]
    before = AmendedPart.objects.get(kind="indicator", change="changed")
    assert (before.decision.number, before.cells[0][1][:11]) == ("20/KH-UBND", "ít nhất 85%")


def test_a_dropped_indicator_with_figures_ends_and_keeps_them(plan, version, officer):
    kept = measured(plan, officer, "3")
    apply(plan, version, officer, LATER)
    ended = plan.indicators.get(text="Tỷ lệ tổ dân phố có cộng đồng số")
    assert ended.ended_date == date(2027, 1, 4)
    assert list(ended.targets.get().measurements.all()) == [kept]
    assert told(plan, version) == []
    assert open_measurements(now=LATER.replace(month=7)) == 3  # the running ones, never the ended one
    assert ended.targets.get().measurements.count() == 1


def test_what_is_not_ticked_stays(plan, version, officer):
    apply(plan, version, officer, but={"dropped", "added"})
    assert plan.indicators.count() == 3
    assert plan.indicators.get(number="1").targets.get().value == 90


def test_the_page_shows_them_and_applies_what_is_ticked(plan, version, officer, client):
    client.force_login(officer)
    url = reverse("intake:compare", args=[version.pk])
    page = client.get(url)
    text = page.content.decode()
    assert "Chế độ báo cáo" in text
    assert "ít nhất 90%" in text
    key = next(one.key for one in compare_parts(plan, version) if one.kind == "duty")
    form = {"khac": [key], "da_xem": page.context["seen"], "number": "20/KH-UBND", "issued_date": "18/11/2026"}
    assert client.post(url, form).status_code == 302
    assert plan.reporting_duties.get().due_day == 15
    assert plan.indicators.get(number="1").targets.get().value == 85


def test_the_plan_tells_what_its_indicators_and_duties_said_before(plan, version, officer, client):
    apply(plan, version, officer)
    client.force_login(officer)
    page = client.get(reverse("intake:links", args=[plan.pk]))
    told = " ".join(page.content.decode().split())
    assert "Sửa chỉ tiêu" in told
    assert "Mục tiêu trước đó: “ít nhất 85%" in told
    assert "Bỏ chỉ tiêu" in told
    assert "Theo 20/KH-UBND ngày 18/11/2026" in told
    assert len(page.context["amended"]) == 4


def test_the_questions_do_not_grow_with_the_rows(plan, version, officer, django_assert_num_queries):
    with django_assert_num_queries(6):
        assert len(compare_parts(plan, version)) == 4
    many = [indicator(n, f"Tỷ lệ thứ {n} của bảng dài") for n in range(1, 12)]
    longer = draft(officer, many, [duty(day=15)], **NEW | {"number": "21/KH-UBND"})
    with django_assert_num_queries(6):
        compare_parts(plan, longer)

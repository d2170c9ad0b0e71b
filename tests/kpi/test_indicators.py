import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kpi.models import Indicator, Target
from kpi.operations import add_indicators
from plans.reading.targets import read_targets
from units.names import Book

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)
GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "seeds" / "gold"


def row(number: int = 1, **changes) -> dict:
    target = {"label": "hồ sơ trực tuyến", "comparator": ">=", "value": 85, "unit": "%", "as_of": "2026-12-31"}
    return {
        "no": number,
        "pillar": "I. Chính quyền số",
        "text": f"Ít nhất 85% hồ sơ trực tuyến ({number})",
        "monitor": ["Sở KH&CN"],
        "implementers": ["Các Sở, ban, ngành", "UBND cấp xã"],
        "partners": [],
        "basis": "Thực tế triển khai",
        "targets": [target | changes],
    }


@pytest.fixture
def book(cast) -> Book:
    return Book.load(TODAY)


def test_an_indicator_is_kept_as_read_with_its_monitor_found(cast, book):
    assert add_indicators(plan=cast.plan, rows=[row()], book=book) == 1
    indicator = cast.plan.indicators.get()
    assert (indicator.monitor, indicator.monitor_text) == (cast.partner, "Sở KH&CN")
    assert indicator.implementers_text == "Các Sở, ban, ngành; UBND cấp xã"
    target = indicator.targets.get()
    assert (target.comparator, target.value, target.as_of_date) == (">=", Decimal(85), date(2026, 12, 31))


def test_indicators_added_later_follow_the_first_ones(cast, book):
    add_indicators(plan=cast.plan, rows=[row(1), row(2)], book=book)
    add_indicators(plan=cast.plan, rows=[row(3)], book=book)
    assert list(cast.plan.indicators.in_order().values_list("order", "number")) == [(1, "1"), (2, "2"), (3, "3")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "ít nhất 85%"),
        ({"value": 100}, "đủ 100%"),
        ({"comparator": ">", "value": 94.3}, "trên 94,3%"),
        ({"comparator": "<", "value": 5}, "dưới 5%"),
        ({"comparator": "<=", "value": 1962, "unit": "count"}, "nhiều nhất 1.962"),
        ({"comparator": "=", "value": 0, "unit": "count"}, "đúng 0"),
        ({"comparator": "reduce>=", "value": 50}, "giảm ít nhất 50%"),
        ({"comparator": "rank<=", "value": 10, "unit": "rank"}, "hạng 1 đến 10"),
        ({"comparator": "rank<=", "value": 1, "unit": "rank"}, "hạng 1"),
        ({"comparator": "between", "value": 7, "value_high": 8, "unit": "%/year"}, "7 đến 8%/năm"),
        ({"value": 10_000, "unit": "doanh nghiệp"}, "ít nhất 10.000 doanh nghiệp"),
        ({"comparator": "between", "value": 8, "value_high": 7}, "ít nhất 8%"),
        ({"comparator": "<", "value": 5, "unit": "count", "noun": "phút"}, "dưới 5 phút"),
        ({"value": 1, "unit": "count/year", "noun": "chiến dịch"}, "ít nhất 1 chiến dịch/năm"),
    ],
)
def test_a_target_is_said_in_words(cast, book, changes, words):
    add_indicators(plan=cast.plan, rows=[row(**changes)], book=book)
    assert Target.objects.get().words == words


def test_a_target_may_count_from_the_issue_of_the_plan(cast, book):
    add_indicators(plan=cast.plan, rows=[row(**{"from": "plan issued"})], book=book)
    target = Target.objects.get()
    assert target.starts_on(date(2026, 1, 5)) == date(2026, 1, 5)
    assert target.starts_on(None) is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"baseline": 60}, (Decimal(60), None, "", "60%")),
        ({"baseline": 94.3, "baseline_date": "2025-12-31"}, (Decimal("94.3"), date(2025, 12, 31), "", "94,3%")),
        (
            {"baseline": "Năm 2025: 1.962 hồ sơ"},
            (Decimal(1962), None, "Năm 2025: 1.962 hồ sơ", "Năm 2025: 1.962 hồ sơ"),
        ),
        ({"baseline": "chưa có"}, (None, None, "chưa có", "chưa có")),
    ],
)
def test_where_an_indicator_stood_is_kept(cast, book, said, kept):
    add_indicators(plan=cast.plan, rows=[row() | said], book=book)
    target = Target.objects.get()
    assert (target.baseline, target.baseline_date, target.baseline_text, target.baseline_words) == kept


def test_what_a_sentence_rises_from_is_the_baseline(cast, book):
    said = row() | {"targets": read_targets("Tăng tỷ lệ hồ sơ trực tuyến từ 60% lên 80%")}
    add_indicators(plan=cast.plan, rows=[said], book=book)
    assert (Target.objects.get().baseline, Target.objects.get().value) == (60, 80)


@pytest.mark.parametrize(
    "changes",
    [
        {"comparator": "between"},
        {"comparator": "between", "value_high": 85},
        {"value_high": 90},
        {"comparator": "rank<=", "value": 0},
        {"from_date": date(2027, 1, 1)},
        {"from_date": date(2026, 1, 1), "from_issue": True},
    ],
)
def test_the_database_refuses_a_target_that_means_nothing(cast, book, changes):
    add_indicators(plan=cast.plan, rows=[row()], book=book)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.update(**changes)


@pytest.mark.parametrize("path", sorted(GOLD.glob("ke-hoach-131*.json")), ids=lambda path: path.stem)
def test_the_indicators_of_the_real_plan_are_kept(cast, book, path):
    rows = json.loads(path.read_text())["indicators"]
    assert add_indicators(plan=cast.plan, rows=rows, book=book) == 49
    assert Target.objects.count() == 60
    assert Target.objects.filter(from_issue=True).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thời gian tra một hồ sơ dưới 5 phút.", "dưới 5 phút"),
        ("Ít nhất 8 loại báo cáo không còn bản giấy.", "ít nhất 8 loại báo cáo"),
        ("Hỗ trợ tối thiểu 1.200 hộ.", "ít nhất 1.200 hộ"),
        ("Tối thiểu 10.000 doanh nghiệp chuyển đổi số thành công.", "ít nhất 10.000"),
    ],
)
def test_a_sentence_of_a_document_keeps_what_it_counts(cast, book, text, words):
    add_indicators(plan=cast.plan, rows=[row() | {"text": text, "targets": read_targets(text)}], book=book)
    assert Target.objects.get().words == words


def test_units_are_named_as_the_document_names_them(client, cast, book):
    add_indicators(plan=cast.plan, rows=[row() | {"monitor": ["Sở Khoa học và Công nghệ"]}], book=book)
    client.force_login(cast.focal_officer)
    assert 'data-label="Theo dõi:">Sở Khoa học và Công nghệ</td>' in client.get(page(cast.plan)).content.decode()


def page(plan) -> str:
    return reverse("kpi:indicators", args=[plan.pk])


def test_every_party_sees_the_indicators_by_pillar(client, cast, book):
    second = row(2) | {"pillar": "II. Kinh tế số", "monitor": ["Sở Lạ"], "targets": []}
    add_indicators(plan=cast.plan, rows=[row(), second], book=book)
    client.force_login(cast.unit_officer)
    html = client.get(page(cast.plan)).content.decode()
    for words in ("I. Chính quyền số", "II. Kinh tế số", "ít nhất 85%", "Sở Lạ", "không nêu con số", "31/12/2026"):
        assert words in html


def test_strangers_and_administrators_find_nothing(client, cast):
    for user in (cast.stranger, cast.admin):
        client.force_login(user)
        assert client.get(page(cast.plan)).status_code == 404
    assert not Indicator.objects.visible_to(cast.stranger).exists()


def test_a_plan_without_indicators_says_so(client, cast):
    client.force_login(cast.inspector)
    assert "Văn bản không có chỉ tiêu." in client.get(page(cast.plan)).content.decode()


def test_more_rows_follow_on_request(client, cast, book):
    add_indicators(plan=cast.plan, rows=[row(n) for n in range(1, 46)], book=book)
    client.force_login(cast.focal_officer)
    assert "Xem thêm 5 dòng" in client.get(page(cast.plan)).content.decode()
    rest = client.get(f"{page(cast.plan)}?trang=2", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in rest
    assert rest.count("data-row") == 5


def test_a_place_before_the_first_is_no_target(cast, book):
    add_indicators(plan=cast.plan, rows=[row(comparator="rank<=", value=0)], book=book)
    assert not Target.objects.exists()


def test_the_page_asks_as_often_for_ten_rows_as_for_one(client, cast, book):
    client.force_login(cast.focal_officer)
    add_indicators(plan=cast.plan, rows=[row()], book=book)
    with CaptureQueriesContext(connection) as one:
        client.get(page(cast.plan))
    add_indicators(plan=cast.plan, rows=[row(n) for n in range(2, 11)], book=book)
    with CaptureQueriesContext(connection) as ten:
        client.get(page(cast.plan))
    assert len(ten) == len(one) <= 18

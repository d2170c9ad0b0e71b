from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.reading.deadlines import read_deadline

WORDINGS = [
    ("Trước 25/01/2026", {"kind": "date", "due": "2026-01-25", "before": True}),
    ("15/6/2026", {"kind": "date", "due": "2026-06-15"}),
    ("Trước 17h00 ngày 20/6/2026", {"kind": "date", "due": "2026-06-20", "before": True}),
    ("ngày 31/ 3 /2026", {"kind": "date", "due": "2026-03-31"}),
    ("Tháng 5/2026.", {"kind": "month", "due": "2026-05-31"}),
    ("tháng 02 năm 2028", {"kind": "month", "due": "2028-02-29"}),
    ("Báo cáo kết quả vào tháng 12/2026", {"kind": "month", "due": "2026-12-31", "report": True}),
    ("6 tháng đầu năm 2026", {"kind": "range", "due": "2026-06-30", "from": "2026-01-01"}),
    ("Quý II/2026", {"kind": "quarter", "due": "2026-06-30"}),
    ("Quý II, III/2026", {"kind": "quarter", "due": "2026-09-30"}),
    ("Quý I+II/2026", {"kind": "quarter", "due": "2026-06-30"}),
    ("IV/2026", {"kind": "quarter", "due": "2026-12-31"}),
    ("T6-T9/2026", {"kind": "range", "due": "2026-09-30", "from": "2026-06-01"}),
    ("Tháng Bảy năm 2026", {"kind": "month", "due": "2026-07-31"}),
    ("Tháng Mười hai năm 2026", {"kind": "month", "due": "2026-12-31"}),
    ("tháng năm 2026", {"kind": "year", "due": "2026-12-31"}),
    ("Trong 10 ngày đầu tháng 6/2026", {"kind": "month", "due": "2026-06-10", "vague": True}),
    ("2026-06-30", {"kind": "date", "due": "2026-06-30"}),
    ("Quý IV/2026, chậm nhất ngày 15/12", {"kind": "date", "due": "2026-12-15"}),
    ("Trong năm 2026 (xong trước 30/11/2026)", {"kind": "date", "due": "2026-11-30", "before": True}),
    ("Quý III/2026 và duy trì thường xuyên.", {"kind": "quarter", "due": "2026-09-30", "continues": True}),
    ("Hoàn thành trong năm 2025.", {"kind": "year", "due": "2025-12-31"}),
    ("2026", {"kind": "year", "due": "2026-12-31"}),
    ("Thường xuyên", {"kind": "ongoing", "due": None}),
    ("Từ Quý II/2026.", {"kind": "ongoing", "due": None, "from": "2026-04-01"}),
    ("dự kiến từ quý II/2026", {"kind": "ongoing", "due": None, "from": "2026-04-01", "tentative": True}),
    ("Từ tháng 3 đến tháng 6/2026", {"kind": "range", "due": "2026-06-30", "from": "2026-03-01"}),
    ("Giai đoạn 2026-2030", {"kind": "range", "due": "2030-12-31", "from": "2026-01-01"}),
    ("Định kỳ 3 tháng/lần.", {"kind": "recurring", "due": None, "rule": "every 3 months"}),
    ("02 lần/năm", {"kind": "recurring", "due": None, "rule": "2 times a year"}),
    ("02 đợt/năm", {"kind": "recurring", "due": None, "rule": "2 times a year"}),
    ("Đã hoàn thành", {"kind": "done", "due": None}),
    ("Đã tổ chức ngày 12/12/2025", {"kind": "done", "due": "2025-12-12", "done_on": "2025-12-12"}),
    ("19 giờ 30, ngày 2/9/2026", {"kind": "date", "due": "2026-09-02"}),
    ("trực 24/24 giờ từ ngày 1/6 đến ngày 30/9/2026", {"kind": "range", "due": "2026-09-30", "from": "2026-06-01"}),
    ("Tháng 3/2026 và duy trì hằng quý", {"kind": "month", "due": "2026-03-31", "continues": True}),
    ("Trước mùa khô năm 2026 (15/11/2026)", {"kind": "date", "due": "2026-11-15"}),
    ("Thường xuyên trong năm 2026", {"kind": "ongoing", "due": None}),
    ("", {"kind": "none", "due": None}),
    ("theo Quyết định số 571/QĐ-TTg ngày 12/3/2025", None),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS, ids=[text or "nothing" for text, _ in WORDINGS])
def test_a_wording_is_read(text: str, expected: dict | None):
    if expected is None:
        assert read_deadline(text)["due"] is None
    else:
        assert read_deadline(text) == expected


def test_before_a_month_ends_with_the_day_before_it_begins():
    assert read_deadline("Xong trước tháng 6/2026")["due"] == "2026-05-31"


def test_each_milestone_of_a_list_keeps_its_label_and_day():
    reading = read_deadline("- Ban hành Chương trình: Quý III/2026. - Triển khai: Từ Quý IV/2026.")
    assert reading["kind"] == "multiple"
    assert reading["due"] == "2026-09-30"
    assert [(part["label"], part["kind"]) for part in reading["milestones"]] == [
        ("Ban hành Chương trình", "quarter"),
        ("Triển khai", "ongoing"),
    ]


def test_days_after_the_plan_become_a_date_once_its_day_is_known():
    text = "Trong vòng 15 ngày kể từ khi Kế hoạch được ban hành"
    assert read_deadline(text) == {"kind": "relative", "due": None, "days": 15, "anchor": "plan issued"}
    assert read_deadline(text, issued_on=date(2026, 9, 5))["due"] == "2026-09-20"


def test_working_days_are_marked_and_never_counted_as_calendar_days():
    reading = read_deadline("trong 10 ngày làm việc kể từ ngày văn bản được ban hành", issued_on=date(2026, 9, 5))
    assert reading["working"] is True
    assert reading["due"] is None


def test_a_date_without_a_year_takes_the_year_of_the_document():
    assert read_deadline("Trước 20/12", year=2026)["due"] == "2026-12-20"
    assert read_deadline("Trước 20/12")["due"] is None


def test_a_day_that_no_calendar_has_is_no_deadline():
    assert read_deadline("31/02/2026") == {
        "kind": "none",
        "due": None,
        "condition": "31/02/2026",
        "unread": ["31/02/2026"],
    }


def test_words_without_a_day_are_kept_as_the_condition():
    reading = read_deadline("Thực hiện theo tiến độ và hướng dẫn của từng ngành")
    assert reading == {"kind": "none", "due": None, "condition": "theo tiến độ và hướng dẫn của từng ngành"}


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
day_styles = st.sampled_from(
    [
        "{d}/{m}/{y}", "{d:02d}/{m:02d}/{y}", "ngày {d:02d}/{m}/{y}", "Trước ngày {d:02d} tháng {m:02d} năm {y}",
        "{d:02d}-{m:02d}-{y}", "{d}.{m}.{y}", "Hoàn thành trước {d:02d}/{m:02d}/{y}.", "ngày {d}/ {m} /{y}",
        "chậm nhất ngày {d} tháng {m} năm {y}", "Xong trong ngày {d}/{m}/{y};", "đến hết ngày {d}/{m}/{y}",
    ]
)  # fmt: skip


@given(days, day_styles)
def test_every_day_that_is_printed_is_read_back(day: date, style: str):
    reading = read_deadline(style.format(d=day.day, m=day.month, y=day.year))
    assert (reading["kind"], reading["due"]) == ("date", day.isoformat())


@given(
    days,
    st.sampled_from(["Tháng {m}/{y}", "tháng {m:02d} năm {y}", "Trong tháng {m}/{y}.", "{m:02d}/{y}", "T{m}/{y}"]),
)
def test_every_month_that_is_printed_ends_on_its_last_day(day: date, style: str):
    reading = read_deadline(style.format(m=day.month, y=day.year))
    last = day.replace(day=monthrange(day.year, day.month)[1])
    assert (reading["kind"], reading["due"]) == ("month", last.isoformat())


@given(
    st.integers(1, 4), st.integers(2020, 2035), st.sampled_from(["Quý {q}/{y}", "quý {q} năm {y}", "QUÝ {q}/{y}."])
)
def test_every_quarter_that_is_printed_ends_on_its_last_day(quarter: int, year: int, style: str):
    for name in (("I", "II", "III", "IV")[quarter - 1], str(quarter)):
        reading = read_deadline(style.format(q=name, y=year))
        last = date(year, 3 * quarter, 31 if quarter in (1, 4) else 30)
        assert (reading["kind"], reading["due"]) == ("quarter", last.isoformat())


@given(days, days)
def test_two_days_in_a_list_are_two_milestones(first: date, second: date):
    reading = read_deadline(f"- Thí điểm: {first:%d/%m/%Y}. - Nhân rộng: {second:%d/%m/%Y}.")
    assert [part["due"] for part in reading["milestones"]] == [first.isoformat(), second.isoformat()]
    assert reading["due"] == max(first, second).isoformat()


@given(st.text(max_size=300))
def test_any_text_gets_a_reading(text: str):
    reading = read_deadline(text, year=2026)
    assert reading["due"] is None or date.fromisoformat(reading["due"])

"""Every deadline that the inverse of the grammar prints is read back."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.reading.deadlines import read_deadline
from tests.plans.reading.wordings import ALL, POINTS, Wording

days = st.dates(min_value=date(2021, 1, 1), max_value=date(2039, 12, 31))
NOISE = [
    "Xây dựng và trình cấp có thẩm quyền phê duyệt Đề án: {}",
    "Triển khai tại 12/30 xã, bảo đảm trực 24/7; {}",
    "{} (theo Quyết định số 571/QĐ-TTg ngày 12/3/2020 của Thủ tướng Chính phủ)",
    "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024, đạt 95% kế hoạch; {}",
    "- {}.",
    "{} (báo cáo rõ khó khăn, vướng mắc)",
]


def holds(text: str, wording: Wording, day: date) -> None:
    reading = read_deadline(text, year=day.year)
    expected = wording.meaning(day)
    assert {key: reading.get(key) for key in expected} == expected, f"{text!r}: {reading}"


def test_there_are_many_wordings():
    assert len({wording.pattern for wording in ALL}) == len(ALL) >= 200


@pytest.mark.parametrize("wording", ALL, ids=[wording.pattern for wording in ALL])
def test_a_wording_is_read_back_on_any_day(wording: Wording):
    for day in (date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31), date(2027, 7, 5), date(2031, 10, 19)):
        holds(wording.print(day), wording, day)


@settings(max_examples=400)
@given(st.sampled_from(ALL), days, st.sampled_from([" ", "  ", "\n", "\u00a0"]), st.sampled_from(["", ".", ";", ","]))
def test_layout_unicode_form_and_capitals_change_nothing(wording: Wording, day: date, blank: str, end: str):
    text = wording.print(day)
    plain = read_deadline(text, year=day.year)
    for spelled in (text.upper(), unicodedata.normalize("NFD", text), text.replace(" ", blank) + end):
        other = read_deadline(spelled, year=day.year)
        for key in ("kind", "due", "from", "rule", "day", "days", "before"):
            assert other.get(key) == plain.get(key), (spelled, other)


@settings(max_examples=400)
@given(st.sampled_from(POINTS), days, st.sampled_from(NOISE))
def test_words_around_a_date_do_not_change_it(wording: Wording, day: date, noise: str):
    text = wording.print(day)
    if text.strip().isdigit():
        return  # a bare year is one only where it stands alone
    reading = read_deadline(noise.format(text), year=day.year)
    assert reading["due"] == wording.meaning(day)["due"], (noise.format(text), reading)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(POINTS), min_size=2, max_size=4), st.lists(days, min_size=4, max_size=4))
def test_each_line_of_a_list_is_a_milestone(wordings: list[Wording], dates: list[date]):
    pairs = [(w, d) for w, d in zip(wordings, dates, strict=False) if "{y}" in w.pattern and len(w.pattern) > 3]
    if len(pairs) < 2:
        return
    text = " ".join(f"- Bước {chr(97 + i)}: {w.print(d)}." for i, (w, d) in enumerate(pairs))
    found = read_deadline(text)["milestones"]
    assert [one["due"] for one in found] == [w.meaning(d)["due"] for w, d in pairs], text


@settings(max_examples=500)
@given(
    st.text(
        alphabet=" 0123456789/.-–,;:()IVXQTqtáđ" + "ngàythágquýnămtừđếnhếttrướcsauhằngkỳlầncuốiđầugiữa", max_size=80
    )
)
def test_no_text_raises_and_every_day_is_one(text: str):
    reading = read_deadline(text, issued_on=date(2026, 10, 5))
    for part in [reading, *reading.get("milestones", [])]:
        for key in ("due", "done_on"):
            assert not part.get(key) or date.fromisoformat(part[key])


@pytest.mark.parametrize(
    ("text", "due", "assumed"),
    [
        ("Trước 15/01", "2027-01-15", 2027),
        ("Tháng 3", "2027-03-31", 2027),
        ("Quý I", "2027-03-31", 2027),
        ("Trước 20/12", "2026-12-20", None),
        ("Trước 15/9", "2026-09-15", None),
        ("Trước 15/01/2026", "2026-01-15", None),
    ],
)
def test_a_day_without_a_year_may_be_in_the_year_after_the_document(text: str, due: str, assumed: int | None):
    reading = read_deadline(text, issued_on=date(2026, 11, 20))
    assert (reading["due"], reading.get("assumed_year")) == (due, assumed)


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("18 - 26/9", "2026-09-18", "2026-09-26"),
        ("từ 01-15/10/2026", "2026-10-01", "2026-10-15"),
        ("9 tháng đầu năm 2026", "2026-01-01", "2026-09-30"),
        ("6 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("tháng 7-9/2026", "2026-07-01", "2026-09-30"),
        ("Quý II-IV/2026", "2026-04-01", "2026-12-31"),
        ("Từ tháng 11 đến tháng 2/2027", "2026-11-01", "2027-02-28"),
        ("từ 15/12 đến 15/01", "2026-12-15", "2027-01-15"),
        ("từ nay đến hết năm 2026", "2026-04-05", "2026-12-31"),
        ("từ ngày ban hành Kế hoạch đến 30/6/2026", "2026-04-05", "2026-06-30"),
    ],
)
def test_a_stretch_has_both_its_ends(text: str, start: str, due: str):
    reading = read_deadline(text, issued_on=date(2026, 4, 5))
    assert (reading["kind"], reading["from"], reading["due"]) == ("range", start, due)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("đầu tháng 6/2026", "2026-06-30"),
        ("giữa tháng 6/2026", "2026-06-30"),
        ("cuối tháng 02/2028", "2028-02-29"),
        ("nửa đầu tháng 6/2026", "2026-06-15"),
        ("nửa cuối tháng 6/2026", "2026-06-30"),
        ("tuần 1 tháng 5/2026", "2026-05-31"),
        ("tuần cuối tháng 5", "2026-05-31"),
        ("trung tuần tháng 5/2026", "2026-05-20"),
        ("đầu quý II/2026", "2026-04-30"),
        ("giữa năm 2026", "2026-06-30"),
        ("cuối năm", "2026-12-31"),
        ("nửa đầu năm 2026", "2026-06-30"),
    ],
)
def test_a_part_of_a_month_or_year_is_said_to_be_vague(text: str, due: str):
    reading = read_deadline(text, year=2026)
    assert (reading["due"], reading["vague"]) == (due, True)


@pytest.mark.parametrize("text", ["32/01/2026", "31/02/2026", "tháng 13/2026", "Quý V/2026", "ngày 31/4"])
def test_a_day_that_no_calendar_has_is_reported_and_not_invented(text: str):
    reading = read_deadline(text, year=2026)
    assert (reading["kind"], reading["due"]) == ("none", None)
    assert reading["unread"]


@pytest.mark.parametrize(
    "text", ["trực 24/7", "đạt 25-30%", "1/3 số xã", "8-10 ngành", "10-10", "TCVN 14423:2025", "Kỳ họp giữa năm 2026"]
)
def test_figures_that_are_no_dates_make_no_deadline(text: str):
    assert read_deadline(text, year=2026)["due"] is None


def test_an_event_with_a_day_dates_what_is_counted_from_it():
    reading = read_deadline("trong vòng 30 ngày kể từ ngày 01/7/2026")
    assert reading == {"kind": "relative", "due": "2026-07-31", "days": 30, "anchor": "2026-07-01"}


def test_two_days_of_the_year_are_both_kept():
    reading = read_deadline("6 tháng một lần, trước ngày 15 tháng 6 và trước ngày 15 tháng 12 hằng năm")
    assert reading["rule"] == "every 6 months"
    assert [(one["month"], one["day"]) for one in reading["dates"]] == [(6, 15), (12, 15)]

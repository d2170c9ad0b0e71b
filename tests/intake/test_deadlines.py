"""What is read of a deadline becomes milestones, and what is doubtful about it is said."""

from datetime import date

import pytest

from intake.operations.deadlines import deadline_doubts, milestones_of
from plans.reading.deadlines import read_deadline
from tests.factories import PlanFactory, TaskFactory

pytestmark = pytest.mark.django_db
ISSUED = date(2026, 4, 5)


def milestones(text: str) -> list:
    task = TaskFactory(plan=PlanFactory(issued_date=ISSUED))
    found = milestones_of(task, read_deadline(text, issued_on=ISSUED))
    for milestone in found:
        milestone.full_clean(exclude=["task"])
        milestone.save()
    return found


@pytest.mark.parametrize(
    ("text", "kind", "due", "start"),
    [
        ("Trước 30/6/2026", "date", date(2026, 6, 30), None),
        ("Quý III/2026", "quarter", date(2026, 9, 30), None),
        ("Từ 16/4 đến 30/4/2026", "range", date(2026, 4, 30), date(2026, 4, 16)),
        ("Từ ngày ban hành Kế hoạch đến hết năm 2026", "range", date(2026, 12, 31), ISSUED),
        ("Từ Quý II/2026", "ongoing", None, date(2026, 4, 1)),
        ("Thường xuyên", "ongoing", None, None),
        ("Trong vòng 30 ngày kể từ ngày 01/7/2026", "relative", date(2026, 7, 31), None),
        ("Trong vòng 15 ngày kể từ ngày ban hành Kế hoạch", "relative", None, None),
        ("Theo tiến độ dự án", "none", None, None),
        ("Đã tổ chức ngày 12/12/2025", "done", date(2025, 12, 12), None),
    ],
)
def test_a_deadline_is_one_milestone(text: str, kind: str, due: date | None, start: date | None):
    (found,) = milestones(text)
    assert (found.kind, found.due_date, found.from_date) == (kind, due, start)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Định kỳ 3 tháng/lần", "every 3 months"),
        ("trước ngày 25 hằng tháng", "every month, day 25"),
        ("trước 15/11 hằng năm", "every year, month 11, day 15"),
        ("Hằng quý đến hết năm 2026", "every quarter, until 2026-12-31"),
    ],
)
def test_what_comes_again_keeps_its_rule_and_day(text: str, words: str):
    (found,) = milestones(text)
    assert (found.kind, found.recurrence) == ("recurring", words)


def test_several_times_are_several_milestones():
    found = milestones("- Thí điểm: Quý II/2026. - Nhân rộng: Quý IV/2026.")
    assert [(one.order, one.label, one.due_date) for one in found] == [
        (0, "Thí điểm", date(2026, 6, 30)),
        (1, "Nhân rộng", date(2026, 12, 31)),
    ]


def test_a_term_of_working_days_keeps_its_anchor():
    (found,) = milestones("Trong 10 ngày làm việc kể từ ngày ban hành Kế hoạch")
    assert (found.days, found.anchor, found.due_date) == (10, "working days from plan issued", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("32/01/2026", "Chưa hiểu “32/01/2026”"),
        ("Trước Tết Nguyên đán", "âm lịch"),
        ("dự kiến từ quý II/2026", "dự kiến"),
        ("giữa tháng 6/2026", "30/06/2026"),
        ("5 ngày sau khi nhận đủ hồ sơ", "chưa có ngày"),
        ("10 ngày kể từ khi Bộ Nội vụ hướng dẫn", "chưa có ngày"),
        ("", "không nêu thời hạn"),
        ("Quý II/2026", None),
        ("Trong 10 ngày làm việc kể từ ngày ban hành Kế hoạch", None),
    ],
)
def test_what_is_doubtful_is_said(text: str, words: str | None):
    doubts = deadline_doubts(read_deadline(text, issued_on=ISSUED), text)
    assert [words in doubt.text for doubt in doubts] == ([True] if words else [])


def test_an_assumed_year_is_said():
    read = read_deadline("Trước 15/01", issued_on=date(2026, 11, 20))
    assert "hiểu là năm 2027" in deadline_doubts(read, "Trước 15/01")[0].text

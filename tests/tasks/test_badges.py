from datetime import date, timedelta

import pytest

from tasks.models import Assignment
from tasks.queries.badges import badge, distance
from tests.factories import TODAY


def work(**fields):
    due = fields.pop("due", TODAY + timedelta(days=30))
    received = fields.pop("received_at", "2026-01-06T08:00Z")
    assignment = Assignment(due_date=due, received_at=received, **fields)
    assignment.counted_due_date = assignment.counted_due
    return assignment


COUNTED = {"quantity_target": 24, "quantity_done": 18, "quantity_unit": "quy trình"}
LATE = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("fields", "code", "label"),
    [
        ({}, "in_progress", "Đang thực hiện"),
        ({"percent": 80}, "in_progress", "Đang thực hiện · 80%"),
        (COUNTED, "in_progress", "Đang thực hiện · 18/24 quy trình"),
        ({"due": TODAY}, "due_soon", "Hạn hôm nay"),
        ({"due": TODAY + timedelta(days=10)}, "due_soon", "Còn 10 ngày"),
        ({"due": LATE, "percent": 65}, "overdue", "Quá hạn 10 ngày · 65%"),
        ({"due": LATE, "state": "sent", "sent_date": TODAY}, "overdue", "Quá hạn 10 ngày · chờ xác nhận"),
        ({"due": LATE, "state": "sent", "sent_date": LATE}, "sent", "Chờ xác nhận"),
        ({"state": "at_head"}, "at_head", "Chờ lãnh đạo duyệt"),
        ({"supplement_asked": True}, "supplement", "Cần bổ sung"),
        ({"received_at": None}, "not_received", "Chưa tiếp nhận"),
        ({"due": None, "is_ongoing": True}, "ongoing", "Thường xuyên"),
        ({"state": "cancelled"}, "cancelled", "Đã hủy"),
        ({"state": "completed", "sent_date": TODAY}, "done_on_time", "Hoàn thành đúng hạn"),
        ({"due": LATE, "state": "completed", "sent_date": TODAY}, "done_late", "Hoàn thành quá hạn 10 ngày"),
    ],
)  # fmt: skip
def test_one_badge_the_most_urgent(fields, code, label):
    found = badge(work(**fields), TODAY)
    assert (found.code, found.label) == (code, label)


def test_progress_is_left_out_for_those_who_may_not_see_it():
    assert badge(work(percent=80), TODAY, progress=False).label == "Đang thực hiện"


def test_distance_in_words():
    assert [distance(TODAY + timedelta(days=n), TODAY) for n in (41, 0, -51)] == [
        "còn 41 ngày",
        "hạn hôm nay",
        "quá hạn 51 ngày",
    ]
    assert distance(None, TODAY) == ""

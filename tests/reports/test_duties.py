import json
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError

from plans.reading.cadences import PERIODS, cadences_in, once_in
from reports.models import ReportingDuty
from reports.operations import add_duties
from tests.factories import PlanFactory, UnitFactory

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "seeds" / "gold"

MONTHLY = {
    "who": ["Sở Tài chính", "Cơ quan chưa từng nghe tên"],
    "to": "UBND Thành phố (thông qua Sở Khoa học và Công nghệ)",
    "cadence": "monthly",
    "due": "day 20 of month",
    "before": True,
    "quote": "báo cáo **trước ngày 20 hằng tháng**",
}


def test_each_addressee_of_a_sentence_becomes_one_duty(db):
    finance = UnitFactory(name="Sở Tài chính", kind="so")
    science = UnitFactory(name="Sở Khoa học và Công nghệ", kind="so")
    plan = PlanFactory(focal_unit=science)
    assert add_duties(plan=plan, rows=[MONTHLY]) == 2
    known, unknown = plan.reporting_duties.in_order()
    assert (known.unit, known.via_unit, known.due_day) == (finance, science, 20)
    assert known.due_text == "trước ngày 20 hằng tháng"
    assert "*" not in known.quote
    assert (unknown.unit, unknown.group) == (None, None)
    assert unknown.who_text == "Cơ quan chưa từng nghe tên"


def test_a_single_report_has_a_date_and_a_vague_one_has_none(db):
    once = {"who": ["các đơn vị liên quan"], "to": "UBND Thành phố", "cadence": "once", "due": "2026-02-15"}
    vague = {"who": ["Sở Tài chính"], "to": "UBND Thành phố", "cadence": "quarterly", "due": None}
    plan = PlanFactory()
    add_duties(plan=plan, rows=[once])
    add_duties(plan=plan, rows=[vague])
    single, quarterly = plan.reporting_duties.in_order()
    assert (single.due_date, single.due_text) == (date(2026, 2, 15), "ngày 15/02/2026")
    assert quarterly.due_text == ""


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_every_duty_of_the_sample_plans_can_be_written_down(db, path):
    rows = json.loads(path.read_text(encoding="utf-8"))["reporting"]
    plan = PlanFactory()
    assert add_duties(plan=plan, rows=rows) == sum(len(row["who"]) for row in rows)
    assert sum(bool(duty.due_text) for duty in plan.reporting_duties.all()) == sum(
        len(row["who"]) for row in rows if row["due"]
    )


@pytest.mark.parametrize("wrong", [{"due_day": 32}, {"due_date": date(2026, 2, 15)}])
def test_the_database_refuses_a_due_that_does_not_fit(db, wrong):
    with pytest.raises(IntegrityError):
        ReportingDuty.objects.create(plan=PlanFactory(), order=1, who_text="a", cadence="monthly", **wrong)


def test_a_duty_is_visible_to_the_parties_of_its_plan(cast):
    ReportingDuty.objects.create(plan=cast.plan, order=1, who_text="a", cadence="monthly", due_day=20)
    assert ReportingDuty.objects.visible_to(cast.unit_officer).count() == 1
    assert ReportingDuty.objects.visible_to(cast.stranger).count() == 0


SAID = [
    ("Các xã báo cáo Sở Y tế hằng ngày.", "daily", None),
    ("Báo cáo tuần gửi trước 16h00 thứ Năm về Sở Y tế.", "weekly", 4),
    ("Trạm Y tế báo cáo Sở Y tế 02 tuần một lần, vào thứ Sáu.", "fortnightly", 5),
    ("Các xã báo cáo nửa tháng một lần.", "half-monthly", None),
    ("Các xã báo cáo trước ngày 14 hằng tháng.", "monthly", 14),
    ("Các xã báo cáo trước ngày 8 tháng đầu tiên của quý tiếp theo.", "quarterly", 8),
    ("Định kỳ 6 tháng một lần, trước ngày 12/6 và 12/12 hằng năm báo cáo UBND tỉnh.", "half-yearly", 12),
    ("Báo cáo UBND tỉnh trước ngày 05/12 hằng năm.", "yearly", 5),
    ("Báo cáo UBND tỉnh trước ngày 20/12/2026.", "once", None),
]


def test_every_period_that_is_read_is_kept(db):
    plan, names = PlanFactory(), [name for _, name, _ in SAID]
    assert {*names} == {name for name, _ in PERIODS} | {"once", "half-monthly"}
    read = [(text, (cadences_in(text) or [once_in(text)])[0]) for text, _, _ in SAID]
    rows = [
        {"who": ["Các xã"], "to": "Sở Y tế", "cadence": one.name, "due": one.due, "quote": text} for text, one in read
    ]
    assert add_duties(plan=plan, rows=rows) == len(SAID)
    kept = list(plan.reporting_duties.in_order())
    assert [(duty.cadence, duty.due_day) for duty in kept] == [(name, day) for _, name, day in SAID]
    assert all(duty.cadence in ReportingDuty.Cadence.values and duty.kind for duty in kept)

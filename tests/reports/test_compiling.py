"""The compilation over all units: totals, groups, sections, comparison, flow, and sums that must agree."""

from dataclasses import replace
from datetime import date

import pytest

from plans.models import Section
from reports.queries.compiling import SumsDiffer, check_sums, compile_plans
from tasks.figures import Figures
from tests.factories import PlanFactory, TaskFactory, UnitFactory
from tests.reports.worlds import finished, given, say
from units import periods

pytestmark = pytest.mark.django_db
FIRST_QUARTER = periods.of_months(periods.Kind.QUARTER, 2026, 1, periods.Rule.ADMINISTRATIVE)
MARCH = periods.administrative_month(2026, 3)
TODAY = date(2026, 3, 20)


@pytest.fixture
def plan():
    """Two wards and a department; done in January, February and March, one overdue, one still in time."""
    plan = PlanFactory(focal_unit=UnitFactory(name="Sở Khoa học và Công nghệ", kind="so", code="SKHCN"))
    wards = [UnitFactory(name=f"Phường {n}", kind="phuong") for n in "AB"]
    department = UnitFactory(name="Sở Nội vụ", kind="so")
    first = Section.objects.create(plan=plan, order=1, title="A. THỂ CHẾ")
    inner = Section.objects.create(plan=plan, order=2, title="I. Văn bản", parent=first)
    second = Section.objects.create(plan=plan, order=3, title="B. HẠ TẦNG")
    law, net = TaskFactory(plan=plan, section=inner), TaskFactory(plan=plan, section=second)
    finished(plan, wards[0], date(2026, 1, 20), task=law)
    finished(plan, wards[1], date(2026, 2, 10), task=law)
    finished(plan, department, date(2026, 3, 10), task=law, due_date=date(2026, 3, 12))
    say(given(plan, wards[0], task=net), date(2026, 2, 2), text="Thiếu máy", kind="kinh_phi")
    given(plan, department, task=net, due_date=date(2026, 6, 1), on=date(2026, 3, 1))
    return plan


def compiled_of(*plans, period=MARCH, **more):
    return compile_plans(plans=plans, period=period, author=plans[0].focal_unit, today=TODAY, **more)


def test_totals_count_tasks_and_assignments(plan):
    compiled = compiled_of(plan)
    assert compiled.now.assignments == Figures(done_on_time=2, done_late=1, open_in_time=1, open_overdue=1)
    assert compiled.now.tasks == Figures(done_late=1, open_overdue=1)
    check_sums(compiled)


def test_groups_and_sections_are_rows_of_the_same_total(plan):
    compiled = compiled_of(plan)
    assert [(g.name, g.units, g.figures.total) for g in compiled.groups] == [
        ("Sở, ban, ngành", 1, 2),
        ("UBND phường", 2, 3),
    ]
    assert [(s.name, s.tasks.total, s.figures.total) for s in compiled.sections] == [
        ("A. THỂ CHẾ", 1, 3),
        ("B. HẠ TẦNG", 1, 2),
    ]


def test_the_month_before_and_a_chosen_day_are_counted_as_they_stood(plan):
    compiled = compiled_of(plan, compared=date(2026, 1, 31))
    assert [(c.label, c.then.assignments) for c in compiled.comparisons] == [
        ("tháng 02/2026", Figures(done_on_time=1, done_late=1, open_in_time=1, open_overdue=1)),
        ("cùng kỳ năm trước (tháng 03/2025)", Figures()),
        ("ngày 31/01/2026", Figures(done_on_time=1, open_in_time=3)),
    ]


def test_a_quarter_is_the_stock_at_its_end_and_the_flow_of_its_months(plan):
    compiled = compiled_of(plan, period=FIRST_QUARTER)
    assert compiled.as_of == date(2026, 3, 14)
    flow = [(f.period.label, f.given, f.done, f.became_overdue) for f in compiled.flows]
    assert flow == [
        ("tháng 01/2026", 4, 0, 0),
        ("tháng 02/2026", 0, 2, 1),
        ("tháng 03/2026", 1, 1, 0),
        ("quý I/2026", 5, 3, 1),
    ]
    assert compiled.now.assignments.done == sum(f.done for f in compiled.flows[:3])


def test_several_plans_fold_into_one_row_a_unit(plan):
    other = PlanFactory(focal_unit=plan.focal_unit)
    unit = compiled_of(plan).units[0].unit
    given(other, unit, percent=50)
    compiled = compiled_of(plan, other)
    row = next(row for row in compiled.units if row.unit == unit)
    assert (row.task_count, row.figures.total) == (3, 3)
    assert compiled.now.assignments.total == 6
    assert [s.name for s in compiled.sections][-1] == f"{other.reference}: Ngoài các mục"
    check_sums(compiled)


def test_a_plan_without_work_compiles_to_nothing():
    compiled = compiled_of(PlanFactory())
    assert compiled.now.assignments == Figures()
    assert compiled.units == compiled.groups == compiled.sections == []
    check_sums(compiled)


def test_rows_that_do_not_add_up_are_refused_with_the_table_and_the_figure(plan):
    compiled = compiled_of(plan)
    with pytest.raises(SumsDiffer) as refused:
        check_sums(replace(compiled, units=compiled.units[1:]))
    assert refused.value.message.startswith(
        "Bảng theo đơn vị không khớp tổng chung: cột hoàn thành đúng hạn cộng được"
    )


def test_difficulties_are_counted_by_kind(plan):
    assert compiled_of(plan).obstacle_kinds == {"kinh phí": 1}


def test_the_number_of_queries_does_not_grow_with_the_rows(
    plan, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25) as few:
        compiled_of(plan)
    for n in range(5):
        given(plan, UnitFactory(name=f"Xã {n}", kind="xa"))
    with django_assert_num_queries(len(few)):
        compiled_of(plan)

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.queries import plan_report
from tasks.figures import Figures, figures
from tasks.models import Assignment, Milestone, ProgressUpdate
from tests.factories import MilestoneFactory, PlanFactory, TaskFactory, UnitFactory, UserFactory
from tests.reports.worlds import at, finished, given, prove, say
from units import periods

JANUARY = periods.administrative_month(2026, 1)
FEBRUARY = periods.administrative_month(2026, 2)
TODAY = date(2026, 2, 10)
DUE = date(2026, 1, 31)


def report_of(plan, period=FEBRUARY, today=TODAY, reader=None):
    return plan_report(plan=plan, period=period, today=today, reader=reader)


@pytest.fixture
def plan(db):
    """One lượt giao in each state, the first task shared by three units."""
    plan = PlanFactory()
    wards = [UnitFactory(name=f"Phường {n}") for n in range(3)]
    shared = TaskFactory(plan=plan, code="A.1")
    finished(plan, wards[0], date(2026, 1, 20), task=shared)
    finished(plan, wards[1], date(2026, 2, 3), task=shared)
    given(plan, wards[2], task=shared, percent=40)
    given(plan, wards[0], state="sent", sent_date=DUE, percent=90)
    given(plan, wards[0], is_ongoing=True, due_date=None)
    given(plan, wards[1], state="cancelled")
    finished(plan, wards[2], date(2026, 1, 20), self_confirmed=True, confirming_unit=None)
    MilestoneFactory(task=TaskFactory(plan=plan), kind=Milestone.Kind.DONE, due_date=None)
    TaskFactory(plan=plan, held=True)
    return plan


def test_luot_giao_are_counted_as_the_official_figures_count_them(plan):
    report = report_of(plan)
    assert report.assignments == figures(Assignment.objects.filter(plan=plan), TODAY)
    assert report.assignments == Figures(1, 1, 1, 1, ongoing=1, self_confirmed=1)
    assert str(report.assignments.rate) == "66.7"


def test_the_head_who_confirmed_the_own_units_work_stands_beside_the_figure(plan):
    head = UserFactory(full_name="Lê Thị Chín")
    Assignment.objects.filter(self_confirmed=True).update(confirmed_by=head)
    assert [row.confirmers for row in report_of(plan).units] == [[], [], ["Lê Thị Chín"]]


def test_a_task_given_to_many_counts_as_its_slowest_luot_giao(plan):
    report = report_of(plan)
    assert report.tasks == Figures(open_in_time=1, open_overdue=1, ongoing=1, self_confirmed=1)
    assert (report.done_before, report.not_given) == (1, 1)


def test_every_luot_giao_stands_in_one_row_of_its_unit(plan):
    report = report_of(plan)
    assert [row.unit.name for row in report.units] == ["Phường 0", "Phường 1", "Phường 2"]
    assert sum(row.figures.total for row in report.units) == report.assignments.total
    assert [row.progress for row in report.units] == [95, 100, 70]
    assert [row.figures.rate for row in report.units] == [100, 100, 0]


def test_overdue_rows_say_how_long(plan):
    (row,) = report_of(plan).overdue
    assert (row.task.code, row.unit.name, row.due, row.days) == ("A.1", "Phường 2", DUE, 10)


def test_a_past_period_is_told_as_it_was_known_at_its_end(plan):
    later = given(plan, UnitFactory(), on=date(2026, 1, 15))
    report = report_of(plan, JANUARY)
    assert report.as_of == date(2026, 1, 14)
    assert report.assignments == Figures(open_in_time=6, ongoing=1)  # what was cancelled later was still owed
    assert later.unit not in [row.unit for row in report.units]


def test_reopening_does_not_change_what_a_past_period_said(plan):
    before = report_of(plan, JANUARY).assignments
    own = Assignment.objects.get(self_confirmed=True)
    moment = at(date(2026, 1, 25))
    own.spans.filter(to_at=None).update(from_at=at(date(2026, 1, 12)), to_at=moment)
    told = report_of(plan, JANUARY).assignments
    own.spans.create(state="open", due_date=DUE, sent_date=own.sent_date, from_at=moment)
    Assignment.objects.filter(pk=own.pk).update(state="open", completed_date=None, self_confirmed=False)
    assert report_of(plan, JANUARY).assignments == told
    assert told.self_confirmed == before.self_confirmed + 1


def test_progress_of_a_past_period_is_what_it_was_then(plan):
    assignment = Assignment.objects.get(percent=40)
    obstacle = say(assignment, date(2026, 1, 20), text="x")
    ProgressUpdate.objects.create(
        assignment=assignment,
        author=obstacle.author,
        event=obstacle.event,
        created_at=at(date(2026, 1, 20)),
        percent_before=15,
        percent=40,
    )
    row = next(row for row in report_of(plan, JANUARY).units if row.unit == assignment.unit)
    assert row.progress == 8  # 15% of one and 0% of the other


def test_evidence_is_told_in_the_period_it_was_sent(plan):
    assignment = Assignment.objects.get(percent=40)
    prove(assignment, date(2026, 1, 10), "Quyết định ban hành", sealed=date(2026, 1, 20))
    prove(assignment, date(2026, 1, 10), "Bản nháp", withdrawn_at=at(date(2026, 1, 11)))
    texts = [[text for row in report_of(plan, p).units for text in row.evidence] for p in (JANUARY, FEBRUARY)]
    assert texts == [
        ["A.1: Quyết định ban hành, số 412/QĐ-UBND (chưa gửi)"],
        ["A.1: Quyết định ban hành, số 412/QĐ-UBND"],
    ]


@pytest.mark.parametrize(("day", "told"), [(14, True), (15, False)])
def test_what_was_said_on_the_15th_belongs_to_the_next_period(plan, day, told):
    say(Assignment.objects.get(percent=40), date(2026, 1, day), text="Thiếu kinh phí", kind="kinh_phi")
    said = [text for row in report_of(plan, JANUARY).units for text in row.obstacles]
    assert said == (["A.1: Thiếu kinh phí (kinh phí)"] if told else [])


def test_a_solved_difficulty_is_told_no_more(plan):
    obstacle = say(Assignment.objects.get(percent=40), date(2026, 1, 10), proposal="Cấp thêm máy")
    obstacle.state, obstacle.closed_at = "resolved", at(date(2026, 1, 20))
    obstacle.save()
    assert [row.proposals for row in report_of(plan, JANUARY).units if row.proposals] == [["A.1: Cấp thêm máy"]]
    assert not any(row.proposals for row in report_of(plan).units)


def test_an_open_difficulty_of_an_earlier_period_comes_back_and_says_where_it_went(plan):
    obstacle = say(Assignment.objects.get(percent=40), date(2026, 1, 10), text="Thiếu kinh phí", kind="kinh_phi")
    obstacle.state, obstacle.escalated_to = "escalated", "UBND Thành phố"
    obstacle.escalated_number, obstacle.escalated_date = "8/BC-STC", date(2026, 2, 2)
    obstacle.save()
    told = [
        [text for row in report_of(plan, period).units for text in row.obstacles] for period in (JANUARY, FEBRUARY)
    ]
    up = "; đã báo cáo UBND Thành phố tại văn bản 8/BC-STC ngày 02/02/2026"
    assert told == [["A.1: Thiếu kinh phí (kinh phí)"], [f"A.1: Thiếu kinh phí{up} (kinh phí)"]]


def test_quantities_of_a_unit_are_summed_by_noun(db):
    plan, ward = PlanFactory(), UnitFactory()
    for done in (10, 14):
        given(plan, ward, quantity_target=24, quantity_done=done, quantity_unit="quy trình", percent=done * 100 // 24)
    given(plan, ward, quantity_target=5, quantity_done=1, quantity_unit="máy", percent=20)
    (row,) = report_of(plan).units
    assert row.quantities == ["24/48 quy trình", "1/5 máy"]


@pytest.mark.parametrize(
    ("who", "whole"),
    [
        ("focal_officer", True),
        ("office_officer", True),
        ("inspector", True),
        ("city_leader", True),
        ("unit_officer", False),
    ],
)
def test_a_unit_reads_its_own_rows_and_those_who_answer_read_all(cast, who, whole):
    given(cast.plan, cast.elsewhere, due_date=DUE)
    report = report_of(cast.plan, reader=getattr(cast, who))
    assert report.whole is whole
    assert {row.unit for row in report.units} == ({cast.ward, cast.elsewhere} if whole else {cast.ward})


def test_an_empty_plan_has_a_report_of_nothing(db):
    report = report_of(PlanFactory())
    assert report.assignments == Figures()
    assert (report.assignments.rate, report.units, report.overdue, report.task_rows) == (None, [], [], [])


def counted_queries(plan, period):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report_of(plan, period)
    return len(queries)


@pytest.mark.parametrize("period", [JANUARY, FEBRUARY], ids=["past", "running"])
def test_ten_units_cost_as_many_queries_as_one(db, period):
    small, large = PlanFactory(), PlanFactory()
    for plan, count in ((small, 1), (large, 10)):
        for _ in range(count):
            assignment = given(plan, UnitFactory())
            say(assignment, date(2026, 1, 10), text="x", proposal="y")
            prove(assignment, date(2026, 1, 10), "z")
    assert counted_queries(small, period) == counted_queries(large, period) <= 10

"""The assignment matrix: every lượt giao in its cell, the worst first, groups that open and close."""

import gzip
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tasks.models import TaskParty
from tasks.queries.matrix import ALL, Asked, matrix
from tests.factories import AssignmentFactory, MilestoneFactory, TaskFactory, UnitFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def page(cast) -> str:
    return reverse("tasks:matrix", args=[cast.plan.pk])


def give(cast, unit, due, **facts):
    facts = {"task": TaskFactory(plan=cast.plan)} | facts
    return AssignmentFactory(unit=unit, due_date=due, original_due_date=due, **facts)


def rows_of(cast, asked=None) -> dict[int, object]:
    return {row.task.pk: row for _, rows in matrix(cast.plan, TODAY, asked or Asked()).sections for row in rows}


def test_a_cell_says_how_one_lot_giao_stands(cast):
    ward = UnitFactory(kind="phuong")
    late = give(cast, ward, TODAY - timedelta(days=51))
    cell = rows_of(cast)[late.task_id].cells[ward.pk]
    assert (cell.pk, cell.shown.code, cell.days, cell.more) == (late.pk, "overdue", 51, 0)


@pytest.mark.parametrize("reverse_order", [False, True])
def test_of_several_assignments_the_worst_is_shown_and_the_rest_counted(cast, reverse_order):
    unit = UnitFactory(kind="so")
    first = give(cast, unit, TODAY + timedelta(days=90))
    days = [90, -3]
    for order, days_left in enumerate(reversed(days) if reverse_order else days, 1):
        milestone = MilestoneFactory(task=first.task, order=order, due_date=TODAY + timedelta(days=days_left))
        give(cast, unit, milestone.due_date, task=first.task, milestone=milestone)
    cell = rows_of(cast)[first.task_id].cells[unit.pk]
    assert (cell.shown.code, cell.days, cell.more) == ("overdue", 3, 2)


def test_cancelled_work_leaves_no_cell(cast):
    gone = give(cast, UnitFactory(), None, state="cancelled")
    assert rows_of(cast)[gone.task_id].cells == {}


def test_a_closed_group_shows_how_many_are_done_and_late(cast):
    task = TaskFactory(plan=cast.plan)
    for days, state in ((-5, "open"), (-5, "completed"), (30, "open")):
        due = TODAY + timedelta(days=days)
        done = {"sent_date": due, "completed_date": due} if state == "completed" else {}
        give(cast, UnitFactory(kind="xa"), due, task=task, state=state, **done)
    tally = rows_of(cast)[task.pk].tallies["xa"]
    assert (tally.given, tally.done, tally.overdue) == (3, 1, 1)


def test_rows_and_columns_are_chosen_and_sorted(cast):
    quiet, troubled = UnitFactory(kind="so", name="Sở A"), UnitFactory(kind="so", name="Sở B")
    fine, late = give(cast, quiet, TODAY + timedelta(days=60)), give(cast, troubled, TODAY - timedelta(days=1))
    shown = matrix(cast.plan, TODAY, Asked(worst_first=True))
    departments = next(band for band in shown.bands if band.code == "so")
    assert departments.columns[0].unit == troubled
    assert (departments.opened, departments.overdue) == (True, sum(c.overdue for c in departments.columns))
    only_late = rows_of(cast, Asked(only_overdue=True))
    assert (late.task_id in only_late, fine.task_id in only_late) == (True, False)
    assert late.task_id not in rows_of(cast, Asked(only_shared=True))


def test_partners_are_dots_where_they_have_no_work_of_their_own(client, cast, page):
    given = give(cast, UnitFactory(kind="so"), TODAY)
    helper = UnitFactory(kind="so")
    for unit in (helper, given.unit):
        TaskParty.objects.create(task=given.task, part="partner", kind="unit", unit=unit, phrase=unit.name)
    assert rows_of(cast)[given.task_id].partners == {helper.pk}
    client.force_login(cast.focal_officer)
    assert '<i title="Phối hợp"></i>' in client.get(page).content.decode()


def test_the_cell_is_a_link_with_its_sentence(client, cast, page):
    due = timezone.localdate() - timedelta(days=7)
    given = give(cast, UnitFactory(kind="so", short_name='Sở "Y" <tế>'), due)
    client.force_login(cast.focal_officer)
    html = client.get(page).content.decode()
    said = f"Sở &quot;Y&quot; &lt;tế&gt;, {given.task.code}: Quá hạn 7 ngày"
    assert f'href="/viec/{given.pk}/" aria-label="{said}">7</a>' in html


@pytest.mark.parametrize("group", ["so", "phuong", "xa", ALL, "khong-co", ""])
@pytest.mark.parametrize("rest", ["", "&qua_han=1", "&nhieu=1&xep=qua-han"])
def test_every_choice_opens(client, cast, page, group, rest):
    give(cast, UnitFactory(kind="xa"), TODAY)
    client.force_login(cast.focal_officer)
    assert client.get(f"{page}?nhom={group}{rest}").status_code == 200


def test_whom_the_plan_is_hidden_from_finds_no_matrix(client, cast, page):
    client.force_login(cast.stranger)
    assert client.get(page).status_code == 404
    assert client.get(reverse("tasks:cell", args=[cast.assignment.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "reads"), [("focal_officer", True), ("unit_officer", True), ("partner_officer", False)]
)
def test_a_cell_tells_progress_only_to_those_who_may_read_it(client, cast, who, reads):
    client.force_login(getattr(cast, who))
    html = client.get(reverse("tasks:cell", args=[cast.assignment.pk])).content.decode()
    assert ("Tiến độ" in html) is reads
    assert cast.assignment.unit.name in html


def test_the_page_asks_as_often_for_many_cells_as_for_few_and_travels_packed(client, cast, page):
    client.force_login(cast.focal_officer)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    with transaction.atomic():
        for _ in range(12):
            give(cast, UnitFactory(kind="phuong"), TODAY)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(f"{page}?nhom={ALL}", headers={"Accept-Encoding": "gzip"})
    assert len(many) == len(few) <= 19
    assert "data-matrix" in gzip.decompress(answer.content).decode()

"""Figures, matrix, line of due dates, journal and search over the API: the questions and the rights of the pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tasks import operations
from tasks.figures import figures
from tasks.models import Assignment, Span
from tests.cast import NOW
from tests.factories import AssignmentFactory

DAY = timedelta(days=1)


def get(client, path: str, status: int = 200):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.mark.parametrize("by", ["unit", "group", "section", "plan"])
def test_every_breakdown_adds_up_to_the_figures_of_the_pages(cast, as_user, by):
    AssignmentFactory(task__plan=cast.plan, unit=cast.partner)
    found = get(as_user(cast.focal_officer), f"standing/?plan={cast.plan.pk}&by={by}")
    official = figures(Assignment.objects.all(), timezone.localdate())
    assert found["figures"]["open_overdue"] == official.open_overdue == 2
    assert sum(line["figures"]["total"] for line in found["lines"]) == found["figures"]["total"]
    assert sum(band["count"] for band in found["overdue"]) == official.open_overdue
    assert found["by_first_date"]["open_overdue"] == 2


def test_a_past_day_is_answered_by_what_was_known_then(cast, as_user):
    today = timezone.localdate()
    Span.objects.create(
        assignment=cast.assignment, state="open", due_date=today - DAY, from_at=timezone.now() - 5 * DAY
    )
    client = as_user(cast.unit_officer)
    then = get(client, f"standing/?day={(today - 2 * DAY).isoformat()}")
    assert (then["day"], then["updates"], then["waiting"]) == ((today - 2 * DAY).isoformat(), None, [])
    assert (then["figures"]["open_in_time"], then["figures"]["open_overdue"]) == (1, 0)
    assert get(client, "standing/")["figures"]["open_overdue"] == 1


def test_strangers_count_nothing_and_wrong_questions_are_told(cast, as_user):
    stranger = as_user(cast.stranger)
    assert get(stranger, f"standing/?plan={cast.plan.pk}")["figures"]["total"] == 0
    for path in (f"plans/{cast.plan.pk}/matrix/", f"plans/{cast.plan.pk}/timeline/", "standing/?by=section"):
        get(stranger, path, 404)
    for wrong in ("standing/?by=x", "standing/?day=mai", "search/", "journal/?kind=x", "journal/?limit=0"):
        assert get(stranger, wrong, 400)["errors"]


def test_the_matrix_names_units_cells_and_partners(cast, as_user):
    found = get(as_user(cast.partner_officer), f"plans/{cast.plan.pk}/matrix/")
    assert [unit["code"] for unit in found["units"]] == ["CG"]
    (row,) = found["rows"]
    assert row["task"]["id"] == cast.assignment.task_id
    (cell,) = row["cells"]
    assert (cell["unit"], cell["assignment"], cell["code"]) == (cast.ward.pk, cast.assignment.pk, "overdue")
    assert get(as_user(cast.partner_officer), f"plans/{cast.plan.pk}/matrix/?only_shared=true")["rows"] == []


def test_the_line_of_due_dates(cast, as_user):
    (month,) = get(as_user(cast.unit_officer), f"plans/{cast.plan.pk}/timeline/")["months"]
    assert (month["first_day"], month["dues"][0]["day"]) == ("2026-01-01", "2026-01-31")


def test_the_journal_is_searched_and_said_in_words(cast, as_user):
    told = {"assignment_id": cast.assignment.pk, "actor": cast.unit_officer}
    for percent in (10, 20, 30):
        operations.update_progress(**told, percent=percent, now=NOW)
    client = as_user(cast.focal_officer)
    page = get(client, f"journal/?assignment={cast.assignment.pk}&limit=2")
    assert [act["verb"] for act in page["results"]] == ["tasks.updated"] * 2
    assert page["results"][0]["actor"]["id"] == cast.unit_officer.pk
    assert "30" in page["results"][0]["said"]
    rest = get(client, f"journal/?assignment={cast.assignment.pk}&before={page['next_before']}")
    assert (len(rest["results"]), rest["next_before"]) == (1, None)
    assert get(client, "journal/?person=khong-ai")["results"] == []
    assert get(as_user(cast.stranger), "journal/")["results"] == []


def test_search_finds_without_diacritics_what_one_may_see(cast, as_user):
    found = {one["kind"]: one for one in get(as_user(cast.unit_officer), "search/?q=chuan hoa thong tin")}
    assert [task["id"] for task in found["nhiem-vu"]["tasks"]] == [cast.assignment.task_id]
    assert get(as_user(cast.stranger), "search/?q=chuan hoa thong tin") == []
    (units,) = get(as_user(cast.stranger), "search/?q=cau giay&kind=don-vi")
    assert units["units"][0]["code"] == "CG"


def test_as_many_questions_for_ten_units_as_for_one(cast, as_user):
    client = as_user(cast.focal_officer)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            get(client, path)
        return len(found)

    paths = [f"standing/?plan={cast.plan.pk}", f"plans/{cast.plan.pk}/matrix/", f"plans/{cast.plan.pk}/timeline/"]
    before = [queries(path) for path in paths] and [queries(path) for path in paths]
    for _ in range(9):
        AssignmentFactory(task__plan=cast.plan)
    assert [queries(path) for path in paths] == before

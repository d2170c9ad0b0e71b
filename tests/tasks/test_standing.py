"""How work stands: sums that agree with each other, today and on any past day."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tasks import operations as op
from tasks.figures import Figures, figures, figures_on
from tasks.models import Assignment, Span
from tasks.queries import standing
from tasks.queries.standing import Counted
from tests.cast import NOW
from tests.factories import AssignmentFactory, TaskFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2026, 1, 15)


def give(cast, due=None, kind="so", **facts):
    given = AssignmentFactory(
        task=TaskFactory(plan=cast.plan), unit=UnitFactory(kind=kind), due_date=due, original_due_date=due, **facts
    )
    sent, counted = given.sent_date, given.due_date
    Span.objects.create(assignment=given, state=given.state, due_date=counted, sent_date=sent, from_at=NOW - 9 * DAY)
    return given


@pytest.fixture
def work(cast):
    give(cast, TODAY - 3 * DAY)
    give(cast, TODAY - 30 * DAY, kind="phuong")
    give(cast, TODAY - 31 * DAY, kind="xa")
    give(cast, TODAY - 400 * DAY, kind="xa")
    give(cast, TODAY + DAY, kind="phuong")
    give(cast, TODAY - DAY, state="sent", sent_date=TODAY - DAY)
    give(cast, TODAY - 5 * DAY, state="completed", sent_date=TODAY - 5 * DAY, completed_date=TODAY)
    give(cast, TODAY - 9 * DAY, state="cancelled")
    give(cast, None, is_ongoing=True)
    return Assignment.objects.filter(plan=cast.plan)


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        ("plan", Counted.by_unit),
        ("plan", Counted.by_group),
        ("plan", Counted.by_plan),
        ("task__section", Counted.by_unit),
        ("task__section", Counted.by_section),
    ],
)
@pytest.mark.parametrize("day", [TODAY, TODAY - DAY])
def test_every_breakdown_sums_to_the_whole(work, field, lines, day):
    whole = figures_on(work, day, TODAY).get((), Figures())
    counted = Counted(work, day, TODAY, field)
    assert whole.total > 0
    assert counted.whole == whole
    assert sum((line.figures for line in lines(counted)), Figures()) == whole


@pytest.mark.parametrize("day", [TODAY, TODAY - DAY, TODAY - 2 * DAY])
def test_the_age_bands_sum_to_the_overdue(work, day):
    bands = standing.Underway(work, day, TODAY).bands()
    overdue = figures_on(work, day, TODAY)[()].open_overdue
    assert sum(band.count for band in bands) == overdue > 0


def test_an_age_is_counted_in_the_band_that_names_it(work):
    counts = [band.count for band in standing.Underway(work, TODAY, TODAY).bands()]
    assert counts == [1, 1, 1, 1]
    assert [band.label for band in standing.Underway(work, TODAY, TODAY).bands()][-1] == "trên 90 ngày"


def test_past_days_are_answered_as_they_were_then(cast):
    """Each day's figures are written down while it lasts, and found again afterwards."""
    given, seen = cast.assignment, {}
    Span.objects.create(assignment=given, state="open", due_date=given.due_date, from_at=NOW - DAY)

    def evening(number: int) -> None:
        day = TODAY + number * DAY
        seen[day] = figures(Assignment.objects.all(), day)

    evening(0)
    proof = {"kind": "document", "label": "Báo cáo", "document_number": "1/BC"}
    op.add_evidence(assignment_id=given.pk, actor=cast.unit_officer, now=NOW + DAY, **proof)
    op.propose(assignment_id=given.pk, actor=cast.unit_officer, now=NOW + DAY)
    evening(1)
    op.send(assignment_id=given.pk, actor=cast.unit_head, now=NOW + 20 * DAY)
    evening(20)
    op.confirm(assignment_id=given.pk, actor=cast.focal_officer, now=NOW + 22 * DAY)
    evening(22)
    op.reopen(assignment_id=given.pk, actor=cast.focal_officer, text="Số liệu sai", now=NOW + 25 * DAY)
    evening(25)
    assert len({tuple(vars(one).values()) for one in seen.values()}) >= 3
    for day, then in seen.items():
        assert figures_on(Assignment.objects.all(), day, TODAY + 99 * DAY)[()] == then
    assert figures_on(Assignment.objects.all(), TODAY - 30 * DAY, TODAY) == {}


def test_the_update_rate_counts_work_that_is_with_its_unit(cast, work):
    fresh, stale = Assignment.objects.with_the_unit().order_by("pk")[:2]
    Assignment.objects.filter(pk=fresh.pk).update(updated_at=NOW - DAY)
    Assignment.objects.filter(pk=stale.pk).update(updated_at=NOW - 60 * DAY)
    share = standing.Underway(Assignment.objects.all(), TODAY, TODAY).updates()
    assert (share.part, share.whole) == (1, Assignment.objects.with_the_unit().count())


def test_what_waits_is_told_with_whom_and_since_when(cast, work):
    waiting = standing.Underway(Assignment.objects.all(), TODAY, TODAY).waiting()
    places = {(one.place, one.count) for one in waiting}
    assert ("Chờ xác nhận kết quả", 1) in places
    sent = next(one for one in waiting if one.place.startswith("Chờ xác"))
    assert sent.since == TODAY - DAY


@pytest.mark.parametrize("query", ["", "?ngay=2026-01-10", "?ngay=2999-01-01", "?ngay=x", "?ngay=2026-02-31"])
def test_the_overview_opens_for_any_day(client, cast, work, query):
    client.force_login(cast.focal_officer)
    assert client.get(reverse("tasks:overview", args=[cast.plan.pk]) + query).status_code == 200
    assert client.get(reverse("insight:city") + query).status_code == 200


@pytest.mark.parametrize(
    ("who", "plan", "city"),
    [
        ("focal_officer", 200, 200),
        ("office_officer", 200, 200),
        ("city_leader", 200, 200),
        ("inspector", 200, 200),
        ("unit_officer", 200, 404),
        ("partner_officer", 200, 404),
        ("stranger", 404, 404),
        ("admin", 404, 404),
    ],
)
def test_who_sees_how_it_stands(client, cast, who, plan, city):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("tasks:overview", args=[cast.plan.pk])).status_code == plan
    assert client.get(reverse("insight:city")).status_code == city


@pytest.mark.parametrize(("name", "most"), [("tasks:overview", 29), ("insight:city", 41)])
def test_the_pages_ask_as_often_for_many_units_as_for_few(client, cast, work, name, most):
    page = reverse(name, args=[cast.plan.pk] if name == "tasks:overview" else [])
    client.force_login(cast.focal_officer)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    with transaction.atomic():
        for _ in range(9):
            give(cast, timezone.localdate() - DAY)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few) <= most
